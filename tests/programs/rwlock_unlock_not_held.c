/* expect: run => panic
 * expect: explore => always panic
 */
/* Who does not hold a read-write lock must not unlock it. */
#include <pthread.h>

static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
	pthread_rwlock_unlock(&r);
	return 0;
}
