/* expect: explore => unsupported says "execl is not supported: the lab runs one process"
 */
/* Another program in place of the lab. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	return execl("/bin/true", "true", (char *)0);
}
