// expect: repair => says "hint_destroy_main.c:7" says "main uses it later, at hint_destroy_main.c:14: destroy it when nobody"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *tidy(void *x)
{
	/* main may still need it */
	pthread_mutex_destroy(&m);
	return x;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, tidy, NULL);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	pthread_join(t, NULL);
	return 0;
}
