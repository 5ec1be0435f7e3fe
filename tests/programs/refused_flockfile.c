/* expect: explore => unsupported says "flockfile is not supported"
 */
/* A stream that is locked keeps others from printing; here it would keep nobody. */
#include <stdio.h>

int main(void)
{
	flockfile(stdout);
	puts("alone");
	funlockfile(stdout);
	return 0;
}
