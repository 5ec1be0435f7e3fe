/* expect: run => deadlock
 * expect: explore => always deadlock
 */
/* A normal mutex that its holder locks again: for ever. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
	pthread_mutex_lock(&m);
	pthread_mutex_lock(&m);
	return 0;
}
