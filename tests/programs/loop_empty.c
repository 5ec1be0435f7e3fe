// expect: run seed=1 expect=livelock => livelock, says "main is in a loop that does nothing and has no end"
// expect: run expect=livelock => livelock, says "main is in a loop that does nothing and has no end"
// expect: explore => always livelock PROVED schedules 1
// expect: run seed=1 FORM=1 expect=livelock => livelock, says "main is in a loop that does nothing"
// expect: run seed=1 FORM=2 expect=livelock => livelock, says "main is in a loop that does nothing"
// expect: run seed=1 cflags=-O1 expect=livelock => livelock, says "main is in a loop that does nothing"
// expect: run seed=1 FORM=2 cflags=-O2 expect=livelock => livelock, says "main is in a loop that does nothing"
// Loops without end in which nothing is done: gcc puts no hook into them.
#include <pthread.h>

#define FORM 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n;

static void *add(void *arg)
{
	pthread_mutex_lock(&lock);
	n++;
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, add, NULL);
	pthread_join(thread, NULL);
	switch (FORM) {
	case 0:
		while (1) {}
	case 1:
		for (;;)
			;
	default:
	here:
		goto there;
	there:
		goto here;
	}
}
