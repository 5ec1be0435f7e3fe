/* expect: explore => unsupported says "system is not supported: the lab runs one process"
 */
/* What it starts would be started in each schedule of a search. */
#include <stdlib.h>

int main(void)
{
	return system("true");
}
