// expect: repair => says "hint_while_end.c:14" says "came in between its waking and its turn, and items is 0 again" lacks "one-section"
// expect: repair spurious=on => says "hint_while_end.c:14" says "though it woke for no reason" lacks "one-section"
// The fault shows only at the end, in main.
#include <assert.h>
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, sum = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int items, got;
static void *consumer(void *x)
{
	int had;
	pthread_mutex_lock(&m);
	if (items == 0)
		pthread_cond_wait(&c, &m);
	had = items;
	items--;
	pthread_mutex_unlock(&m);
	pthread_mutex_lock(&sum);
	got += had > 0;
	pthread_mutex_unlock(&sum);
	return x;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, consumer, NULL);
	pthread_create(&b, NULL, consumer, NULL);
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&m);
		items++;
		pthread_cond_signal(&c);
		pthread_mutex_unlock(&m);
	}
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(got == 2);
	return 0;
}
