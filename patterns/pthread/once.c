/*
 * Done at the first need, and then never again.
 *
 * The pattern once as a plain program: `cc -pthread once.c` builds it.
 *
 *     work-1 --asks--> config --needs--> log
 *     work-2 --asks-----^       (nested: log needs config, which is being made)
 *
 * Use it when   something is made when it is first needed, and several threads
 *               may be the first.
 * Ends because  what is done once needs nothing that needs it.
 * Watch         TASKS=5 COST=20: who does it, and what do the others do
 *               meanwhile?
 * Break it      VARIANT=1: to make the log, the config is needed; it is being
 *               made, and whoever asks for it waits: this time for itself.
 * Law           hangs iff VARIANT=1 and TASKS > 0: whoever makes the config
 *               waits for the config to be made.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define VARIANT 0       /* 0 plain: the log needs nothing, 1 nested: it needs the config */
#define TASKS 2         /* threads that need the config */
#define COST 0          /* ms that it takes to make one */

static pthread_once_t config = PTHREAD_ONCE_INIT, logger = PTHREAD_ONCE_INIT;
static int configs;             /* how many have been made */

static void make_config(void);

static void make_log(void)
{
	if (VARIANT != 0)
		pthread_once(&config, make_config);
}

static void make_config(void)
{
	pthread_once(&logger, make_log);
	if (COST)
		usleep(COST * 1000);
	configs++;
}

static void *work(void *unused)
{
	pthread_once(&config, make_config);
	assert(configs == 1);
	return unused;
}

int main(void)
{
	pthread_t threads[TASKS];

	for (int i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	printf("made: %d\n", configs);
	return 0;
}
