/* expect: explore => always ok PROVED
 * expect: explore WAITS=0 => has race PROVED
 * A detached thread may not have ended when main does. */
#include <pthread.h>
#include <semaphore.h>

#define WAITS 1

static sem_t done;
static int result;

static void *work(void *arg)
{
	result = 1;
	sem_post(&done);
	return arg;
}

int main(void)
{
	pthread_t task;

	sem_init(&done, 0, 0);
	pthread_create(&task, NULL, work, NULL);
	pthread_detach(task);
	if (WAITS)
		sem_wait(&done);
	return result > 1;
}
