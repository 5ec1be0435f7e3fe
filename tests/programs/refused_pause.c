/* expect: explore => unsupported says "pause is not supported: signals are not part of what is explored"
 */
/* No signal comes: it would wait for ever, and the lab with it. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	return pause();
}
