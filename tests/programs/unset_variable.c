/* expect: explore => open says "unset (unset_variable.c:16) is read before it is written, and is 0 here"
 * expect: explore SET=1 => always ok PROVED
 * expect: explore SET=1 VALUE=1 => always race
 */
/* What a variable has that nothing was written to is not known: with one value there is a race, with others there is none. */
#include <pthread.h>

#define SET 0
#define VALUE 0

static int x;
static void *reads(void *arg) { return x ? arg : NULL; }
static void *writes(void *arg)
{
	int wanted = VALUE, unset;
	if ((SET ? wanted : unset) == 1)
		x = 1;
	return arg;
}
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, reads, NULL);
	pthread_create(&b, NULL, writes, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
