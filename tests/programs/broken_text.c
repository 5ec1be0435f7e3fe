/* expect: run => does-not-compile says "broken_text.c:8"
 * expect: explore => does-not-compile
 */
#include <pthread.h>

int main(void)
{
	return no_such_name;
}
