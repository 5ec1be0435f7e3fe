/* expect: explore => unsupported says "nice is not supported: the process that it changes is the lab itself"
 */
/* The lab would be slower from then on. */
#include <unistd.h>

int main(void)
{
	return nice(1) < 0;
}
