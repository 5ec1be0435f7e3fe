/* expect: run seed=1 => ok says "late"
 * expect: explore => always ok PROVED
 * expect: run seed=1 CRASHES=1 => crash says "early.c:23"
 * expect: explore CRASHES=1 => always crash
 * expect: explore LATE=1 => always broken
 */
/* What is called before main, and after it, belongs to each run: what it prints, its crashes, and its claims. */
#include <assert.h>
#include <stdio.h>

#define CRASHES 0
#define LATE 0

static int calls;

__attribute__((constructor)) static void then(void)
{
	static int *volatile nowhere;

	assert(calls++ == 1);
	printf("then, ");
	if (CRASHES)
		*nowhere = 1;
}

__attribute__((constructor(200))) static void first(void)
{
	assert(calls++ == 0);
	printf("first, ");
}

__attribute__((destructor)) static void late(void)
{
	assert(calls == 3 && !LATE);
	printf("late\n");
}

int main(void)
{
	assert(calls++ == 2);
	printf("main, ");
	return 0;
}
