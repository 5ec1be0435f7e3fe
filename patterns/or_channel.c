/*
 * or-channel - a channel that closes as soon as the first of several does.
 *
 *     signal-0 --.
 *     signal-1 ---or--> any --> main          form=flat
 *     signal-2 --'
 *
 *     signal-0 --or-0--> any-0 --> main       form=recursive: each listens to a
 *     signal-1 --or-1--> any-1                signal, to the next and to the one
 *     signal-2 --or-2--> any-2                before: all end when one does
 *
 * Use it when   any one of several events ends a wait, and the waiter wants
 *               to hear of one channel only.
 * Ends because  the first signal to be closed makes its listener close its
 *               own channel; that ends all the others.
 * Watch         form=recursive fire=3: how the news travels to main and to
 *               the end of the chain.
 * Break it      fire=0: no signal is ever closed, and all of them wait.
 *               channels=0: the first of none never comes.
 * Law           hangs iff fire = 0 or fire > channels: then none of the
 *               signals is ever closed.
 */
#include "lab/lab.h"

enum { CHANNELS, FIRE, FORM };          /* index settings[] below and p[] */
enum { FORM_RECURSIVE, FORM_FLAT };

struct either {
	/* read-only once tasks have started */
	int           n;
	struct chan **signals;          /* nothing is sent; closing one is the signal */
	struct chan **any;              /* form=flat has only any[0] */
};

struct listener {
	struct either *either;
	int            number;
};

static void fire(void *arg)
{
	chan_close(arg);
}

/* form=flat: one task listens to all. */
static void listen_to_all(void *arg)
{
	struct either *either = arg;
	struct select_case cases[MOST_CASES];
	char nothing;

	for (int i = 0; i < either->n; i++)
		cases[i] = RECV(either->signals[i], &nothing);
	select_among(FOREVER, cases, either->n);
	chan_close(either->any[0]);
}

/* form=recursive: to one signal, and to the rest, which is an or-channel itself. */
static void listen_to_one(void *arg)
{
	struct listener *listener = arg;
	struct either *either = listener->either;
	struct select_case cases[3];
	int i = listener->number, n = 0;
	char nothing;

	cases[n++] = RECV(either->signals[i], &nothing);
	if (i + 1 < either->n)
		cases[n++] = RECV(either->any[i + 1], &nothing);        //DOC: the-rest
	if (i > 0)
		cases[n++] = RECV(either->any[i - 1], &nothing);        //DOC: the-end-of-all
	select_among(FOREVER, cases, n);
	chan_close(either->any[i]);
}

static void start_flat(struct either *either)
{
	struct use *uses = lab_array(struct use, either->n + 1);

	either->any[0] = chan_make(char, 0, "any");
	for (int i = 0; i < either->n; i++)
		uses[i] = RECVS(either->signals[i]);
	uses[either->n] = CLOSES(either->any[0]);
	task_go(listen_to_all, either, USES_OF(uses, either->n + 1), "or");
}

static void start_recursive(struct either *either)
{
	struct chan **any = either->any;
	int n = either->n;

	for (int i = 0; i < n; i++)
		any[i] = chan_make(char, 0, lab_name("any-%d", i));
	for (int i = 0; i < n; i++) {
		struct listener *listener = lab_new(struct listener);

		*listener = (struct listener){ either, i };
		task_go(listen_to_one, listener, USES(RECVS(either->signals[i]), CLOSES(any[i]),
		                                      USE_IF(i + 1 < n, RECVS(any[i + 1])),
		                                      USE_IF(i > 0, RECVS(any[i - 1]))), "or-%d", i);
	}
}

static void run(const int *p)
{
	struct either *either = lab_new(struct either);
	int n = either->n = p[CHANNELS];
	struct chan *any;
	char nothing;

	either->signals = lab_array(struct chan *, n);
	either->any = lab_array(struct chan *, n + 1);
	for (int i = 0; i < n; i++)
		either->signals[i] = chan_make(char, 0, lab_name("signal-%d", i));
	if (n > 0 && p[FORM] == FORM_FLAT)				//DOC: one-task-or-a-tree
		start_flat(either);
	else
		start_recursive(either);
	if (p[FIRE] >= 1 && p[FIRE] <= n) {
		struct chan *signal = either->signals[p[FIRE] - 1];

		task_go(fire, signal, USES(CLOSES(signal)), "fire");
	}
	any = either->any[0];                           //DOC: nil-when-there-are-none
	task_uses(USES(RECVS(any)));
	chan_recv(any, &nothing);
}

const struct pattern pattern_or_channel = {
	.name = "or-channel", .summary = "a channel that closes when the first of several does",
	.file = __FILE__,
	.settings = {
		[CHANNELS] = NUMBER("channels", 4, 0, MOST_CASES, "signals to listen to"),
		[FIRE]     = NUMBER("fire", 1, 0, MOST_CASES, "the signal that is closed; 0: none"),
		[FORM]     = WORD("form", FORM_RECURSIVE, "a chain of listeners, or one for all",
		                  "recursive", "flat"),
	},
	.run = run,
};
