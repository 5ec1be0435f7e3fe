/*
 * pipeline - stages joined by channels; each takes from the one before and closes what it fills.
 *
 *     feeder --link-0[buffer]--> stage-0 --link-1[buffer]--> stage-1 --.
 *                                             main <--link-2[buffer]---'
 *
 * Use it when   work falls into steps, and the next item can be begun before
 *               the last one is done.
 * Ends because  the feeder closes the first link; a stage leaves when its
 *               link is closed and drained, and its first task waits for the
 *               others and closes the next link.
 * Watch         cost=100 slow=2 items=5: five sums of costs? Then width=3.
 * Break it      feed=main: main sends every item before it receives one.
 *               take=2 done=off: main leaves, the stages hold out their items
 *               for ever. fail=2 retry=requeue: a failed item goes back into
 *               its link, where nobody else makes room (retry=own-queue has).
 * Law           feed=main hangs iff items > stages x width + (stages + 1) x
 *               buffer. retry=requeue (width=1) can hang iff fail > 0 and items
 *               - fail >= buffer. done=off leaks iff take > 0 and items - take
 *               > buffer.
 */
#include "lab/lab.h"

/* Index settings[] below and p[]. */
enum { STAGES, WIDTH, BUFFER, ITEMS, FEED, TAKE, DONE, FAIL, RETRY, COST, SLOW, INPUT };
enum { FEED_TASK, FEED_MAIN };
enum { RETRY_IN_PLACE, RETRY_REQUEUE, RETRY_OWN_QUEUE, RETRY_DROP };

struct line {
	/* read-only once tasks have started */
	const int              *p;
	struct chan           **links;          /* of int: an item's number, from 1 */
	struct chan            *again;          /* failed items; only with retry=own-queue */
	struct chan            *done;           /* closing it is the message; only with take */
	struct wait_group      *unsettled;      /* counts items down; only if they may come back */
	const struct lab_bytes *input;          /* or NULL */
	struct cell            *total;          /* words that main has counted; NULL without input */
	/* by item; whoever has the item */
	char                   *steps, *failed; /* stages behind it; has it failed? */
	long                   *words;
};

struct hand {
	/* read-only once its task has started */
	struct line       *line;
	int                stage;
	struct wait_group *working;             /* counts the stage's hands down; NULL for one */
	bool               closes;              /* is it this one who closes? */
};

/* Words that begin in the item's part of the input. */
static long count_words(const struct lab_bytes *whole, struct lab_bytes part)
{
	long n = 0;

	for (const unsigned char *c = part.data; c < part.data + part.size; c++)
		n += *c > ' ' && (c == whole->data || c[-1] <= ' ');
	return n;
}

/* Send an item on. Returns whether anybody still wants it. */
static bool pass_on(struct line *line, struct chan *link, int item)
{
	char nothing;

	if (line->done)
		return select_on(FOREVER, SEND(link, &item), RECV(line->done, &nothing)) == 0;
	chan_send(link, &item);                                 //DOC: pass-on
	return true;
}

static void feeder(void *arg)
{
	struct line *line = arg;
	int item = 1, items = line->p[ITEMS];

	while (item <= items && pass_on(line, line->links[0], item))
		item++;
	if (line->unsettled) {
		wait_group_add(line->unsettled, item - 1 - items);      /* those that nobody wanted */
		wait_group_wait(line->unsettled);               //DOC: none-will-come-back
	}
	chan_close(line->links[0]);
}

static bool next_item(struct hand *hand, int *item)
{
	struct line *line = hand->line;
	bool ok;

	if (hand->stage > 0 || !line->again)
		return chan_recv(line->links[hand->stage], item);
	return select_on(FOREVER, RECV_OK(line->links[0], item, &ok),
	                 RECV(line->again, item)) == 1 || ok;
}

/* Every fail-th item fails once, in the first stage. Returns whether it is to be passed on. */
static bool first_stage(struct line *line, int item)
{
	bool fails = line->p[FAIL] && item % line->p[FAIL] == 0 && !line->failed[item]++;

	switch (fails ? line->p[RETRY] : RETRY_IN_PLACE) {	//DOC: what-becomes-of-it
	case RETRY_DROP:
		return false;
	case RETRY_REQUEUE:
		chan_send(line->links[0], &item);               //DOC: requeue
		return false;
	case RETRY_OWN_QUEUE:
		chan_send(line->again, &item);                  //DOC: own-queue
		return false;
	}
	task_sleep(fails ? line->p[COST] : 0);                  //DOC: in-place
	if (line->unsettled)
		wait_group_done(line->unsettled);
	if (line->input)
		line->words[item] = count_words(line->input,
		                                lab_part(line->input, item - 1, line->p[ITEMS]));
	return true;
}

static void work(void *arg)
{
	struct hand *hand = arg;
	struct line *line = hand->line;
	int item;

	while (next_item(hand, &item)) {
		task_sleep(line->p[COST] * (line->p[SLOW] == hand->stage + 1 ? 3 : 1));
		if (hand->stage > 0 || first_stage(line, item)) {
			line->steps[item]++;
			pass_on(line, line->links[hand->stage + 1], item);
		}
	}
	if (hand->working)
		wait_group_done(hand->working);
	if (hand->working && hand->closes)
		wait_group_wait(hand->working);
	if (hand->closes)
		chan_close(line->links[hand->stage + 1]);       //DOC: closes-what-it-fills
}

/* Receive what main wants, and check it. */
static void collect(struct line *line)
{
	const int *p = line->p;
	int dropped = p[FAIL] && p[RETRY] == RETRY_DROP ? p[ITEMS] / p[FAIL] : 0;
	int taken = 0, last = 0, all = p[ITEMS] - dropped, item;
	bool in_order = p[WIDTH] == 1 && !line->unsettled;
	long words = 0;

	while ((!p[TAKE] || taken < p[TAKE]) && chan_recv(line->links[p[STAGES]], &item)) {
		lab_compare(line->steps[item], ==, p[STAGES], "every item goes through every stage, once");
		lab_check(!in_order || item > last, "a single file keeps its order");
		last = item;
		words += line->words[item];
		taken++;
	}
	if (line->done)
		chan_close(line->done);                         //DOC: has-enough
	lab_compare(taken, ==, (p[TAKE] && p[TAKE] < all ? p[TAKE] : all), "no item is lost");
	if (line->input && taken == p[ITEMS] && taken > 0)
		lab_compare(words, ==, count_words(line->input, *line->input), "each word counts once");
	if (line->input)
		cell_store(line->total, words);
}

static void start_stage(struct line *line, int stage)
{
	int width = line->p[WIDTH];
	struct wait_group *working = width > 1 ? wait_group_make(lab_name("stage-%d", stage)) : NULL;
	struct chan *in = line->links[stage], *out = line->links[stage + 1];
	bool first = stage == 0, requeues = first && line->p[RETRY] == RETRY_REQUEUE && line->p[FAIL];

	if (working)
		wait_group_add(working, width);
	for (int i = 0; i < width; i++) {
		struct hand *hand = lab_new(struct hand);

		*hand = (struct hand){ line, stage, working, i == 0 };
		task_go(work, hand, USES(RECVS(in), SENDS(out), CLOSES(out), RECVS(line->done),
		                         DONES(working), WAITS(working), USE_IF(requeues, SENDS(in)),
		                         USE_IF(first, SENDS(line->again)), USE_IF(first, RECVS(line->again)),
		                         USE_IF(first, DONES(line->unsettled))),
		        width > 1 ? "stage-%d.%d" : "stage-%d", stage, i);
	}
}

static void make(struct line *line, const int *p)
{
	bool own_queue = p[FAIL] && p[RETRY] == RETRY_OWN_QUEUE;
	bool comes_back = own_queue || (p[FAIL] && p[RETRY] == RETRY_REQUEUE);

	line->p         = p;
	line->links     = lab_array(struct chan *, p[STAGES] + 1);
	line->again     = own_queue ? chan_make(int, p[ITEMS], "again") : NULL;
	line->done      = p[TAKE] && p[DONE] == 0 ? chan_make(char, 0, "done") : NULL;
	line->unsettled = comes_back ? wait_group_make("unsettled") : NULL;
	line->input     = lab_input(INPUT);
	line->total     = line->input ? cell_make(0, "words") : NULL;
	line->steps     = lab_array(char, p[ITEMS] + 1);
	line->failed    = lab_array(char, p[ITEMS] + 1);
	line->words     = lab_array(long, p[ITEMS] + 1);
	for (int i = 0; i <= p[STAGES]; i++)
		line->links[i] = chan_make(int, p[BUFFER], lab_name("link-%d", i));
	if (line->unsettled)
		wait_group_add(line->unsettled, p[ITEMS]);
}

static void run(const int *p)
{
	struct line *line = lab_new(struct line);
	struct chan *last;

	make(line, p);
	last = line->links[p[STAGES]];
	for (int stage = 0; stage < p[STAGES]; stage++)
		start_stage(line, stage);
	if (p[FEED] == FEED_TASK) {
		task_go(feeder, line, USES(SENDS(line->links[0]), CLOSES(line->links[0]), RECVS(line->done),
		                           ADDS(line->unsettled), WAITS(line->unsettled)), "feeder");
	} else {
		task_uses(USES(SENDS(line->links[0]), CLOSES(line->links[0]), RECVS(last), RECVS(line->done),
		               CLOSES(line->done), ADDS(line->unsettled), WAITS(line->unsettled)));
		feeder(line);                                   //DOC: main-feeds
	}
	task_uses(USES(RECVS(last), CLOSES(line->done), STORES(line->total)));
	collect(line);
}

const struct pattern pattern_pipeline = {
	.name = "pipeline", .summary = "stages joined by channels, each closing what it fills",
	.file = __FILE__, .lesson = 11,
	.settings = {
		[STAGES] = NUMBER("stages", 3, 1, 100, "steps that every item goes through"),
		[WIDTH]  = NUMBER("width", 1, 1, 100, "tasks in each stage"),
		[BUFFER] = NUMBER("buffer", 0, 0, 1000000, "items that wait before each stage and main"),
		[ITEMS]  = NUMBER("items", 6, 0, 1000000, "items to do"),
		[FEED]   = WORD("feed", FEED_TASK, "who sends the items", "task", "main"),
		[TAKE]   = NUMBER("take", 0, 0, 1000000, "main leaves after so many items; 0: takes all"),
		[DONE]   = WORD("done", 0, "does main say that it has enough", "on", "off"),
		[FAIL]   = NUMBER("fail", 0, 0, 1000000, "every k-th item fails once; 0: none"),
		[RETRY]  = WORD("retry", RETRY_IN_PLACE, "what the first stage does with a failed item",
		                "in-place", "requeue", "own-queue", "drop"),
		[COST]   = NUMBER("cost", 0, 0, 60000, "ms that each stage takes for an item"),
		[SLOW]   = NUMBER("slow", 0, 0, 100, "the stage that takes three times as long; 0: none"),
		[INPUT]  = FILE_NAME("input", "a text whose words are counted, a part for each item"),
	},
	.run = run,
};
