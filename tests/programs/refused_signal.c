/* expect: explore => unsupported says "signal is not supported: signals are not part of what is explored"
 */
/* With older rules for names signal() is another function of the C library's. */
#define _XOPEN_SOURCE 700
#include <signal.h>

static void nothing(int number)
{
	(void)number;
}

int main(void)
{
	return signal(SIGINT, nothing) == SIG_ERR;
}
