/* expect: explore => always ok PROVED schedules 1
 * A thread's number says who started it, not when: threads may start threads in any order.
 */
#include <assert.h>
#include <pthread.h>

static pthread_t inner[2];

static void *nothing(void *unused)
{
	(void)unused;
	return NULL;
}

static void *start(void *place)
{
	pthread_create(place, NULL, nothing, NULL);
	return NULL;
}

int main(void)
{
	pthread_t outer[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&outer[i], NULL, start, &inner[i]);
	for (int i = 0; i < 2; i++)
		pthread_join(outer[i], NULL);
	for (int i = 0; i < 2; i++)
		assert(pthread_join(inner[i], NULL) == 0);
	assert(!pthread_equal(inner[0], inner[1]));
	return 0;
}
