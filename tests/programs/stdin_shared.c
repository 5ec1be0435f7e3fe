/*
 * Two threads read from the standard input: who comes first gets the first byte. That is no race, and each run begins at
 * the first byte again.
 *
 * expect: explore stdin=tests/programs/stdin_shared.txt => sometimes ok, sometimes broken, PROVED
 * expect: explore stdin=tests/programs/stdin_shared.txt time=any => sometimes ok, sometimes broken, PROVED
 * expect: explore stdin=tests/programs/stdin_shared.txt LOCKED=1 => sometimes ok, sometimes broken, PROVED
 * expect: explore => always broken, PROVED says "stdin_shared.c:22"
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define LOCKED 0 // they read under a lock

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int take(void)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	int c = getchar();
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return c;
}

static void *reader(void *to)
{
	*(int *)to = take();
	return NULL;
}

int main(void)
{
	pthread_t thread;
	int mine, other;

	pthread_create(&thread, NULL, reader, &other);
	mine = take();
	pthread_join(thread, NULL);
	assert(mine + other == 'a' + 'b');
	assert(mine == 'a');
	return 0;
}
