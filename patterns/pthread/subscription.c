/*
 * Fetch, leave out what is known, deliver, and close cleanly.
 *
 * The pattern subscription as a plain program: `cc -pthread subscription.c` builds it.
 *
 *     follow-1 --pending--> forward-1 --.
 *     follow-2 --pending--> forward-2 --+--> merged --> main
 *
 * Use it when   somebody reads what comes in now and then from several places,
 *               and may stop at any time.
 * Ends because  whoever waits for anything also waits for the end: those who
 *               follow a feed, and those who forward; the merged stream is
 *               closed after the last of them.
 * Watch         PENDING=1: when does a feed stop fetching?
 * Break it      MERGE=1: main closes the merged stream itself, while somebody is
 *               about to put something into it. CLOSE=1: main just leaves.
 * Law           MERGE=1 can break iff READ > 0 and READ < FEEDS x ITEMS: what
 *               has not been read is still to be put. CLOSE=1 leaks 2 x FEEDS.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define FEEDS 2         /* places that items come from */
#define ITEMS 4         /* items of each */
#define PENDING 2       /* items a feed has before it stops fetching */
#define MERGE 0         /* who closes the merged stream, and when: 0 safe, after the last, 1 naive, main at once */
#define CLOSE 0         /* does main close the subscription when it leaves: 0 on, 1 off */
#define READ 3          /* items that main reads before it leaves */
#define COST 5          /* ms that main takes for each */

enum { ALL = FEEDS * ITEMS, WANTED = READ < ALL ? READ : ALL };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t left = PTHREAD_COND_INITIALIZER, put = PTHREAD_COND_INITIALIZER, taken = PTHREAD_COND_INITIALIZER;
/* under lock */
static int over, forwarding = FEEDS;
static int merged[ALL + 1], n_put, n_taken, merged_is_closed;

struct feed {
	pthread_cond_t changed;
	int            items[ITEMS + 1], n_known, n_forwarded;  /* under lock */
};

static struct feed feeds[FEEDS];

/* ---- A feed; under lock ---- */

/* A fetch brings the newest item and the one before, which is known already. */
static void fetch(struct feed *feed)
{
	int newest = feed->n_known + 1;

	pthread_mutex_unlock(&lock);
	usleep(1000);
	pthread_mutex_lock(&lock);
	for (int item = newest - 1; item <= newest; item++)
		if (item > feed->n_known)
			feed->items[feed->n_known++] = item;
	pthread_cond_broadcast(&feed->changed);
}

static void *follow(void *arg)
{
	struct feed *feed = arg;

	pthread_mutex_lock(&lock);
	while (!over)
		if (feed->n_known < ITEMS && feed->n_known - feed->n_forwarded < PENDING)
			fetch(feed);
		else
			pthread_cond_wait(&feed->changed, &lock);
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* Until main has taken it. Returns 0 when nobody will. */
static int deliver(int item)
{
	int mine = n_put;

	assert(!merged_is_closed);
	merged[n_put++] = item;
	pthread_cond_signal(&put);
	while (n_taken <= mine && (MERGE == 1 || !over)) {
		pthread_cond_wait(&taken, &lock);
		assert(!merged_is_closed || n_taken > mine);
	}
	return n_taken > mine;
}

static void *forward(void *arg)
{
	struct feed *feed = arg;
	int more = 1;

	pthread_mutex_lock(&lock);
	while (more && !over)
		if (feed->n_known > feed->n_forwarded) {
			int item = feed->items[feed->n_forwarded++];

			pthread_cond_broadcast(&feed->changed);
			more = deliver(item);
		} else {
			pthread_cond_wait(&feed->changed, &lock);
		}
	if (--forwarding == 0)
		pthread_cond_signal(&left);
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* ---- Main ---- */

static int read_one(void)
{
	int item;

	pthread_mutex_lock(&lock);
	while (n_put == n_taken)
		pthread_cond_wait(&put, &lock);
	item = merged[n_taken++];
	pthread_cond_broadcast(&taken);
	pthread_mutex_unlock(&lock);
	return item;
}

static void close_all(void)
{
	pthread_mutex_lock(&lock);
	over = 1;
	for (int i = 0; i < FEEDS; i++)
		pthread_cond_broadcast(&feeds[i].changed);
	pthread_cond_broadcast(&taken);
	while (MERGE == 0 && forwarding > 0)
		pthread_cond_wait(&left, &lock);
	merged_is_closed = 1;
	pthread_mutex_unlock(&lock);
}

int main(void)
{
	pthread_t thread;
	int sum = 0;

	for (int i = 0; i < FEEDS; i++) {
		pthread_cond_init(&feeds[i].changed, NULL);
		pthread_create(&thread, NULL, follow, &feeds[i]);
		pthread_create(&thread, NULL, forward, &feeds[i]);
	}
	for (int i = 0; i < WANTED; i++) {
		sum += read_one();
		if (COST)
			usleep(COST * 1000);
	}
	printf("items: %d\n", WANTED);
	assert(WANTED < ALL || sum == FEEDS * ITEMS * (ITEMS + 1) / 2);
	if (CLOSE == 0)
		close_all();
	pthread_exit(NULL);     /* whoever is left goes on */
}
