/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Two megabytes of local variables, and many calls one inside the other. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

static int depth(int n)
{
	volatile char room[64];

	room[0] = (char)n;
	return n ? 1 + depth(n - 1) : room[0];
}

static void *work(void *arg)
{
	char local[2 << 20];

	local[0] = 1;
	local[sizeof local - 1] = 2;
	assert(local[0] + local[sizeof local - 1] == 3);
	assert(depth(2000) == 2000);
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
