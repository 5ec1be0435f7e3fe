/*
 * subscription - fetch, leave out what is known, deliver, and close cleanly.
 *
 *     feed-0 --updates-0--> forward-0 --.
 *     feed-1 --updates-1--> forward-1 --+--> merged --> main
 *
 * Use it when   somebody reads what comes in now and then from several
 *               places, and may stop at any time.
 * Ends because  closing is a case of every select: in the feeds, and in those
 *               who forward; the merged channel is closed by the last of
 *               them.
 * Watch         pending=1: when does a feed stop fetching?
 * Break it      merge=naive: main closes the merged channel itself, while
 *               somebody is about to send on it. close=off: main just leaves.
 * Law           naive can panic iff read > 0 and read < feeds x items: what has
 *               not been read is still to be sent. close=off leaks 2 x feeds.
 */
#include "lab/lab.h"

enum { FEEDS, ITEMS, PENDING, MERGE, CLOSE, READ, COST };       /* index settings[] below and p[] */
enum { MERGE_SAFE, MERGE_NAIVE };
enum { CLOSE_ON, CLOSE_OFF };
enum { FETCH_MS = 1 };

struct subscription {
	/* read-only once tasks have started */
	const int         *p;
	struct context    *open;        /* cancelled to close it */
	struct chan       *merged;      /* of int: an item's number */
	struct wait_group *forwarding;
};

struct feed {
	struct subscription *subscription;
	struct chan         *updates;   /* of int */
	struct timer        *next;
};

/* A fetch brings the newest item and the one before, which is known already. */
static int fetch(int n, int *items)
{
	items[0] = n - 1;
	items[1] = n;
	return 2;
}

/* Fetch the n-th time; append what is new to the queue. */
static int fetch_new(struct feed *feed, int n, int *queue, int length)
{
	int items[2], got = fetch(n, items);

	for (int i = 0; i < got; i++)
		if (items[i] >= n)
			queue[length++] = items[i];                     //DOC: known
	timer_set(feed->next, FETCH_MS);
	return length;
}

static void follow(void *arg)
{
	struct feed *feed = arg;
	const int *p = feed->subscription->p;
	int *queue = lab_array(int, p[ITEMS] + 1), first = 0, length = 0;

	for (;;) {
		bool may_fetch = length < p[ITEMS] && length - first < p[PENDING];
		int event = select_on(FOREVER, TICK(may_fetch ? feed->next : NULL),
		                      SEND(first < length ? feed->updates : NULL, &queue[first]),
		                      DONE(feed->subscription->open));  //DOC: three-ways

		if (event == 0)
			length = fetch_new(feed, length + 1, queue, length);
		else if (event == 1)
			first++;
		else
			break;
	}
	chan_close(feed->updates);
}

static void forward(void *arg)
{
	struct feed *feed = arg;
	struct subscription *subscription = feed->subscription;
	int item;

	while (chan_recv(feed->updates, &item)) {
		if (subscription->p[MERGE] == MERGE_NAIVE)
			chan_send(subscription->merged, &item);         //DOC: naive
		else if (select_on(FOREVER, SEND(subscription->merged, &item), DONE(subscription->open)) == 1)
			break;
	}
	wait_group_done(subscription->forwarding);
}

static void start(struct subscription *subscription, int number)
{
	struct feed *feed = lab_new(struct feed);

	*feed = (struct feed){ subscription, chan_make(int, 0, lab_name("updates-%d", number)),
	                       timer_make(FETCH_MS, lab_name("fetch-%d", number)) };
	task_go(follow, feed, USES(SENDS(feed->updates), CLOSES(feed->updates), HEARS(feed->next),
	                           SETS(feed->next), WATCHES(subscription->open)), "feed-%d", number);
	task_go(forward, feed, USES(RECVS(feed->updates), SENDS(subscription->merged),
	                            WATCHES(subscription->open), DONES(subscription->forwarding)),
	        "forward-%d", number);
}

static void close_all(struct subscription *subscription)
{
	context_cancel(subscription->open);
	if (subscription->p[MERGE] == MERGE_SAFE)
		wait_group_wait(subscription->forwarding);              //DOC: wait-then-close
	chan_close(subscription->merged);
}

static void run(const int *p)
{
	struct subscription *subscription = lab_new(struct subscription);
	int wanted = p[READ] < p[FEEDS] * p[ITEMS] ? p[READ] : p[FEEDS] * p[ITEMS], item, sum = 0;

	subscription->p          = p;
	subscription->open       = context_make(NULL, "open");
	subscription->merged     = chan_make(int, 0, "merged");
	subscription->forwarding = wait_group_make("forwarding");
	wait_group_add(subscription->forwarding, p[FEEDS]);
	for (int i = 0; i < p[FEEDS]; i++)
		start(subscription, i);
	task_uses(USES(RECVS(subscription->merged), CANCELS(subscription->open),
	               WAITS(subscription->forwarding), CLOSES(subscription->merged)));

	for (int i = 0; i < wanted; i++) {
		chan_recv(subscription->merged, &item);                 //DOC: read
		sum += item;
		task_sleep(p[COST]);
	}
	lab_check(wanted < p[FEEDS] * p[ITEMS] || sum == p[FEEDS] * p[ITEMS] * (p[ITEMS] + 1) / 2,
	          "each item is delivered once");
	if (p[CLOSE] == CLOSE_ON)					//DOC: says-that-it-is-over
		close_all(subscription);
}

const struct pattern pattern_subscription = {
	.name = "subscription", .summary = "fetch, leave out what is known, deliver, and close cleanly",
	.file = __FILE__,
	.settings = {
		[FEEDS]   = NUMBER("feeds", 2, 1, 1000, "places that items come from"),
		[ITEMS]   = NUMBER("items", 4, 0, 10000, "items of each"),
		[PENDING] = NUMBER("pending", 2, 1, 1000, "items a feed has before it stops fetching"),
		[MERGE]   = WORD("merge", MERGE_SAFE, "who closes the merged channel, and when",
		                 "safe", "naive"),
		[CLOSE]   = WORD("close", CLOSE_ON, "does main close the subscription when it leaves",
		                 "on", "off"),
		[READ]    = NUMBER("read", 3, 0, 100000, "items that main reads before it leaves"),
		[COST]    = NUMBER("cost", 5, 0, 60000, "ms that main takes for each"),
	},
	.run = run,
};
