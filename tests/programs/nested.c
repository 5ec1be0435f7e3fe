/* expect: explore => always race PROVED
 * expect: explore LOCKED=1 => always ok PROVED
 * not with: clang
 */
/* A function within a function that is called by its name finds the variables around it, and what it touches is seen. */
#include <assert.h>
#include <pthread.h>

#define LOCKED 0

static int sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	int by = 3;
	void add(int x) { sum += x + by; }

	if (LOCKED)
		pthread_mutex_lock(&lock);
	add(1);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	work(NULL);
	pthread_join(thread, NULL);
	assert(!LOCKED || sum == 8);
	return 0;
}
