// expect: run seed=1 => ok, says "cancelled"
// expect: explore => always ok, open
// A loop that does nothing ends by a cancel of the asynchronous type.
#include <pthread.h>
#include <stdio.h>

static void *idle(void *arg)
{
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
	for (;;)
		;
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, idle, NULL);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	printf("%s\n", result == PTHREAD_CANCELED ? "cancelled" : "not");
	return 0;
}
