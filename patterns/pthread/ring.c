/*
 * Stages in a circle, each passing on to the next what it got from the one before.
 *
 * The pattern ring as a plain program: `cc -pthread ring.c` builds it.
 *
 *     stage-1 --links[0]--> stage-2 --links[1]--> stage-3 --links[2]--> stage-1
 *
 * Use it when   work goes round: a token that allows something, or a value
 *               refined turn by turn.
 * Ends because  somebody starts by putting and somebody by taking, so that there
 *               is always one who can go on; each stage stops after ROUNDS
 *               turns.
 * Watch         TOKENS=1, then 2: who puts while who waits?
 * Break it      TOKENS=0: everybody waits to take first. START=1: everybody puts
 *               first.
 * Law           START=0 hangs iff ROUNDS > 0 and (TOKENS = 0 or TOKENS >=
 *               STAGES and BUFFER = 0): all wait to take, or all to put. START=1
 *               hangs iff ROUNDS > 0 and BUFFER = 0.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define STAGES 3        /* threads in the circle */
#define TOKENS 1        /* stages that have a token, and start by putting it */
#define BUFFER 0        /* tokens that a link holds; 0: a rendezvous */
#define START 0         /* what the stages without a token do first: 0 receive, 1 send */
#define ROUNDS 1        /* turns that each stage takes */

/* One puts, one takes: the semaphores are all the order that they need. */
struct link {
	sem_t tokens, room;     /* tokens that are there; places and takes, for the one who puts */
	int   token[ROUNDS + 1], n_put, n_taken;
};

static struct link links[STAGES];

static void put(struct link *link, int token)
{
	link->token[link->n_put++] = token;
	sem_post(&link->tokens);
	sem_wait(&link->room);
}

static int take(struct link *link)
{
	int token;

	sem_wait(&link->tokens);
	token = link->token[link->n_taken++];
	sem_post(&link->room);
	return token;
}

/* A token is a number: how far it has come. */
static void *stage(void *arg)
{
	struct link *out = arg, *in = out == links ? &links[STAGES - 1] : out - 1;
	int has_token = out - links < TOKENS || START == 1, token = 0;

	for (int turn = 0; turn < ROUNDS; turn++) {
		if (has_token)
			put(out, token);
		token = take(in) + 1;
		if (!has_token)
			put(out, token);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[STAGES];

	for (int i = 0; i < STAGES; i++) {
		sem_init(&links[i].tokens, 0, 0);
		sem_init(&links[i].room, 0, BUFFER);
	}
	for (int i = 0; i < STAGES; i++)
		pthread_create(&threads[i], NULL, stage, &links[i]);
	for (int i = 0; i < STAGES; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < STAGES; i++)
		assert(links[i].n_taken == ROUNDS);
	printf("turns: %d each\n", ROUNDS);
	return 0;
}
