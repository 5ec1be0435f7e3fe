/*
 * Every message goes to every subscriber.
 *
 * The pattern pub-sub as a plain program: `cc -pthread pub_sub.c` builds it.
 *
 *           .--news[0]--> subscribe-1
 *     main -+--news[1]--> subscribe-2         a queue for each
 *           '--news[2]--> subscribe-3
 *
 * Use it when   several threads must all hear the same news.
 * Ends because  main closes every queue after the last message; a subscriber
 *               leaves when its own is drained.
 * Watch         POLICY=1 MESSAGES=50: who hears how much?
 * Break it      DEAD=1: one subscriber stops reading after its first message,
 *               and main waits for room in its queue: all are held up by one.
 *               UNSUBSCRIBE=1: the first subscriber wants to leave, and needs
 *               the lock that main holds while it waits for room.
 * Law           DEAD=1 hangs with POLICY=0 iff MESSAGES > BUFFER + 1; with any
 *               other policy never.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define SUBSCRIBERS 3   /* threads that listen */
#define MESSAGES 5      /* messages that main publishes */
#define BUFFER 1        /* messages that wait, for each subscriber */
#define DEAD 0          /* subscribers that read one message and no more */
#define POLICY 0        /* when there is no room: 0 block, 1 drop-new, 2 drop-old, 3 kick */
#define UNSUBSCRIBE 0   /* does the first one leave: 0 off, 1 under-lock */

struct subscriber {
	pthread_mutex_t lock;
	pthread_cond_t  put, taken;
	int             items[MESSAGES + 1], n_put, n_taken, closed;    /* under lock */
	int             gone;           /* under the lock of the list; main's without UNSUBSCRIBE */
	int             heard;          /* its thread's, until that is joined */
};

static pthread_mutex_t list = PTHREAD_MUTEX_INITIALIZER;
static struct subscriber all[SUBSCRIBERS];

/* ---- The queue ---- */

/* 0: closed and drained. */
static int take(struct subscriber *self, int *message)
{
	int any;

	pthread_mutex_lock(&self->lock);
	while (self->n_put == self->n_taken && !self->closed)
		pthread_cond_wait(&self->put, &self->lock);
	any = self->n_put > self->n_taken;
	if (any) {
		*message = self->items[self->n_taken++];
		pthread_cond_signal(&self->taken);
	}
	pthread_mutex_unlock(&self->lock);
	return any;
}

static int is_full(const struct subscriber *to)
{
	return to->n_put - to->n_taken >= (BUFFER ? BUFFER : 1);
}

/* Make room, as the policy has it; 0: there is none for this message. */
static int make_room(struct subscriber *to)
{
	while (POLICY == 0 && is_full(to))
		pthread_cond_wait(&to->taken, &to->lock);
	if (!is_full(to))
		return 1;
	if (POLICY == 2)
		to->n_taken++;
	if (POLICY == 3)
		to->closed = to->gone = 1;
	return POLICY == 2;
}

static void publish(struct subscriber *to, int message)
{
	pthread_mutex_lock(&to->lock);
	if (make_room(to))
		to->items[to->n_put++] = message;
	pthread_cond_signal(&to->put);
	while (BUFFER == 0 && POLICY == 0 && to->n_put > to->n_taken)
		pthread_cond_wait(&to->taken, &to->lock);
	pthread_mutex_unlock(&to->lock);
}

static void close_news(struct subscriber *to)
{
	pthread_mutex_lock(&to->lock);
	to->closed = 1;
	pthread_cond_signal(&to->put);
	pthread_mutex_unlock(&to->lock);
}

/* ---- The threads ---- */

static void leave(struct subscriber *self)
{
	pthread_mutex_lock(&list);
	self->gone = 1;
	pthread_mutex_unlock(&list);
}

static void *subscribe(void *arg)
{
	struct subscriber *self = arg;
	int message, last = 0, leaves = UNSUBSCRIBE && self == all;

	while (take(self, &message)) {
		assert(message > last);
		last = message;
		self->heard++;
		if (leaves)
			leave(self);
		if (leaves || self - all < DEAD)
			break;
	}
	return NULL;
}

/* `message` to everybody; or, when it is 0, the end of the news. */
static void publish_to_all(int message)
{
	if (UNSUBSCRIBE)
		pthread_mutex_lock(&list);
	for (int i = 0; i < SUBSCRIBERS; i++)
		if (!all[i].gone && message)
			publish(&all[i], message);
		else if (!all[i].gone)
			close_news(&all[i]);
	if (UNSUBSCRIBE)
		pthread_mutex_unlock(&list);
}

int main(void)
{
	pthread_t threads[SUBSCRIBERS];

	for (int i = 0; i < SUBSCRIBERS; i++) {
		pthread_mutex_init(&all[i].lock, NULL);
		pthread_cond_init(&all[i].put, NULL);
		pthread_cond_init(&all[i].taken, NULL);
		pthread_create(&threads[i], NULL, subscribe, &all[i]);
	}
	for (int message = 1; message <= MESSAGES; message++)
		publish_to_all(message);
	publish_to_all(0);
	for (int i = 0; i < SUBSCRIBERS; i++) {
		pthread_join(threads[i], NULL);
		assert(POLICY || i < DEAD || (UNSUBSCRIBE && i == 0) || all[i].heard == MESSAGES);
	}
	printf("messages: %d\n", MESSAGES);
	return 0;
}
