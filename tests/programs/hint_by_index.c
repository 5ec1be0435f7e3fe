// expect: repair => says "one-1 and two-1 touch sums here with no lock in common" lacks "sums.second"
// expect: repair FIELD=1 => says "touch sums.second here"
// A field that a line comes to by an index alone is not named: who reads the line would look for it there.
#include <pthread.h>
#define FIELD 0
static struct { long first, second; } sums;
static void add(int i)
{
	long *all = &sums.first;
#if FIELD
	sums.second++;
#else
	all[i]++;
#endif
}
static void *one(void *x) { add(1); return x; }
static void *two(void *x) { add(1); return x; }
int main(void)
{
	pthread_t t[2];
	pthread_create(&t[0], NULL, one, NULL);
	pthread_create(&t[1], NULL, two, NULL);
	pthread_join(t[0], NULL);
	pthread_join(t[1], NULL);
	return 0;
}
