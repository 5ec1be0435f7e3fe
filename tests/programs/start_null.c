/* expect: explore => always crash PROVED
 * expect: run seed=1 => crash
 */
/* A thread that starts nowhere crashes, and whoever joins it waits for it as for any. */
#include <pthread.h>
#include <stddef.h>

int main(void)
{
	void *(*volatile nowhere)(void *) = NULL;
	pthread_t thread;

	pthread_create(&thread, NULL, nowhere, NULL);
	pthread_join(thread, NULL);
	return 0;
}
