/*
 * generator - a task that makes a stream: it owns the channel, fills it and closes it.
 *
 *     generator --values[buffer]--> main
 *         ^------------done---------'
 *
 * Use it when   values are made one after the other, and only as far as
 *               somebody wants them.
 * Ends because  the generator closes `values` after the last one; a consumer
 *               who has enough closes `done`, and the generator waits for
 *               either: room for a value, or the end.
 * Watch         buffer=0, then 3: how many values are made that nobody has
 *               asked for?
 * Break it      take=2 done=off: main leaves, and the generator offers the
 *               third value for ever.
 * Law           with done=off one task is left behind iff take > 0 and items -
 *               take > buffer (take=0 takes all).
 */
#include "lab/lab.h"

enum { ITEMS, BUFFER, TAKE, DONE };     /* index settings[] below and p[] */
enum { DONE_ON, DONE_OFF };

struct stream {
	/* read-only once the generator has started */
	struct chan *values;            /* of int: 1, 2, ... */
	struct chan *done;              /* closing it is the message; NULL with done=off */
	int          items;
};

/* Hand a value over. Returns whether more are wanted. */
static bool offer(struct stream *stream, int value)
{
	char nothing;

	if (!stream->done) {
		chan_send(stream->values, &value);      //DOC: offers-for-ever
		return true;
	}
	return select_on(FOREVER, SEND(stream->values, &value),
	                 RECV(stream->done, &nothing)) == 0;    //DOC: or-done
}

static void generator(void *arg)
{
	struct stream *stream = arg;
	int value = 1;

	while (value <= stream->items && offer(stream, value))
		value++;
	chan_close(stream->values);                     //DOC: the-owner-closes
}

static void run(const int *p)
{
	struct stream *stream = lab_new(struct stream);
	int value, taken = 0, wanted = p[TAKE] && p[TAKE] < p[ITEMS] ? p[TAKE] : p[ITEMS];

	stream->values = chan_make(int, p[BUFFER], "values");
	stream->done   = p[DONE] == DONE_ON ? chan_make(char, 0, "done") : NULL; //DOC: or-nil
	stream->items  = p[ITEMS];
	task_go(generator, stream, USES(SENDS(stream->values), CLOSES(stream->values),
	                                RECVS(stream->done)), "generator");
	task_uses(USES(RECVS(stream->values), CLOSES(stream->done)));

	while ((!p[TAKE] || taken < p[TAKE]) && chan_recv(stream->values, &value))      //DOC: enough
		lab_compare(value, ==, ++taken, "values arrive in the order they were made");
	lab_compare(taken, ==, wanted, "main gets as many values as it wants");
	if (stream->done)
		chan_close(stream->done);               //DOC: has-enough
}

const struct pattern pattern_generator = {
	.name = "generator", .summary = "a task that owns, fills and closes its channel",
	.file = __FILE__, .lesson = 4,
	.settings = {
		[ITEMS]  = NUMBER("items", 5, 0, 1000000, "values there are"),
		[BUFFER] = NUMBER("buffer", 0, 0, 1000000, "values made ahead; 0: only on demand"),
		[TAKE]   = NUMBER("take", 0, 0, 1000000, "main stops after so many; 0: all"),
		[DONE]   = WORD("done", DONE_ON, "does main say that it has enough", "on", "off"),
	},
	.run = run,
};
