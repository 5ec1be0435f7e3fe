/* expect: explore => sometimes broken
 * expect: explore LOCKED=1 => always ok PROVED
 */
/* A copy of a structure is no one step: half of it can be old. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

#define LOCKED 0

struct pair {
	int left, right;
};

static struct pair shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	struct pair next = { 1, 1 };

	(void)arg;
	if (LOCKED)
		pthread_mutex_lock(&lock);
	memcpy(&shared, &next, sizeof shared);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t thread;
	int left, right;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	left = shared.left;
	right = shared.right;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	assert(left == right);
	return 0;
}
