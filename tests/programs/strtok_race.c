/* expect: explore => has race
 * expect: explore SAFE=1 => always ok PROVED
 */
/* strtok keeps where it goes on in one place for all threads; strtok_r does not. */
#include <pthread.h>
#include <string.h>

#define SAFE 0

static void *work(void *arg)
{
	char text[] = "a b c", *rest = NULL, *word;
	long n = 0;

	for (word = SAFE ? strtok_r(text, " ", &rest) : strtok(text, " "); word && n < 3;
	     word = SAFE ? strtok_r(NULL, " ", &rest) : strtok(NULL, " "))
		n++;
	return (void *)n;
}

int main(void)
{
	pthread_t threads[2];
	void *n[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], &n[i]);
	return SAFE && ((long)n[0] != 3 || (long)n[1] != 3);
}
