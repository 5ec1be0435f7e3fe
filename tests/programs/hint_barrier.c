// expect: repair => says "hint_barrier.c:6" says "barrier" says "(2 of 3 here), and nobody else comes"
#include <pthread.h>
static pthread_barrier_t meet;
static void *come(void *x)
{
	pthread_barrier_wait(&meet);
	return x;
}
int main(void)
{
	pthread_t t[2];
	pthread_barrier_init(&meet, NULL, 3);
	for (int i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, come, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	return 0;
}
