/* expect: explore must-print=1 => PROVED sometimes ok sometimes broken
 * expect: explore must-print=2 => PROVED always ok
 * expect: explore must-print=2 search=states => PROVED always ok
 * expect: explore must-print=3 => PROVED always broken
 * expect: explore must-print=ended => PROVED sometimes ok sometimes broken
 */
/* Main leaves by pthread_exit(): the program ends with its last thread, and what was printed until then counts. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n;

static void *count(void *arg)
{
	int i;

	pthread_mutex_lock(&lock);
	i = ++n;
	pthread_mutex_unlock(&lock);
	if (i == 2 || arg)
		printf("%d\n", i);
	return NULL;
}

int main(void)
{
	static int talks;
	pthread_t thread;

	pthread_create(&thread, NULL, count, &talks);
	pthread_create(&thread, NULL, count, NULL);
	pthread_mutex_lock(&lock);
	if (n == 2)
		puts("ended");
	pthread_mutex_unlock(&lock);
	pthread_exit(NULL);
}
