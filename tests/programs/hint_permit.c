// expect: repair => says "hint_permit.c:8" says "no-post" says "takes the last permit of free_places here and ends without posting one"
#include <pthread.h>
#include <semaphore.h>
static sem_t free_places;
static int n;
static void *park(void *x)
{
	sem_wait(&free_places);
	if (n == 1)
		return x;
	n++;
	sem_post(&free_places);
	return x;
}
int main(void)
{
	pthread_t t[3];
	sem_init(&free_places, 0, 1);
	for (int i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, park, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	return 0;
}
