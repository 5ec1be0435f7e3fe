// expect: repair => says "hint_destroy.c:16" says "destroy" says "add-1 uses it later, at hint_destroy.c:7: join add-1 before"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void *add(void *x)
{
	pthread_mutex_lock(&m);
	n++;
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, add, NULL);
	pthread_mutex_destroy(&m);
	pthread_join(t, NULL);
	return 0;
}
