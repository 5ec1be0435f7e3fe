/*
 * Assembler that holds the compiler back, waits, orders memory, or gives something a second name says nothing about what
 * threads share.
 *
 * expect: explore => always ok, PROVED
 */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int ready;

__asm__(".globl also_ready\n\t.set also_ready, ready");

static void relax(void)
{
	__asm__ volatile("" ::: "memory");
#if defined __x86_64__
	__asm__ volatile("pause");
	__asm__ volatile("rep; nop\n\tmfence" ::: "memory");
#endif
}

static void *tell(void *unused)
{
	(void)unused;
	atomic_store(&ready, 1);
	return NULL;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, tell, NULL);
	while (!atomic_load(&ready))
		relax();
	pthread_join(thread, NULL);
	return 0;
}
