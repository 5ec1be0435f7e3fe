// expect: repair spurious=on => says "hint_while_barrier.c:18" says "though it woke for no reason" lacks "no lock in common" lacks "lost-signal"
// A wait that does not look again lets a thread on before the barrier would: no lock is missing there.
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int arrived, cell[2], sums[2];
static void meet(void)
{
	pthread_mutex_lock(&m);
	arrived++;
	if (arrived == 2) {
		arrived = 0;
		pthread_cond_broadcast(&c);
	} else {
		/*
		 * Only once.
		 */
		pthread_cond_wait(&c, &m);
	}
	pthread_mutex_unlock(&m);
}
static void *work(void *x)
{
	int me = (int)(long)x;
	cell[me] = 1;
	meet();
	sums[me] = cell[0] + cell[1];
	return x;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, work, (void *)0L);
	pthread_create(&b, NULL, work, (void *)1L);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
