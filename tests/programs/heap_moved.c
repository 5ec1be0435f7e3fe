/* expect: run => panic
 * expect: explore => always panic
 */
/* What realloc has moved is no longer where it was. */
#include <stdlib.h>

int main(void)
{
	int *numbers = malloc(4 * sizeof *numbers), *more;

	numbers[0] = 1;
	more = realloc(numbers, 4000 * sizeof *numbers);
	more[1] = 2;
	numbers[0] = 3;
	free(more);
	return 0;
}
