/*
 * Assembler that changes what threads share: the lab does not see it, and so claims nothing for all schedules.
 *
 * expect: explore => never broken, open, says "what the assembler in add does is not seen"
 */
#include <assert.h>
#include <pthread.h>

static int total;

static void *add(void *unused)
{
	(void)unused;
#if defined __x86_64__
	__asm__ volatile("addl $1, %0" : "+m"(total));
#else
	__asm__ volatile("" : "+m"(total));
	__asm__ volatile(".inst 0xd503201f");
#endif
	return NULL;
}

int main(void)
{
	pthread_t one, other;

	pthread_create(&one, NULL, add, NULL);
	pthread_create(&other, NULL, add, NULL);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	assert(total >= 0);
	return 0;
}
