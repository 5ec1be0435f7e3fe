// expect: run => panic says "it writes 4 bytes beyond the end of what malloc gave"
// expect: run AT=5 => panic says "it writes 4 bytes beyond the end of what malloc gave"
// expect: run AT=-1 SPACE=1 => panic says "it writes 4 bytes before the beginning of what malloc gave"
// expect: run AT=-1 => panic says "it writes 4 bytes between two pieces that malloc gave"
// expect: run AT=3000 => panic says "it writes 4 bytes of the heap that malloc did not give"
#include <stdlib.h>
#define AT 4 // an index, of 4
#define SPACE 0 // is there some behind the one before it?
int main(void)
{
	int *first = malloc((SPACE ? 5 : 4) * sizeof *first), *second = malloc(4 * sizeof *second);
	second[AT] = *first;
	return 0;
}
