/* expect: run => ok
 * expect: explore => always ok
 */
/* A call of which the lab knows nothing, with which the system writes into large static memory. */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static char big[1 << 20];
static int ends[2];

int main(void)
{
	assert(pipe(ends) == 0);
	assert(write(ends[1], "text", 4) == 4);
	assert(read(ends[0], big + (1 << 19), 4) == 4);
	assert(big[1 << 19] == 't' && big[0] == 0);
	close(ends[0]);
	close(ends[1]);
	return 0;
}
