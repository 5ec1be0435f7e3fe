/*
 * A thread-local variable whose address the lab is not asked for would be one for all.
 *
 * expect: explore => unsupported, says "its thread-local variables are not supported as they are compiled"
 */
#include <pthread.h>

static _Thread_local int own __attribute__((tls_model("initial-exec")));

static void *count(void *unused)
{
	(void)unused;
	own++;
	return NULL;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, count, NULL);
	pthread_join(thread, NULL);
	return own;
}
