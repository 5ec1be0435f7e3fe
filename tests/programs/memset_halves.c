/* expect: explore => always ok PROVED
 * expect: run => ok
 */
/* Each thread has one half of a structure that was cleared as a whole while others already ran: no race. */
#include <pthread.h>
#include <string.h>

struct halves {
	int left, right;
	char flags[8];
};

static struct halves shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *idle(void *arg)
{
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *left(void *arg)
{
	shared.left++;
	shared.flags[0] = 1;
	return arg;
}

static void *right(void *arg)
{
	shared.right++;
	shared.flags[1] = 1;
	return arg;
}

int main(void)
{
	pthread_t threads[3];

	pthread_create(&threads[0], NULL, idle, NULL);
	memset(&shared, 0, sizeof shared);
	pthread_create(&threads[1], NULL, left, NULL);
	pthread_create(&threads[2], NULL, right, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	return shared.left + shared.right + shared.flags[0] + shared.flags[1] != 4;
}
