/* expect: explore => sometimes broken
 * expect: explore cflags=-O2 => has broken
 * expect: explore BACK=1 => sometimes broken
 * expect: explore LOCKED=1 => always ok PROVED
 * expect: explore LOCKED=1 BACK=1 => always ok PROVED
 */
/* It is not read or written at once: who looks meanwhile sees one half of it old. */
#include <assert.h>
#include <pthread.h>

#define BACK 0          /* 1: it is given back, not given */
#define LOCKED 0

struct pair { long a, b, c; };

static struct pair shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void is_whole(struct pair pair)
{
	assert(pair.a == pair.c);
}

static struct pair make(long n)
{
	struct pair pair = { n, n, n };

	return pair;
}

static void *work(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	if (BACK) {
		shared = make(1);
	} else {
		shared.a = 1;
		shared.c = 1;
	}
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	if (BACK) {
		long a = shared.a, c = shared.c;

		assert(a == c);
	} else {
		is_whole(shared);
	}
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
