/* expect: explore => always ok PROVED
 * expect: explore N=3 => always ok PROVED
 */
/* Pages that only some schedules write to, seen by others as they were loaded. */
#include <assert.h>
#include <pthread.h>

#define N 2

enum { PAGE = 4096, PAGES = 64 };

static char pages[PAGES * PAGE] = { 1 };
static int order;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	pthread_mutex_lock(&lock);
	order = order * 3 + (int)(long)arg;
	assert(pages[order * PAGE] == 0);
	pages[order * PAGE] = 7;
	pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t threads[N];
	int written = 0;

	assert(pages[0] == 1);
	for (long i = 0; i < N; i++)
		pthread_create(&threads[i], NULL, work, (void *)(i + 1));
	for (int i = 0; i < N; i++)
		pthread_join(threads[i], NULL);
	for (int i = 1; i < PAGES; i++)
		written += pages[i * PAGE] == 7;
	assert(written == N);
	return 0;
}
