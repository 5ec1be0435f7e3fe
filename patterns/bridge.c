/*
 * bridge - a sequence of channels, read as one stream.
 *
 *     source --next--> main          `next` says which stream is to be read now
 *        '---stream-0..n[inner]--> main
 *
 * Use it when   values come in batches, each with a channel of its own, and
 *               the reader should not have to know.
 * Ends because  the source closes each stream when it is full, and `next`
 *               after the last one; main reads a stream until it is closed,
 *               then asks for the next.
 * Watch         fill=before inner=2: the source is done with a stream before
 *               main looks at it.
 * Break it      fill=before: the source fills a stream that nobody knows of
 *               yet. close-inner=off: main waits for more from a stream that
 *               is finished.
 * Law           fill=before hangs iff channels > 0 and items > inner.
 *               close-inner=off always hangs (with channels=0 there is nothing
 *               to close).
 */
#include "lab/lab.h"

enum { CHANNELS, ITEMS, INNER, FILL, CLOSE_INNER };     /* index settings[] below and p[] */
enum { FILL_AFTER, FILL_BEFORE };
enum { CLOSE_ON, CLOSE_OFF };

struct bridge {
	/* read-only once the source has started */
	const int    *p;
	struct chan  *next;             /* of int: a stream's number */
	struct chan **streams;          /* of int: 0, 1, ... through all streams */
};

static void fill(struct bridge *bridge, int number)
{
	int items = bridge->p[ITEMS], first = number * items;

	for (int value = first; value < first + items; value++)
		chan_send(bridge->streams[number], &value);
	if (bridge->p[CLOSE_INNER] == CLOSE_ON)
		chan_close(bridge->streams[number]);    //DOC: end-of-a-stream
}

static void source(void *arg)
{
	struct bridge *bridge = arg;

	for (int number = 0; number < bridge->p[CHANNELS]; number++) {
		if (bridge->p[FILL] == FILL_BEFORE)
			fill(bridge, number);           //DOC: before-anybody-knows
		chan_send(bridge->next, &number);
		if (bridge->p[FILL] == FILL_AFTER)
			fill(bridge, number);
	}
	chan_close(bridge->next);
}

static void run(const int *p)
{
	struct bridge *bridge = lab_new(struct bridge);
	int n = p[CHANNELS], number, value, taken = 0;
	struct use *of_source = lab_array(struct use, 2 * n + 2), *of_main = lab_array(struct use, n + 1);

	bridge->p       = p;
	bridge->next    = chan_make(int, 0, "next");
	bridge->streams = lab_array(struct chan *, n);
	of_source[2 * n]     = SENDS(bridge->next);
	of_source[2 * n + 1] = CLOSES(bridge->next);
	of_main[n]           = RECVS(bridge->next);
	for (int i = 0; i < n; i++) {
		bridge->streams[i] = chan_make(int, p[INNER], lab_name("stream-%d", i));
		of_source[2 * i]     = SENDS(bridge->streams[i]);
		of_source[2 * i + 1] = CLOSES(bridge->streams[i]);
		of_main[i]           = RECVS(bridge->streams[i]);
	}
	task_go(source, bridge, USES_OF(of_source, 2 * n + 2), "source");
	task_uses(USES_OF(of_main, n + 1));

	while (chan_recv(bridge->next, &number))
		while (chan_recv(bridge->streams[number], &value))              //DOC: until-it-is-closed
			lab_compare(value, ==, taken++, "the values come as one stream, in order");
	lab_compare(taken, ==, n * p[ITEMS], "no value is lost");
}

const struct pattern pattern_bridge = {
	.name = "bridge", .summary = "a sequence of channels read as one stream",
	.file = __FILE__,
	.settings = {
		[CHANNELS]    = NUMBER("channels", 3, 0, 1000, "channels in the sequence"),
		[ITEMS]       = NUMBER("items", 2, 0, 1000000, "values in each"),
		[INNER]       = NUMBER("inner", 0, 0, 1000000, "capacity of each"),
		[FILL]        = WORD("fill", FILL_AFTER, "filled after it is handed over, or before",
		                     "after", "before"),
		[CLOSE_INNER] = WORD("close-inner", CLOSE_ON, "is each closed when it is full",
		                     "on", "off"),
	},
	.run = run,
};
