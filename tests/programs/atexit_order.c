/* expect: explore => sometimes broken PROVED
 * expect: explore => has ok
 * What two threads tell atexit() is called in the opposite order.
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static int x;

static void twice_and_one(void)
{
	x = 2 * x + 1;
}

static void twice(void)
{
	x = 2 * x;
	assert(x != 2);
}

static void *one(void *unused)
{
	(void)unused;
	atexit(twice_and_one);
	return NULL;
}

static void *other(void *unused)
{
	(void)unused;
	atexit(twice);
	return NULL;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, other, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
