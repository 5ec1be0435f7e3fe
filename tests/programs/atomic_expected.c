/* expect: explore => always race PROVED
 * expect: explore memory=races => has race
 * expect: explore EXPECTED=9 => always race PROVED
 * expect: explore LOCKED=1 => always ok PROVED
 */
/* What a compare-exchange expects is read, and where it fails written, as any variable is: the operation alone is atomic. */
#include <pthread.h>
#include <stdatomic.h>

#define EXPECTED 0
#define LOCKED 0

static atomic_int v = 9;
static int seen = EXPECTED;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *try(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	atomic_compare_exchange_strong(&v, &seen, 5);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, try, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	seen = 7;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
