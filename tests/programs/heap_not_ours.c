/* expect: run => panic
 * expect: run STACK=1 => panic
 * expect: run INSIDE=1 => panic
 */
/* What is given back must be what malloc gave. */
#include <stdlib.h>

#define STACK 0
#define INSIDE 0

static char variable[64];

int main(void)
{
	char local[64];
	char *block = malloc(64);

	free(INSIDE ? block + 16 : STACK ? local : variable);
	return 0;
}
