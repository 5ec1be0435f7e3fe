/* expect: explore => has panic
 * expect: explore => never ok
 */
/* Both threads give back the same block: whoever comes second is wrong. */
#include <pthread.h>
#include <stdlib.h>

static void *work(void *arg)
{
	free(arg);
	return NULL;
}

int main(void)
{
	pthread_t a, b;
	void *block = malloc(8);

	pthread_create(&a, NULL, work, block);
	pthread_create(&b, NULL, work, block);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
