/* expect: explore memory=races schedules=300 seconds=0 => has broken has ok open
 * expect: explore memory=races THREADS=6 => sometimes broken sometimes ok PROVED
 */
/* More threads than can be held apart: nothing is proved, but what few switches lead to is found. */
#include <assert.h>
#include <pthread.h>

#define THREADS 70

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int half, whole;

static void *put(void *arg)
{
	pthread_mutex_lock(&lock);
	half++;
	pthread_mutex_unlock(&lock);
	pthread_mutex_lock(&lock);
	whole++;
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *look(void *arg)
{
	pthread_mutex_lock(&lock);
	assert(half == whole || half == THREADS);
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t threads[THREADS], looker;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, i < 2 ? put : look, NULL);
	pthread_create(&looker, NULL, look, NULL);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_join(looker, NULL);
	return 0;
}
