// expect: repair => says "hint_unlock_twice.c:11" says "unlock" says "unlocks m here without holding it"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void *add(void *x)
{
	pthread_mutex_lock(&m);
	n++;
	if (n == 2)
		pthread_mutex_unlock(&m);
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t[2];
	for (int i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, add, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	return 0;
}
