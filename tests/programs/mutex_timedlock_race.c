/* expect: explore => has race
 */
/* A lock that did not come in time is not held. */
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int shared;

static void *hasty(void *arg)
{
	struct timespec past = { 1, 0 };
	int error = pthread_mutex_timedlock(&m, &past);

	shared++;
	if (!error)
		pthread_mutex_unlock(&m);
	return arg;
}

static void *patient(void *arg)
{
	pthread_mutex_lock(&m);
	usleep(1000);
	shared++;
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t x, y;

	pthread_create(&x, NULL, hasty, NULL);
	pthread_create(&y, NULL, patient, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	return 0;
}
