/*
 * Each has one of three things and needs the other two.
 *
 * The pattern smokers as a plain program: `cc -pthread smokers.c` builds it.
 *
 *     agent --two of: tobacco, paper, match--> table     smoker 0 has tobacco,
 *       ^--next-- whoever could use them                 1 paper, 2 a match
 *
 * Use it when   a thread needs several things at once, and cannot know who
 *               else waits for each.
 * Ends because  helpers see both things before they call the smoker who can
 *               use them; nobody takes one thing and waits for another.
 * Watch         ROUNDS=3: who is called, and by whom?
 * Break it      VARIANT=1: a smoker takes the first of its two things, and
 *               another one the second; both wait, and so does the agent.
 * Law           it can hang iff VARIANT=1 and ROUNDS > 0: two smokers can take
 *               one each of the two things on the table.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define ROUNDS 1        /* times that the agent puts two things down */
#define VARIANT 0       /* do helpers look for both, or smokers for each: 0 pushers, 1 naive */
#define GAP 5           /* ms between a smoker's first thing and its second */

enum { TOBACCO, PAPER, MATCH, THINGS };

static sem_t things[THINGS];    /* on the table */
static sem_t calls[THINGS];     /* for the smoker who has that thing; with helpers only */
static sem_t next;              /* the agent may go on */
static int closed;              /* said by the agent before it lets everybody go on */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* under lock */
static int seen[THINGS];        /* by the helpers, and not used yet */
static int smoked;

/* ---- The helpers: one for each thing ---- */

/* Another thing that lies there already; THINGS when there is none. */
static int find_other(int thing)
{
	for (int i = 0; i < THINGS; i++)
		if (i != thing && seen[i])
			return i;
	return THINGS;
}

static void *helper(void *arg)
{
	int thing = (int)(long)arg;

	for (;;) {
		int other;

		sem_wait(&things[thing]);
		if (closed)
			return NULL;
		pthread_mutex_lock(&lock);
		other = find_other(thing);
		if (other < THINGS)
			seen[other] = 0;
		else
			seen[thing] = 1;
		pthread_mutex_unlock(&lock);
		if (other < THINGS)
			sem_post(&calls[THINGS - thing - other]);
	}
}

/* ---- The smokers ---- */

static void take_two(int has)
{
	if (VARIANT == 0) {
		sem_wait(&calls[has]);
		return;
	}
	sem_wait(&things[(has + 1) % THINGS]);
	if (GAP)
		usleep(GAP * 1000);
	sem_wait(&things[(has + 2) % THINGS]);
}

static void *smoker(void *arg)
{
	int has = (int)(long)arg;

	for (;;) {
		take_two(has);
		if (closed)
			return NULL;
		pthread_mutex_lock(&lock);
		smoked++;
		pthread_mutex_unlock(&lock);
		sem_post(&next);
	}
}

/* ---- The agent ---- */

/* Round after round another thing is missing. */
static void deal(int round)
{
	for (int i = 0; i < THINGS; i++)
		if (i != round % THINGS)
			sem_post(&things[i]);
	sem_wait(&next);
}

/* Let everybody find out that there is no more. */
static void close_table(void)
{
	closed = 1;
	for (int i = 0; i < THINGS; i++) {
		sem_post(&things[i]);
		if (VARIANT != 0)
			sem_post(&things[i]);
		sem_post(&calls[i]);
	}
}

int main(void)
{
	pthread_t smokers[THINGS], helpers[THINGS];

	sem_init(&next, 0, 0);
	for (int i = 0; i < THINGS; i++) {
		sem_init(&things[i], 0, 0);
		sem_init(&calls[i], 0, 0);
	}
	for (long i = 0; i < THINGS; i++)
		pthread_create(&smokers[i], NULL, smoker, (void *)i);
	for (long i = 0; VARIANT == 0 && i < THINGS; i++)
		pthread_create(&helpers[i], NULL, helper, (void *)i);
	for (int round = 0; round < ROUNDS; round++)
		deal(round);
	close_table();
	for (int i = 0; i < THINGS; i++)
		pthread_join(smokers[i], NULL);
	for (int i = 0; VARIANT == 0 && i < THINGS; i++)
		pthread_join(helpers[i], NULL);
	printf("smoked: %d\n", smoked);
	assert(smoked == ROUNDS);
	return 0;
}
