/* expect: explore => unsupported says "accept is not supported: it waits for what is outside of the program"
 */
/* Nobody knows when somebody outside calls. */
#define _GNU_SOURCE
#include <sys/socket.h>

int main(void)
{
	return (int)accept(0, 0, 0);
}
