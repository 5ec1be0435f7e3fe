/* expect: explore => unsupported says "raise is not supported"
 */
/* A signal that nobody handles ends a process: here that would be the lab. */
#include <signal.h>

int main(void)
{
	return raise(SIGTERM);
}
