/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Texts and numbers, there and back. */
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *arg)
{
	char text[64], word[16], *end;
	int number = 0, n;
	long large;
	unsigned seed = 7, again = 7;

	n = snprintf(text, 6, "%d-%s", 12345, "tail");
	assert(n == 10 && !strcmp(text, "12345"));
	sprintf(text, "%d %s %.1f", 42, "words", 2.5);
	assert(sscanf(text, "%d %15s", &number, word) == 2 && number == 42 && !strcmp(word, "words"));
	assert(atoi("17") == 17 && atol("-3") == -3 && strtod("2.5", &end) == 2.5 && !*end);
	large = strtol("99x", &end, 10);
	assert(large == 99 && *end == 'x');
	errno = 0;
	assert(strtol("99999999999999999999", NULL, 10) == LONG_MAX && errno == ERANGE);
	assert(rand_r(&seed) == rand_r(&again) && seed == again);
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
