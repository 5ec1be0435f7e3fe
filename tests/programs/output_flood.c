/* expect: run => ok says "output_cut"
 * expect: run seed=1 => ok says "output_cut"
 */
/* So much output that only its beginning is kept. */
#include <stdio.h>

int main(void)
{
	for (int i = 0; i < 100000; i++)
		printf("line %d of very many lines that nobody will ever read to their end\n", i);
	return 0;
}
