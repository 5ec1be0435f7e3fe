/* expect: explore => PROVED always ok says "sum+2" says "sum+1"
 * expect: repair must-print=sum+2 => says "keep it locked all the way" says "ATOMIC"
 * expect: explore must-print=sum+2 => PROVED sometimes ok sometimes broken schedules 6
 * expect: explore must-print=sum+2 search=states => PROVED sometimes ok sometimes broken
 * expect: explore must-print=sum+1 => PROVED sometimes ok sometimes broken
 * expect: explore must-print=sum+3 memory=off => PROVED always broken
 * expect: explore must-print=sum+2 ATOMIC=1 => PROVED always ok
 * expect: explore must-print=sum+2 ATOMIC=1 search=states => PROVED always ok
 * expect: explore ATOMIC=1 => PROVED always ok lacks "sum+2"
 * expect: run must-print=sum+2 ATOMIC=1 => ok
 * expect: run must-print=sum+3 => broken
 */
/* No access races, and no assertion looks: only what it prints tells that an update was lost. */
#include <pthread.h>
#include <stdio.h>

#define ATOMIC 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *add(void *arg)
{
	int seen;

	pthread_mutex_lock(&lock);
	seen = sum;
	if (!ATOMIC) {
		pthread_mutex_unlock(&lock);
		pthread_mutex_lock(&lock);
	}
	sum = seen + 1;
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t one, two;

	pthread_create(&one, NULL, add, NULL);
	pthread_create(&two, NULL, add, NULL);
	pthread_join(one, NULL);
	pthread_join(two, NULL);
	printf("sum+%d\n", sum);
	return 0;
}
