/* expect: run => panic
 * expect: explore => always panic
 */
/* What has been destroyed must not be used. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
	pthread_mutex_destroy(&m);
	pthread_mutex_lock(&m);
	return 0;
}
