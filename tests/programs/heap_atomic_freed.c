/* expect: explore => sometimes panic
 * expect: explore => PROVED
 * The last user frees, but nobody counts the one that comes late.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static void *late(void *arg)
{
	atomic_fetch_add((atomic_int *)arg, 1);
	return NULL;
}

static void *last(void *arg)
{
	if (atomic_fetch_sub((atomic_int *)arg, 1) == 1)
		free(arg);
	return NULL;
}

int main(void)
{
	atomic_int *users = malloc(sizeof *users);
	pthread_t a, b;

	atomic_init(users, 1);
	pthread_create(&a, NULL, last, users);
	pthread_create(&b, NULL, late, users);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
