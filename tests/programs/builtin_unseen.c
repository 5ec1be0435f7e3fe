/* expect: explore => never broken, open
 * expect: explore CLOCK=0 => never race, open
 * not with: aarch64
 */
/* A builtin that comes to one instruction, whose answer is no other run's, or whose store is at an address it does not say. */
#include <assert.h>
#include <pthread.h>

#define CLOCK 1

#ifdef __x86_64__
#include <immintrin.h>
#include <x86intrin.h>

static char bytes[16];

static void *work(void *arg)
{
	if (CLOCK)
		assert(__rdtsc() != 1);
	else
		_mm_maskmoveu_si128(_mm_set1_epi32(3), _mm_set1_epi32(-1), bytes);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	assert(bytes[3] == 0 || bytes[3] == 3 || !CLOCK);
	pthread_join(thread, NULL);
	return 0;
}
#else
int main(void)
{
	return 0;
}
#endif
