/* expect: explore => unsupported says "kill is not supported: its signal would come to the lab itself"
 */
/* The process that it would end is the lab. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	return kill(getpid(), SIGTERM);
}
