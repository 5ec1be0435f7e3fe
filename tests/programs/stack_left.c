// expect: explore CASE=1 => has panic PROVED never ok
// expect: run CASE=1 seed=3 => panic says "it reads 4 bytes of a function of main's that has returned, where start() had n"
// expect: run CASE=2 seed=1 => panic says "it reads 4 bytes on the stack of gives-1, which has ended, where gives() had mine"
// expect: run CASE=3 seed=1 => panic says "it writes 4 bytes of a function that has returned"
// expect: explore CASE=4 => always ok PROVED
// expect: explore CASE=5 => always ok PROVED
// expect: explore CASE=6 => has panic
// expect: explore CASE=7 => always ok PROVED
// expect: run CASE=6 seed=3 => panic says "it uses 40 bytes of a function of main's that has returned, where start_lock() had m, as a mutex"
// expect: explore CASE=8 => has race
// expect: explore CASE=8 memory=steps => has broken PROVED
// expect: explore CASE=9 => always ok PROVED
// expect: explore CASE=9 memory=steps => always ok PROVED
// expect: explore CASE=10 => has race
// expect: explore CASE=11 => always ok PROVED
// expect: explore CASE=2 => always panic PROVED
// expect: explore CASE=3 => always panic PROVED
// Variables of a function that has returned, or of a thread that has ended, are nobody's. (Without fibers that is not seen.)
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#define CASE 1
static pthread_t t;
static int *left;
static int sum;
static void *reads(void *x) { sum = *(int *)x; return x; }
static void *locks(void *x) { pthread_mutex_lock(x); pthread_mutex_unlock(x); return x; }
static void *gives(void *x) { int mine = 4; left = &mine; return x; }
static void start(void) { int n = 41; pthread_create(&t, NULL, reads, &n); }
static void start_lock(void) { pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; pthread_create(&t, NULL, locks, &m); }
static void start_and_join(void) { int n = 41; pthread_create(&t, NULL, reads, &n); pthread_join(t, NULL); }
static void leave(void) { int n = 5; left = &n; }
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
/* What lock() has left on the stack lies in what wait_for_it() takes from it, and that only calls atomic operations. */
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int *_Atomic given;
static atomic_int done;
static void lock(int n) { char some[n]; *(char *volatile)some = 1; pthread_mutex_lock(&m); pthread_mutex_unlock(&m); }
static void *writes(void *x)
{
	while (!atomic_load(&given))
		;
	*atomic_load(&given) = 7;
	atomic_store(&done, 1);
	return x;
}
static void wait_for_it(void)
{
	atomic_store(&given, (int *)__builtin_alloca(900));
	while (!atomic_load(&done))
		;
}
/* Each level gives the next one a variable of its own, and the last one gives them all to a thread. */
static void deep(int *above, int n)
{
	int here[2] = { *above + 1, n };
	if (n > 0)
		deep(here, n - 1);
	else
		pthread_create(&t, NULL, reads, here), pthread_join(t, NULL);
	*above = here[0];
}
/* A thread that reads too late, or says that it has read; and one that is left as soon as it has said so, or later. */
static sem_t said;
static void *reads_late(void *x) { sem_post(&said); assert(*(int *)x == 41); return x; }
static void *reads_first(void *x) { assert(*(int *)x == 41); sem_post(&said); return x; }
static void start_and_wait(void *(*how)(void *)) { int n = 41; pthread_create(&t, NULL, how, &n); sem_wait(&said); }
static void overwrite(void) { volatile int some[64]; for (int i = 0; i < 64; i++) some[i] = 9; }
static void leave_thread(void *x) { pthread_exit(x); }
static void *lends(void *x) { int mine = 4; left = &mine; sem_post(&said); if (x) sem_wait(x); leave_thread(x); return x; }
int main(void)
{
	sem_t back;
	int n = 0, some[] = { 3, 1, 2 };
	sem_init(&said, 0, 0), sem_init(&back, 0, 0);
	switch (CASE) {
	case 1: start(); pthread_join(t, NULL); break;
	case 2: pthread_create(&t, NULL, gives, NULL); pthread_join(t, NULL); return *left - 4;
	case 3: leave(); *left = 1; break;
	case 4: start_and_join(); qsort(some, 3, sizeof *some, compare); return some[0] - 1;
	case 5: deep(&n, 20); return n - 1;
	case 7: pthread_create(&t, NULL, writes, NULL); lock(1); wait_for_it(); pthread_join(t, NULL); break;
	case 8: start_and_wait(reads_late); overwrite(); pthread_join(t, NULL); break;
	case 9: start_and_wait(reads_first); overwrite(); pthread_join(t, NULL); break;
	case 10: pthread_create(&t, NULL, lends, NULL); sem_wait(&said); n = *left; pthread_join(t, NULL); break;
	case 11: pthread_create(&t, NULL, lends, &back); sem_wait(&said); n = *left; sem_post(&back); pthread_join(t, NULL); break;
	case 6: start_lock(); pthread_join(t, NULL); break;
	}
	return 0;
}
