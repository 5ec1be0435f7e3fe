/* expect: explore => has race
 */
/* A thread-local variable of main's, through a pointer that a thread has. */
#include <pthread.h>

static _Thread_local int number;

static void *work(void *arg)
{
	++*(int *)arg;
	return NULL;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, &number);
	number++;
	pthread_join(thread, NULL);
	return 0;
}
