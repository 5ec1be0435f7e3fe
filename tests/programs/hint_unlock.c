// expect: repair => says "hint_unlock.c:7" says "unlock" says "ends without unlocking it"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void *add(void *x)
{
	pthread_mutex_lock(&m);
	if (n == 1)
		return NULL;
	n++;
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t[3];
	for (int i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, add, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	return 0;
}
