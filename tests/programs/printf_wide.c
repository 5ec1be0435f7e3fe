/* expect: explore => has race
 * expect: explore LOCKED=1 => always ok PROVED
 */
/* printf reads what its %ls points to. */
#include <pthread.h>
#include <stdio.h>
#include <wchar.h>

#define LOCKED 0

static wchar_t name[8] = L"old";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	name[2] = L'b';
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	printf("%.2ls %ls\n", name, name);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
