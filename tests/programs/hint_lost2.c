// expect: repair => says "hint_lost2.c:18" says "lost-signal" says "let child-1 hold m while it changes what is waited for, and signals"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int done;
static void *child(void *x)
{
	done = 1;
	pthread_cond_signal(&c);
	return x;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, child, NULL);
	pthread_mutex_lock(&m);
	while (!done)
		pthread_cond_wait(&c, &m);
	pthread_mutex_unlock(&m);
	return 0;
}
