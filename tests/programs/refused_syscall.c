/* expect: run seed=1 => failed says "syscall(202) is not supported"
 * expect: explore => open always failed
 */
/* What a program asks of the system past the C library is known when it asks: a wait for a word of memory would last for ever. */
#define _GNU_SOURCE
#include <unistd.h>

#define FUTEX 202

int main(void)
{
	static int word;

	return (int)syscall(FUTEX, &word, 0, 0, 0);
}
