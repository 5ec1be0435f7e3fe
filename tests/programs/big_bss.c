/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Much static memory, of which little is used: what was written is as it was at the beginning of each run. */
#include <assert.h>
#include <pthread.h>

static char big[4 << 20];
static int filled[300000] = { 1, 2, 3 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	pthread_mutex_lock(&lock);
	big[2 << 20]++;
	filled[1]++;
	filled[299999]++;
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t threads[3];

	assert(big[2 << 20] == 0 && filled[1] == 2 && filled[299999] == 0);
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert(big[2 << 20] == 3 && filled[1] == 5 && filled[299999] == 3);
	return 0;
}
