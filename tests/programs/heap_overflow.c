/* expect: run => panic
 * expect: run AT=15 => ok
 * expect: run AT=-1 => panic
 * expect: run AT=20 => panic
 * expect: run CALL=1 AT=0 => ok
 * expect: run CALL=1 AT=1 => panic
 * expect: explore => always panic
 */
/* A write beside what malloc gave, by the program or by a call. */
#include <stdlib.h>
#include <string.h>

#define AT 16
#define CALL 0

int main(void)
{
	char *bytes = malloc(16);

	if (CALL)
		memset(bytes + AT, 0, 16);
	else
		bytes[AT] = 1;
	free(bytes);
	return 0;
}
