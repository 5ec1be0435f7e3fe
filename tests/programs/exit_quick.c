/* expect: explore => always ok PROVED finals exit+status=3
 */
/* A quick exit does not call what atexit() was told. */
#include <assert.h>
#include <stdlib.h>

static void never(void)
{
	assert(0);
}

int main(void)
{
	atexit(never);
	quick_exit(3);
}
