/* expect: explore => unsupported says "alarm is not supported"
 */
/* A signal that nobody handles ends a process: here that would be the lab, be it long after the run. */
#include <unistd.h>

int main(void)
{
	alarm(1);
	return 0;
}
