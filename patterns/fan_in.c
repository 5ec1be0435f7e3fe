/*
 * fan-in - many sources, merged into one stream.
 *
 *     source-0 --.
 *     source-1 ---merged[buffer]--> main
 *     source-2 --'
 *
 * Use it when   values come from several tasks, and one task wants them all,
 *               in whatever order.
 * Ends because  the closer waits until all sources are done, and then closes
 *               `merged`, once.
 * Watch         how the streams mix: the order within each source is kept,
 *               that between them is not.
 * Break it      close=each: every source closes `merged`. close=none: nobody
 *               does. take=1: main leaves early. feed=main: main plays all
 *               the sources itself before it receives.
 * Law           feed=main hangs iff sources x items > buffer. close=each panics
 *               iff sources > 1: somebody comes after the first close; it hangs
 *               iff sources = 0: nobody closes.
 */
#include "lab/lab.h"

enum { SOURCES, ITEMS, BUFFER, TAKE, CLOSE, FEED };     /* index settings[] below and p[] */
enum { CLOSE_LAST, CLOSE_EACH, CLOSE_NONE };
enum { FEED_TASK, FEED_MAIN };

struct merge {
	/* read-only once tasks have started */
	const int         *p;
	struct chan       *merged;      /* of int: a source's number x items + an item's */
	struct wait_group *sending;     /* counts the sources down */
};

struct source {
	struct merge *merge;
	int           number;
};

static void source(void *arg)
{
	struct source *source = arg;
	struct merge *merge = source->merge;
	int items = merge->p[ITEMS], first = source->number * items;

	for (int value = first; value < first + items; value++)
		chan_send(merge->merged, &value);
	wait_group_done(merge->sending);
	if (merge->p[CLOSE] == CLOSE_EACH)
		chan_close(merge->merged);              //DOC: each-closes
}

static void closer(void *arg)
{
	struct merge *merge = arg;

	wait_group_wait(merge->sending);
	chan_close(merge->merged);                      //DOC: closed-after-the-last
}

static void collect(struct merge *merge)
{
	const int *p = merge->p;
	int *next = lab_array(int, p[SOURCES]);
	int taken = 0, all = p[SOURCES] * p[ITEMS], value;

	while ((!p[TAKE] || taken < p[TAKE]) && chan_recv(merge->merged, &value)) {
		lab_compare(value % p[ITEMS], ==, next[value / p[ITEMS]]++, "a source's values keep their order");
		taken++;
	}
	if (p[CLOSE] != CLOSE_EACH)
		lab_compare(taken, ==, (p[TAKE] && p[TAKE] < all ? p[TAKE] : all), "no value is lost");
}

static void run(const int *p)
{
	struct merge *merge = lab_new(struct merge);
	struct source *sources = lab_array(struct source, p[SOURCES]);
	struct uses of_source;

	merge->p       = p;
	merge->merged  = chan_make(int, p[BUFFER], "merged");
	merge->sending = wait_group_make("sending");
	of_source      = USES(SENDS(merge->merged), DONES(merge->sending),
	                      USE_IF(p[CLOSE] == CLOSE_EACH, CLOSES(merge->merged)));
	wait_group_add(merge->sending, p[SOURCES]);
	for (int i = 0; i < p[SOURCES]; i++) {
		sources[i] = (struct source){ merge, i };
		if (p[FEED] == FEED_TASK)
			task_go(source, &sources[i], of_source, "source-%d", i);
	}
	if (p[CLOSE] == CLOSE_LAST)
		task_go(closer, merge, USES(WAITS(merge->sending), CLOSES(merge->merged)), "closer");
	if (p[FEED] == FEED_MAIN)
		task_uses(USES(SENDS(merge->merged), CLOSES(merge->merged), RECVS(merge->merged),
		               DONES(merge->sending)));
	for (int i = 0; i < p[SOURCES] && p[FEED] == FEED_MAIN; i++)
		source(&sources[i]);                    //DOC: main-feeds
	task_uses(USES(RECVS(merge->merged)));
	collect(merge);
}

const struct pattern pattern_fan_in = {
	.name = "fan-in", .summary = "many sources merged into one stream",
	.file = __FILE__, .lesson = 10,
	.settings = {
		[SOURCES] = NUMBER("sources", 3, 0, 1000, "tasks that send"),
		[ITEMS]   = NUMBER("items", 3, 0, 1000000, "values that each source sends"),
		[BUFFER]  = NUMBER("buffer", 0, 0, 1000000, "values that wait for main; 0: a rendezvous"),
		[TAKE]    = NUMBER("take", 0, 0, 1000000, "main leaves after so many; 0: takes all"),
		[CLOSE]   = WORD("close", CLOSE_LAST, "who closes the merged stream",
		                 "last", "each", "none"),
		[FEED]    = WORD("feed", FEED_TASK, "a task for each source, or main sends it all",
		                 "task", "main"),
	},
	.run = run,
};
