/* expect: explore => has race
 * expect: explore => never ok
 */
/* Two threads copy into one text, and nothing orders them: only the library's call touches it. */
#include <pthread.h>
#include <string.h>

static char text[8];

static void *work(void *arg)
{
	strcpy(text, arg);
	return NULL;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, work, "one");
	pthread_create(&b, NULL, work, "two");
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
