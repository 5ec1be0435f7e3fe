// expect: repair spurious=on => says "hint_while_far.c:24" says "one-section" lacks "another look"
// The `while` is there, only not on the line before; what is wrong is something else.
#include <assert.h>
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int items;
static void sleep_on(void)
{
	pthread_cond_wait(&c, &m);
}
static void *consumer(void *x)
{
	int had;
	pthread_mutex_lock(&m);
	while (items == 0) {
		/*
		 * Nothing is there yet;
		 * if somebody brings something, we are woken.
		 */
		sleep_on();
	}
	had = items;
	pthread_mutex_unlock(&m);
	pthread_mutex_lock(&m);
	assert(had == items);
	items--;
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t a;
	pthread_create(&a, NULL, consumer, NULL);
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&m);
		items++;
		pthread_cond_signal(&c);
		pthread_mutex_unlock(&m);
	}
	pthread_join(a, NULL);
	return 0;
}
