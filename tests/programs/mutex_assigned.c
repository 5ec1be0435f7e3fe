/* expect: explore => has race
 * expect: explore => never ok PROVED
 * expect: explore FIRST=1 => always ok PROVED
 * A mutex is initialised by an assignment while another thread may be at it.
 */
#include <pthread.h>

#define FIRST 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void *assign(void *unused)
{
	(void)unused;
	lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	return NULL;
}

int main(void)
{
	pthread_t user, other;

	pthread_create(&other, NULL, assign, NULL);
	if (FIRST)
		pthread_join(other, NULL);
	pthread_create(&user, NULL, use, NULL);
	if (!FIRST)
		pthread_join(other, NULL);
	pthread_join(user, NULL);
	return 0;
}
