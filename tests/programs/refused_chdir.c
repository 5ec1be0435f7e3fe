/* expect: explore => unsupported says "chdir is not supported: the process that it changes is the lab itself"
 */
/* Then the lab would not find its files any more. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	return chdir("/");
}
