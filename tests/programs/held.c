// expect: explore CASE=1 => sometimes ok, sometimes crash PROVED
// expect: explore CASE=2 => sometimes ok, sometimes panic PROVED
// expect: explore CASE=3 => sometimes ok, sometimes broken PROVED
// expect: explore CASE=4 => always ok PROVED
// expect: explore CASE=5 => sometimes ok, sometimes deadlock PROVED
// expect: explore CASE=6 => sometimes ok, sometimes broken PROVED
// expect: explore CASE=7 => sometimes ok, sometimes broken PROVED
// Another thread asks again and again, so the states are searched: what is done to a mutex, or to a semaphore's only permit,
// is seen while it is held, too.
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#define CASE 1
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER;
static sem_t s, q;
static atomic_int go;
static void *polls(void *x)
{
	while (!atomic_load(&go))
		;
	return x;
}
static void lock_and_unlock(pthread_mutex_t *mutex)
{
	pthread_mutex_lock(mutex);
	pthread_mutex_unlock(mutex);
}
static void borrow(sem_t *permit)
{
	sem_wait(permit);
	sem_post(permit);
}
#if CASE == 1           // it crashes after the mutex, and main does not wait
static void one(void) { lock_and_unlock(&m); *(volatile int *)0 = 1; }
static void two(void) { lock_and_unlock(&n); }
#elif CASE == 2         // a mutex is destroyed
static void one(void) { lock_and_unlock(&m); }
static void two(void) { pthread_mutex_destroy(&m); }
#elif CASE == 3         // and tried
static void one(void) { lock_and_unlock(&m); }
static void two(void) { lock_and_unlock(&n); assert(pthread_mutex_trylock(&m) == 0); pthread_mutex_unlock(&m); }
#elif CASE == 4         // permits are lent, and no more
static void one(void) { borrow(&s); borrow(&q); }
static void two(void) { sem_wait(&s); borrow(&q); sem_post(&s); }
#elif CASE == 5         // one is given by who has not taken it
static void one(void) { borrow(&s); }
static void two(void) { sem_post(&s); }
#elif CASE == 6         // counted
static void one(void) { borrow(&s); }
static void two(void) { int v; sem_getvalue(&s, &v); assert(v == 1); }
#elif CASE == 7         // tried
static void one(void) { borrow(&s); }
static void two(void) { assert(sem_trywait(&s) == 0); sem_post(&s); }
#endif
static void *first(void *x) { one(); return x; }
static void *second(void *x) { two(); return x; }
int main(void)
{
	pthread_t a, b, c;
	sem_init(&s, 0, 1);
	sem_init(&q, 0, 1);
	(void)lock_and_unlock;
	(void)borrow;
	(void)n;
	pthread_create(&c, 0, polls, 0);
	pthread_create(&a, 0, first, 0);
	pthread_create(&b, 0, second, 0);
	atomic_store(&go, 1);
	if (CASE == 5) {
		sem_wait(&q);
		sem_wait(&s);
		sem_wait(&s);
		sem_post(&q);
	}
	pthread_join(c, 0);
	if (CASE == 1)
		return 0;
	pthread_join(a, 0);
	pthread_join(b, 0);
	return 0;
}
