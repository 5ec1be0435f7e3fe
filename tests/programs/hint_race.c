// expect: repair => says "hint_race.c:14" says "race" says "two-1 touches n here without m, which one-1 holds at hint_race.c:8"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void *one(void *x)
{
	pthread_mutex_lock(&m);
	n++;
	pthread_mutex_unlock(&m);
	return x;
}
static void *two(void *x)
{
	n--;
	return x;
}
int main(void)
{
	pthread_t t, u;
	pthread_create(&t, NULL, one, NULL);
	pthread_create(&u, NULL, two, NULL);
	pthread_join(t, NULL);
	pthread_join(u, NULL);
	return n != 0;
}
