// expect: explore => always ok PROVED says "take-2 has ended and still holds m"
// expect: explore N=3 => always deadlock PROVED
// expect: explore STOCK=2 => always ok PROVED lacks "still holds"
// Where nothing is left a thread returns without unlocking: the next one would wait for ever.
#include <pthread.h>
#define N 2
#define STOCK 1
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int stock = STOCK;
static void *take(void *x)
{
	pthread_mutex_lock(&m);
	if (stock == 0)
		return x;
	stock--;
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t[N];
	for (int i = 0; i < N; i++)
		pthread_create(&t[i], NULL, take, NULL);
	for (int i = 0; i < N; i++)
		pthread_join(t[i], NULL);
	pthread_mutex_lock(&(pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER);
	return 0;
}
