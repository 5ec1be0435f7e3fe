/*
 * The time that a call is given is memory that it reads, and that others may write. How much of a sleep is left is told of
 * none that comes to its end.
 *
 * expect: explore => PROVED always ok
 * expect: explore WRITE=1 => always race
 * expect: explore WRITE=1 CALL=1 => has race
 * expect: explore WRITE=1 CALL=2 => has race
 * expect: explore WRITE=1 CALL=3 => has race
 * expect: explore WRITE=1 CALL=4 => has race
 */
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#define WRITE 0         /* main changes it meanwhile */
#define CALL 0

static struct timespec moment = { 0, 1000 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static sem_t semaphore;

static void *wait(void *left)
{
	switch (CALL) {
	case 0:
		nanosleep(&moment, left);
		break;
	case 1:
		pthread_mutex_lock(&mutex);
		pthread_cond_timedwait(&cond, &mutex, &moment);
		pthread_mutex_unlock(&mutex);
		break;
	case 2:
		pthread_mutex_timedlock(&mutex, &moment);
		break;
	case 3:
		pthread_rwlock_timedrdlock(&rwlock, &moment);
		break;
	case 4:
		sem_timedwait(&semaphore, &moment);
		break;
	}
	return NULL;
}

int main(void)
{
	struct timespec left = { 7, 0 };
	pthread_t thread;

	sem_init(&semaphore, 0, 1);
	pthread_create(&thread, NULL, wait, &left);
	if (WRITE)
		moment.tv_nsec = 5;
	pthread_join(thread, NULL);
	assert(left.tv_sec == 7);
	return 0;
}
