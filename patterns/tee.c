/*
 * tee - one stream, copied to two readers.
 *
 *     source --in--> tee --left[left-buffer]----> main
 *                      '---right[right-buffer]--> right-reader
 *
 * Use it when   two tasks need the same values.
 * Ends because  the source closes `in`; the tee hands every value to both
 *               sides before it takes the next, then closes both; a reader
 *               leaves when its side is drained.
 * Watch         the faster side waits for the slower: never further ahead
 *               than the buffer and one.
 * Break it      drain=left-first: main reads the whole left side before it
 *               reads the right one.
 * Law           drain=left-first hangs iff items > right-buffer + 1 with
 *               read=count (the one more is in the tee's hand), iff items >
 *               right-buffer with read=range (the left side is closed only
 *               after the last value went right).
 */
#include "lab/lab.h"

enum { ITEMS, LEFT_BUFFER, RIGHT_BUFFER, DRAIN, READ };         /* index settings[] below and p[] */
enum { DRAIN_BOTH, DRAIN_LEFT_FIRST };
enum { READ_COUNT, READ_RANGE };

struct pipes {
	/* read-only once tasks have started */
	const int   *p;
	struct chan *in, *left, *right;         /* of int: 1, 2, ... */
};

static void source(void *arg)
{
	struct pipes *pipes = arg;

	for (int value = 1; value <= pipes->p[ITEMS]; value++)
		chan_send(pipes->in, &value);
	chan_close(pipes->in);
}

/* Hand the value to the side that is ready first, then to the other one. */
static void copy(struct chan *left, struct chan *right, int value)
{
	if (select_on(FOREVER, SEND(left, &value), SEND(right, &value)) == 0)
		chan_send(right, &value);               //DOC: then-the-other
	else
		chan_send(left, &value);
}

static void tee(void *arg)
{
	struct pipes *pipes = arg;
	int value;

	while (chan_recv(pipes->in, &value))
		copy(pipes->left, pipes->right, value);         //DOC: both-before-the-next
	chan_close(pipes->left);
	chan_close(pipes->right);
}

static void drain(struct chan *side, const int *p)
{
	int value, taken = 0;

	while ((p[READ] == READ_RANGE || taken < p[ITEMS]) && chan_recv(side, &value))
		lab_compare(value, ==, ++taken, "each side gets every value, in order");
	lab_compare(taken, ==, p[ITEMS], "no value is lost");
}

static void right_reader(void *arg)
{
	struct pipes *pipes = arg;

	drain(pipes->right, pipes->p);
}

static void run(const int *p)
{
	struct pipes *pipes = lab_new(struct pipes);
	bool both = p[DRAIN] == DRAIN_BOTH;		//DOC: a-reader-for-each-side

	pipes->p     = p;
	pipes->in    = chan_make(int, 0, "in");
	pipes->left  = chan_make(int, p[LEFT_BUFFER], "left");
	pipes->right = chan_make(int, p[RIGHT_BUFFER], "right");
	task_go(source, pipes, USES(SENDS(pipes->in), CLOSES(pipes->in)), "source");
	task_go(tee, pipes, USES(RECVS(pipes->in), SENDS(pipes->left), CLOSES(pipes->left),
	                         SENDS(pipes->right), CLOSES(pipes->right)), "tee");
	if (both)
		task_go(right_reader, pipes, USES(RECVS(pipes->right)), "right-reader");
	task_uses(USES(RECVS(pipes->left), USE_IF(!both, RECVS(pipes->right))));

	drain(pipes->left, p);
	if (!both)
		drain(pipes->right, p);                 //DOC: only-then-the-right
}

const struct pattern pattern_tee = {
	.name = "tee", .summary = "one stream copied to two readers",
	.file = __FILE__,
	.settings = {
		[ITEMS]        = NUMBER("items", 5, 0, 1000000, "values in the stream"),
		[LEFT_BUFFER]  = NUMBER("left-buffer", 0, 0, 1000000, "values that wait on the left"),
		[RIGHT_BUFFER] = NUMBER("right-buffer", 0, 0, 1000000, "values that wait on the right"),
		[DRAIN]        = WORD("drain", DRAIN_BOTH, "a reader for each side, or one after the other",
		                      "both", "left-first"),
		[READ]         = WORD("read", READ_COUNT, "count the values, or take them until closed",
		                      "count", "range"),
	},
	.run = run,
};
