/* expect: repair => says "give each thread a copy of its own" lacks "no lock in common"
 */
/* The number that each thread is handed is the one that the loop counts with. */
#include <pthread.h>
#include <stdio.h>
static void *w(void *a) { printf("%d\n", *(int *)a); return NULL; }
int main(void)
{
	pthread_t t[2];
	for (int i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, w, &i);
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	return 0;
}
