// expect: explore => always panic PROVED
// expect: explore CASE=1 => always panic PROVED
// expect: explore CASE=2 => always panic PROVED
// expect: explore CASE=3 => sometimes panic, has race PROVED
// expect: run seed=1 => panic says "join of what is no thread: its pthread_t is 0, which nothing has set"
// expect: run => panic says "join of what is no thread"
// expect: run CASE=1 => panic says "join of what is no thread, or none any more"
// expect: run CASE=2 => panic says "detach of what is no thread"
// A pthread_t that no thread has: one too many is joined, or one that is not started yet.
#include <pthread.h>
#define CASE 0
static pthread_t t[4];
static void *nothing(void *x) { return x; }
static void *joins(void *x) { pthread_join(t[2], NULL); return x; }
int main(void)
{
	pthread_create(&t[0], NULL, nothing, NULL);
	if (CASE == 3)
		pthread_create(&t[1], NULL, joins, NULL);
	pthread_create(&t[2], NULL, nothing, NULL);
	for (int i = 0; i <= 3 && CASE == 0; i++)
		if (i != 1)
			pthread_join(t[i], NULL);
	if (CASE == 1)
		pthread_join((pthread_t)12345, NULL);
	if (CASE == 2)
		pthread_detach(t[3]);
	if (CASE == 3)
		pthread_join(t[1], NULL);
	return 0;
}
