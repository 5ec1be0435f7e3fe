/*
 * context - one signal that ends everything that was started for one purpose.
 *
 *     context-0 --> context-1          main cancels context-0: all below it ends, too
 *                       |
 *           .-----------+-----------.
 *         task-0      task-1      task-2 --numbers--> main
 *
 * Use it when   one request starts many tasks, and all of them are to stop
 *               when it is answered, given up, or too late.
 * Ends because  every task looks at the context wherever it may wait, and
 *               somebody cancels it (or its deadline passes).
 * Watch         depth=4: in which order do the contexts end? Then cancel=off
 *               deadline=20.
 * Break it      listen=off: tasks that never look are left behind, sending
 *               what nobody wants. cancel=off: they look, but nothing ends.
 * Law           leaks iff tasks > 0 and (listen=off or cancel=off and deadline
 *               = 0): all its tasks, for nothing reaches them.
 */
#include "lab/lab.h"

enum { DEPTH, TASKS, DEADLINE, LISTEN, CANCEL };        /* index settings[] below and p[] */
enum { LISTEN_ON, LISTEN_OFF };
enum { CANCEL_ON, CANCEL_OFF };

struct request {
	/* read-only once tasks have started */
	const int      *p;
	struct context *context;        /* the lowest */
	struct chan    *numbers;        /* of int */
};

static void count(void *arg)
{
	struct request *request = arg;

	for (int number = 0;; number++) {
		if (request->p[LISTEN] == LISTEN_OFF)
			chan_send(request->numbers, &number);                   //DOC: does-not-look
		else if (select_on(FOREVER, SEND(request->numbers, &number), DONE(request->context)) == 1)
			break;                                                  //DOC: looks
	}
	lab_check(context_why(request->context) != CONTEXT_LIVES, "nobody stops before the end");
}

/* A chain of contexts; the first carries the deadline. Returns the first. */
static struct context *make_contexts(struct request *request)
{
	const int *p = request->p;
	struct context *first = context_make_within(NULL, p[DEADLINE] ? p[DEADLINE] : -1, "context-0");

	request->context = first;
	for (int i = 1; i < p[DEPTH]; i++)
		request->context = context_make(request->context, lab_name("context-%d", i));
	return first;
}

static void run(const int *p)
{
	struct request *request = lab_new(struct request);
	struct context *first;
	int number;

	request->p       = p;
	request->numbers = chan_make(int, 0, "numbers");
	first = make_contexts(request);
	for (int i = 0; i < p[TASKS]; i++)
		task_go(count, request, USES(SENDS(request->numbers), WATCHES(request->context)),
		        "task-%d", i);
	task_uses(USES(RECVS(request->numbers), CANCELS(first), WATCHES(first)));

	for (int i = 0; i < p[TASKS]; i++)
		if (select_on(FOREVER, RECV(request->numbers, &number), DONE(first)) == 1)
			break;
	if (p[CANCEL] == CANCEL_ON)
		context_cancel(first);                                          //DOC: cancel
}

const struct pattern pattern_context = {
	.name = "context", .summary = "one signal that ends all that was started for one purpose",
	.file = __FILE__,
	.settings = {
		[DEPTH]    = NUMBER("depth", 2, 1, 100, "contexts, each under the one before"),
		[TASKS]    = NUMBER("tasks", 3, 0, 10000, "tasks that work under the lowest"),
		[DEADLINE] = NUMBER("deadline", 0, 0, 60000, "ms until the first ends by itself; 0: never"),
		[LISTEN]   = WORD("listen", LISTEN_ON, "do tasks look at their context", "on", "off"),
		[CANCEL]   = WORD("cancel", CANCEL_ON, "does main cancel when it has what it wants",
		                  "on", "off"),
	},
	.run = run,
};
