/* expect: run => crash says "crash_in_a_library.c:30"
 * expect: explore => always crash PROVED
 * expect: run HOW=1 => crash says "crash_in_a_library.c:32"
 * expect: explore HOW=1 => always crash PROVED
 */
/* What crashes in a library is told where the program called it, not where it called another one before. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOW 0

static int sum;
static char *volatile nothing;

static int input(void)
{
	int c = getchar();

	return c == EOF ? 3 : c - '0';
}

static void *thread(void *arg)
{
	int l = input();

	sum = 2 + l;
	if (HOW == 0)
		abort();
	else
		puts(strpbrk(nothing, "x"));
	return arg;
}

int main(void)
{
	pthread_t id;
	int l = input();

	pthread_create(&id, NULL, thread, NULL);
	pthread_join(id, NULL);
	return l;
}
