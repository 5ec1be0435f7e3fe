// expect: repair => says "use strtok_r, with a pointer of each thread's own" lacks "no lock in common" lacks "memory-"
// expect: explore => has race says "what strtok keeps between calls"
#include <pthread.h>
#include <string.h>
static void *first(void *x)
{
	char text[] = "a b";
	return strtok(text, " ") ? x : NULL;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, first, NULL);
	pthread_create(&b, NULL, first, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
