// expect: repair => says "hint_split.c:11" says "one-section" says "locks it again at hint_split.c:13"
#include <assert.h>
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int seats = 1;
static void *buyer(void *x)
{
	int free_;
	pthread_mutex_lock(&m);
	free_ = seats > 0;
	pthread_mutex_unlock(&m);
	if (free_) {
		pthread_mutex_lock(&m);
		seats--;
		assert(seats >= 0);
		pthread_mutex_unlock(&m);
	}
	return x;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, buyer, NULL);
	pthread_create(&u, NULL, buyer, NULL);
	pthread_join(t, NULL);
	pthread_join(u, NULL);
	return 0;
}
