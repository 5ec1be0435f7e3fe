/* expect: explore => unsupported says "refused.c"
 * expect: run => unsupported says "fork"
 */
#include <unistd.h>

int main(void)
{
	return fork() < 0;
}
