/* expect: explore => always ok PROVED
 * expect: explore GIVER=1 => always broken PROVED
 * A thread is given again what it has freed itself, and nothing that another has: whoever is first.
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#define GIVER 0

static void *first;

static void take(void)
{
	char *again = malloc(24);

	assert(again != first);
	free(again);
}

static void *give(void *bytes)
{
	free(bytes);
	if (GIVER)
		take();
	return NULL;
}

static void *taker(void *unused)
{
	(void)unused;
	take();
	return NULL;
}

int main(void)
{
	pthread_t a, b;

	first = malloc(24);
	pthread_create(&a, NULL, give, first);
	pthread_create(&b, NULL, taker, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
