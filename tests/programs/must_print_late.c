/* expect: explore must-print=bye => PROVED sometimes ok sometimes broken
 * expect: explore must-print=bye search=states => PROVED sometimes ok sometimes broken
 * expect: explore must-print=bye memory=races => PROVED sometimes ok sometimes broken
 * expect: explore must-print=bye memory=off => PROVED sometimes ok sometimes broken
 * expect: explore must-print=bye JOIN=1 => PROVED always ok
 * expect: explore must-print=bye JOIN=1 search=states => PROVED always ok
 * expect: explore => PROVED always ok
 */
/* Who has said that it is done may still have something to print: main does not wait for that unless it joins. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define JOIN 0

static sem_t done;

static void *work(void *arg)
{
	sem_post(&done);
	puts("bye");
	return arg;
}

int main(void)
{
	pthread_t one;

	sem_init(&done, 0, 0);
	pthread_create(&one, NULL, work, NULL);
	sem_wait(&done);
	if (JOIN)
		pthread_join(one, NULL);
	return 0;
}
