/*
 * Wait until a counter is zero; it is made of a mutex and a condition variable.
 *
 * The pattern wait-group as a plain program: `cc -pthread wait_group.c` builds it.
 *
 *     main --add 3--> group <--done-- work-1
 *     main --wait-->        <--done-- work-2
 *                           <--done-- work-3
 *
 * Use it when   you start threads whose number you know, and need to know that
 *               all are through with something, though they live on.
 * Ends because  the counter is raised before a thread starts, and each thread
 *               lowers it once.
 * Watch         COST=20: main waits, and the last thread wakes it.
 * Break it      DONE=2: one thread forgets. DONE=4: one too many. ADD_WHERE=1:
 *               main may look at the counter before anybody has raised it.
 * Law           hangs iff DONE < ADD or TASKS = 0 and ADD > 0. Ends well iff
 *               TASKS = 0 and ADD = 0 or TASKS > 0 and DONE = ADD and DONE >=
 *               TASKS. ADD_WHERE=1 can let main go too early iff there is a
 *               thread.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 3         /* threads to wait for */
#define ADD 3           /* by how much the counter is raised in all */
#define DONE 3          /* how often it is lowered in all */
#define ADD_WHERE 0     /* 0 before: main raises it, and then starts the threads, 1 inside: each thread does */
#define COST 0          /* ms that a thread works */

static struct {
	pthread_mutex_t lock;
	pthread_cond_t  zero;
	int             count;  /* under lock */
} group = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

static int worked[TASKS];

static void group_add(int n)
{
	pthread_mutex_lock(&group.lock);
	group.count += n;
	pthread_mutex_unlock(&group.lock);
}

static void group_done(void)
{
	pthread_mutex_lock(&group.lock);
	assert(group.count > 0);
	group.count--;
	if (group.count == 0)
		pthread_cond_broadcast(&group.zero);
	pthread_mutex_unlock(&group.lock);
}

static void group_wait(void)
{
	pthread_mutex_lock(&group.lock);
	while (group.count > 0)
		pthread_cond_wait(&group.zero, &group.lock);
	pthread_mutex_unlock(&group.lock);
}

/* Thread i's share of n calls: the last thread makes up for the difference. */
static int share(int n, long i)
{
	int last = TASKS - 1;

	return i < last ? i < n : n > last ? n - last : 0;
}

static void *work(void *arg)
{
	long self = (long)arg;

	if (ADD_WHERE != 0)
		group_add(share(ADD, self));
	if (COST)
		usleep(COST * 1000);
	worked[self] = 1;
	for (int i = share(DONE, self); i > 0; i--)
		group_done();
	return NULL;
}

int main(void)
{
	pthread_t threads[TASKS];
	int n = 0;

	if (ADD_WHERE == 0)
		group_add(ADD);
	for (long i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	group_wait();
	for (int i = 0; i < TASKS; i++)
		n += worked[i];
	printf("worked: %d\n", n);
	assert(n >= ADD || n == TASKS);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
