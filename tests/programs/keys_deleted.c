/* expect: explore => sometimes broken PROVED
 * expect: explore => has ok
 * A value is there while its key is.
 */
#include <assert.h>
#include <pthread.h>

static pthread_key_t key;

static void *use(void *arg)
{
	pthread_setspecific(key, arg);
	assert(pthread_getspecific(key) == arg);
	return NULL;
}

static void *delete(void *unused)
{
	(void)unused;
	pthread_key_delete(key);
	return NULL;
}

int main(void)
{
	pthread_t a, b;
	int x;

	pthread_key_create(&key, NULL);
	pthread_create(&a, NULL, use, &x);
	pthread_create(&b, NULL, delete, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
