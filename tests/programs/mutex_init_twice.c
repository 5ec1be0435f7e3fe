/* expect: run => panic
 * expect: explore => always panic
 */
/* An initialised mutex is initialised again, without a destroy. */
#include <pthread.h>

static pthread_mutex_t m;

int main(void)
{
	pthread_mutex_init(&m, NULL);
	pthread_mutex_init(&m, NULL);
	return 0;
}
