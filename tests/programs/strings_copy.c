/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Calls that copy and compare, on memory of one thread each: nothing of it is shared. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static char results[2][32];

static void *work(void *arg)
{
	long me = (long)arg;
	char own[32], *copy;

	memset(own, 'x', sizeof own);
	strcpy(own, me ? "beta" : "alpha");
	strcat(own, "-tail");
	assert(strlen(own) == (me ? 9u : 10u));
	memmove(own + 1, own, strlen(own) + 1);
	assert(own[0] == own[1]);
	memmove(own, own + 1, strlen(own));
	assert(strcmp(own, me ? "beta-tail" : "alpha-tail") == 0);
	assert((strncmp(own, "beta", 4) < 0) == !me);
	assert(strchr(own, '-') == own + (me ? 4 : 5));
	assert(strrchr(own, 'l') == own + strlen(own) - 1);
	assert(strstr(own, "tail") && !strstr(own, "head"));
	assert(memcmp(own, own, 5) == 0 && memchr(own, '-', 12));
	copy = strdup(own);
	strncpy(results[me], copy, sizeof results[me]);
	free(copy);
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(!strcmp(results[0], "alpha-tail") && !strcmp(results[1], "beta-tail") && !results[1][31]);
	return 0;
}
