/* expect: explore => has race
 * expect: explore LOCKED=1 => always ok PROVED
 */
/* printf reads what its %s points to. */
#include <pthread.h>
#include <stdio.h>

#define LOCKED 0

static char name[8] = "old";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	name[0] = 'b';
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	printf("%d %5.2f %-4ld %s %c%%\n", 3, 1.5, 7L, name, 'x');
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
