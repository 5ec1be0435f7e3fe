/* expect: run => panic
 * expect: explore => always panic
 */
/* A spin lock has no initialiser but pthread_spin_init(). */
#include <pthread.h>

static pthread_spinlock_t s;

int main(void)
{
	pthread_spin_lock(&s);
	return 0;
}
