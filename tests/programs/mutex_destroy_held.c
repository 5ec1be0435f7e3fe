/* expect: run => panic
 * expect: explore => always panic
 * expect: repair => says "mutex_destroy_held.c:13" says "main destroys m here, which it holds itself: unlock it before"
 */
/* Whoever destroys a mutex must not hold it. */
#include <pthread.h>

int main(void)
{
	pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&m);
	pthread_mutex_destroy(&m);
	return 0;
}
