/* expect: explore => unsupported says "seteuid is not supported: the process that it changes is the lab itself"
 */
/* Then the lab could not read what it has written. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	return seteuid(1);
}
