// expect: repair => says "hint_broadcast.c:21" says "broadcast" says "broadcast wakes all who wait"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int open;
static void *guest(void *x)
{
	pthread_mutex_lock(&m);
	while (!open)
		pthread_cond_wait(&c, &m);
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, guest, NULL);
	pthread_create(&u, NULL, guest, NULL);
	pthread_mutex_lock(&m);
	open = 1;
	pthread_cond_signal(&c);
	pthread_mutex_unlock(&m);
	pthread_join(t, NULL);
	pthread_join(u, NULL);
	return 0;
}
