/*
 * select - wait for several operations, and take one that is ready.
 *
 *     source-0 --reply-0[reply-cap]--.
 *     source-1 --reply-1[reply-cap]---> main
 *
 * Use it when   a task must be ready for whatever comes first, or must not
 *               wait for ever.
 * Ends because  a source closes its channel after its last value; main takes
 *               a closed channel out of the choice, and leaves when none is
 *               left.
 * Watch         in which order the values come, with cost=20. default=on: how
 *               often main looks and finds nothing.
 * Break it      timeout=5 cost=200: main gives up, and the sources hold out
 *               their values for ever; reply-cap=3 gives them room.
 *               operand=on: what a case is to send is worked out before the
 *               select waits, and that never ends.
 * Law           a timeout shorter than `cost` leaves a source behind iff
 *               timeout > 0 and items > reply-cap: only a value that finds room
 *               needs nobody to take it.
 */
#include "lab/lab.h"

/* Index settings[] below and p[]. */
enum { SOURCES, ITEMS, TIMEOUT, DEFAULT, REPLY_CAP, COST, OPERAND };

struct source {
	/* read-only once its task has started */
	const int   *p;
	struct chan *replies;           /* of int: 1, 2, ... */
};

struct choice_of {
	int           n;
	struct chan **open;             /* NULL once drained */
	struct chan  *log, *quiet;      /* of int; operand=on. Nobody ever sends to `quiet` */
};

static void source(void *arg)
{
	struct source *self = arg;

	for (int value = 1; value <= self->p[ITEMS]; value++) {
		task_sleep(self->p[COST]);
		chan_send(self->replies, &value);       //DOC: holds-it-out
	}
	chan_close(self->replies);
}

static int *work_out(struct choice_of *from)
{
	int *value = lab_new(int);

	chan_recv(from->quiet, value);                  //DOC: operand
	return value;
}

/* One value from whoever is ready; the index of the source, or as select_on(). */
static int next(struct choice_of *from, int wait, int *value, bool *ok)
{
	struct select_case cases[MOST_CASES];

	for (int i = 0; i < from->n; i++)
		cases[i] = RECV_OK(from->open[i], value, ok);
	if (!from->log)
		return select_among(wait, cases, from->n);      //DOC: any-that-is-ready
	cases[from->n] = SEND(from->log, work_out(from));
	return select_among(wait, cases, from->n + 1);
}

static void receive_all(struct choice_of *from, int wait)
{
	int *taken = lab_array(int, from->n), open = from->n, value, i;
	bool ok;

	while (open > 0) {
		i = next(from, wait, &value, &ok);
		if (i == SELECT_TIMEOUT)
			return;                         //DOC: gives-up
		if (i == SELECT_DEFAULT)
			continue;                       //DOC: looks-again
		if (ok) {
			lab_compare(value, ==, ++taken[i], "the values of a source keep their order");
		} else {
			from->open[i] = NULL;           //DOC: nil-when-drained
			open--;
		}
	}
}

static void run(const int *p)
{
	int n = p[SOURCES];
	struct choice_of from = { .n = n, .open = lab_array(struct chan *, n) };
	struct use *uses = lab_array(struct use, n + 2);

	if (p[OPERAND]) {
		from.log   = chan_make(int, 0, "log");
		from.quiet = chan_make(int, 0, "quiet");
	}
	for (int i = 0; i < n; i++) {
		struct source *self = lab_new(struct source);
		struct chan *replies = chan_make(int, p[REPLY_CAP], lab_name("reply-%d", i));

		*self = (struct source){ p, replies };
		from.open[i] = replies;
		uses[i] = RECVS(replies);
		task_go(source, self, USES(SENDS(replies), CLOSES(replies)), "source-%d", i);
	}
	uses[n]     = SENDS(from.log);
	uses[n + 1] = RECVS(from.quiet);
	task_uses(USES_OF(uses, n + 2));
	receive_all(&from, p[DEFAULT] ? NOW : p[TIMEOUT] ? p[TIMEOUT] : FOREVER); //DOC: how-long
}

const struct pattern pattern_select = {
	.name = "select", .summary = "wait for several operations, take one that is ready",
	.file = __FILE__, .lesson = 13,
	.settings = {
		[SOURCES]   = NUMBER("sources", 2, 1, MOST_CASES - 1, "tasks that send, each on its own channel"),
		[ITEMS]     = NUMBER("items", 3, 0, 1000000, "values that each source sends"),
		[TIMEOUT]   = NUMBER("timeout", 0, 0, 60000, "ms that main waits for a value; 0: for ever"),
		[DEFAULT]   = WORD("default", 0, "main does not wait, but looks again and again",
		                   "off", "on"),
		[REPLY_CAP] = NUMBER("reply-cap", 0, 0, 1000000, "values for which a channel has room"),
		[COST]      = NUMBER("cost", 0, 0, 60000, "ms that each value takes"),
		[OPERAND]   = WORD("operand", 0, "one more case sends what has to be received first",
		                   "off", "on"),
	},
	.run = run,
};
