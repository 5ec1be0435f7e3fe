/* expect: explore => sometimes panic
 * expect: explore => never ok PROVED
 * expect: explore JOINED=1 => always ok PROVED
 * One thread frees what another locks. Who comes first is found in both orders, whichever the first run has.
 */
#include <pthread.h>
#include <stdlib.h>

#define JOINED 0

struct box {
	pthread_mutex_t lock;
};

static void *use(void *arg)
{
	struct box *box = arg;

	pthread_mutex_lock(&box->lock);
	pthread_mutex_unlock(&box->lock);
	return NULL;
}

static void *drop(void *arg)
{
	free(arg);
	return NULL;
}

int main(void)
{
	struct box *box = malloc(sizeof *box);
	pthread_t user, dropper;

	pthread_mutex_init(&box->lock, NULL);
	pthread_create(&user, NULL, use, box);
	if (JOINED)
		pthread_join(user, NULL);
	pthread_create(&dropper, NULL, drop, box);
	if (!JOINED)
		pthread_join(user, NULL);
	pthread_join(dropper, NULL);
	return 0;
}
