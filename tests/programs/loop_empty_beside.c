// expect: run seed=1 => ok
// expect: explore ROUNDS=2 => always ok PROVED
// expect: explore SLEEPS=1 ROUNDS=1 => always ok PROVED
// A thread that does nothing for ever stands in nobody's way: the program ends as main does.
#include <pthread.h>
#include <unistd.h>

#define ROUNDS 600
#define SLEEPS 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *idle(void *arg)
{
	while (1);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, idle, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		pthread_mutex_unlock(&lock);
	}
	if (SLEEPS)
		sleep(1);
	return 0;
}
