/* expect: explore memory=races => always ok PROVED
 * expect: explore LATE=1 memory=races => has race open
 * expect: run seed=1 LATE=1 memory=races => race says "a["
 * expect: explore N=1 ROUNDS=2 => always ok PROVED
 * expect: explore N=1 ROUNDS=2 LATE=1 => always race PROVED
 */
/*
 * Rounds of a relaxation: each thread writes its part of one array from the other array, in which it reads its neighbours'
 * ends, and all meet before they change over. Without the meeting they race. As steps that is more than can be looked at.
 */
#include <pthread.h>

#define N 16
#define ROUNDS 3
#define LATE 0          /* who forgets to meet: thread LATE - 1 */

enum { THREADS = 2, ALL = N * THREADS + 2 };

static int a[2][ALL];
static pthread_barrier_t meet;

static void *relax(void *arg)
{
	int me = (int)(long)arg;

	for (int round = 0; round < ROUNDS; round++) {
		int *from = a[round % 2], *to = a[1 - round % 2];

		for (int i = 1 + me * N; i <= (me + 1) * N; i++)
			to[i] = (from[i - 1] + from[i + 1]) / 2;
		if (!LATE)
			pthread_barrier_wait(&meet);
	}
	return NULL;
}

int main(void)
{
	pthread_t thread[THREADS];

	for (int i = 0; i < ALL; i++)
		a[0][i] = a[1][i] = i == 0 ? 64 : 0;
	pthread_barrier_init(&meet, NULL, THREADS);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&thread[i], NULL, relax, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	return a[0][0] != 64;
}
