/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A mutex lives, dies and lives again; one is in a function's frame, one in memory that malloc gives. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t m;

static void in_a_frame(int type)
{
	pthread_mutex_t local = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&local);
	pthread_mutex_unlock(&local);
	if (type)
		pthread_mutex_destroy(&local);
}

static void *worker(void *arg)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_t *heap = malloc(sizeof *heap);

		pthread_mutex_init(heap, NULL);
		assert(pthread_mutex_trylock(heap) == 0);
		pthread_mutex_unlock(heap);
		if (arg)
			pthread_mutex_destroy(heap);
		free(heap);
		in_a_frame(1);
		in_a_frame(0);
	}
	return NULL;
}

int main(void)
{
	pthread_t thread;

	for (int i = 0; i < 2; i++) {
		pthread_mutex_init(&m, NULL);
		pthread_create(&thread, NULL, worker, i ? &m : NULL);
		pthread_mutex_lock(&m);
		pthread_mutex_unlock(&m);
		pthread_join(thread, NULL);
		pthread_mutex_destroy(&m);
	}
	return 0;
}
