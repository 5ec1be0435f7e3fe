/* expect: explore => always ok PROVED
 * What main does before the start of a thread and after its end is ordered with what that does. */
#include <assert.h>
#include <pthread.h>

static int given, made;

static void *work(void *arg)
{
	assert(given == 3);
	made = given + 1;
	return arg;
}

int main(void)
{
	pthread_t task;

	for (int i = 0; i < 2; i++) {
		given = 3;
		pthread_create(&task, NULL, work, NULL);
		pthread_join(task, NULL);
		assert(made == 4);
		made = 0;
	}
	return 0;
}
