/* expect: run => panic
 * expect: explore => always panic
 */
#include <stdlib.h>

int main(void)
{
	char *bytes = malloc(8);

	free(bytes);
	free(bytes);
	return 0;
}
