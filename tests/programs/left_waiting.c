/*
 * main returns while others have not ended: the program ends, with main's status, and that is said.
 *
 * expect: run seed=1 => ok says "waits-1"
 * expect: explore => always ok, PROVED
 */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

static void *waits(void *arg)
{
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&never, &lock);
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *sleeps(void *arg)
{
	sleep(3);
	return arg;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, waits, NULL);
	pthread_create(&b, NULL, sleeps, NULL);
	usleep(1000);
	return 4;
}
