/*
 * A table that is made when somebody first wants it; two want it at the same time.
 *
 * A plain program with pthreads, as the lesson about reading a race has it.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define ALWAYS_LOCK 0   /* 1: whoever looks whether it is there holds the lock */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int *table;

static void make(void)
{
	int *made = malloc(2 * sizeof *made);

	made[0] = 1;
	made[1] = 2;
	table = made;
}

static int *get(void)
{
	if (!ALWAYS_LOCK && table)
		return table;
	pthread_mutex_lock(&lock);
	if (!table)
		make();
	pthread_mutex_unlock(&lock);
	return table;
}

static void *use(void *found)
{
	*(int *)found = get()[1];
	return found;
}

int main(void)
{
	pthread_t users[2];
	int found[2] = { 0 };

	for (int i = 0; i < 2; i++)
		pthread_create(&users[i], NULL, use, &found[i]);
	for (int i = 0; i < 2; i++)
		pthread_join(users[i], NULL);
	printf("found: %d and %d\n", found[0], found[1]);
	free(table);
	return 0;
}
