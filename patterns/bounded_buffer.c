/*
 * bounded-buffer - a queue with room for so many, made of a mutex and condition variables.
 *
 *     producer-0 --put--> [ . . ] --take--> consumer-0
 *                not-full ^     ^ not-empty
 *
 * Use it when   you want to know what a channel is made of; or have to wait
 *               for something that a channel cannot say.
 * Ends because  whoever puts wakes one who waits for an item, whoever takes
 *               wakes one who waits for room, and whoever is woken tests
 *               again.
 * Watch         cap=1: who waits on what, and who wakes whom?
 * Break it      condvars=one: a signal may wake one of the wrong side, who
 *               goes back to sleep with it. test=if: who is woken does not
 *               look whether somebody was faster.
 * Law           with wake=signal and items > 1 it can hang iff condvars=one and
 *               producers + consumers > 2 x cap: then somebody of each side can
 *               wait at the same time. With items > 1 test=if can break iff
 *               spurious=on or producers > 1 or consumers > 1: else nobody but
 *               the other side changes what was waited for.
 */
#include "lab/lab.h"

/* index settings[] below and p[] */
enum { PRODUCERS, CONSUMERS, CAP, ITEMS, CONDVARS, WAKE, TEST, SPURIOUS };
enum { CONDVARS_TWO, CONDVARS_ONE };
enum { WAKE_SIGNAL, WAKE_BROADCAST };
enum { TEST_WHILE, TEST_IF };

struct buffer {
	/* read-only once tasks have started */
	const int    *p;
	struct mutex *lock;
	struct cond  *not_full, *not_empty;     /* the same with condvars=one */
	/* under lock */
	struct cell  *count, *taken;
};

struct member {
	struct buffer *buffer;
	int            items;                   /* that it puts or takes */
};

/* Wait until the number of items is not `unwanted`. */
static void wait_while(struct buffer *buffer, struct cond *cond, int unwanted)
{
	if (buffer->p[TEST] == TEST_IF) {
		if (cell_load(buffer->count) == unwanted)
			cond_wait(cond, buffer->lock);                  //DOC: if
		return;
	}
	while (cell_load(buffer->count) == unwanted)
		cond_wait(cond, buffer->lock);                          //DOC: while
}

static void wake(struct buffer *buffer, struct cond *cond)
{
	if (buffer->p[WAKE] == WAKE_BROADCAST)
		cond_broadcast(cond);					//DOC: or-all
	else
		cond_signal(cond);                                      //DOC: signal
}

static void produce(void *arg)
{
	struct member *self = arg;
	struct buffer *buffer = self->buffer;

	for (int i = 0; i < self->items; i++) {
		mutex_lock(buffer->lock);
		wait_while(buffer, buffer->not_full, buffer->p[CAP]);
		lab_compare(cell_load(buffer->count), <, buffer->p[CAP], "nothing is put where there is no room");
		cell_store(buffer->count, cell_load(buffer->count) + 1);
		wake(buffer, buffer->not_empty);
		mutex_unlock(buffer->lock);
	}
}

static void consume(void *arg)
{
	struct member *self = arg;
	struct buffer *buffer = self->buffer;

	for (int i = 0; i < self->items; i++) {
		mutex_lock(buffer->lock);
		wait_while(buffer, buffer->not_empty, 0);
		lab_compare(cell_load(buffer->count), >, 0, "nothing is taken where there is nothing");
		cell_store(buffer->count, cell_load(buffer->count) - 1);
		cell_store(buffer->taken, cell_load(buffer->taken) + 1);
		wake(buffer, buffer->not_full);
		mutex_unlock(buffer->lock);
	}
}

/* So many, each with so many items. */
static void start(struct buffer *buffer, void (*body)(void *), int first, int n, int items, const char *name)
{
	struct member *member = lab_new(struct member);

	*member = (struct member){ buffer, items };
	for (int i = first; i < first + n; i++)
		task_go(body, member,
		        USES(LOCKS(buffer->lock), WAITS_ON(buffer->not_full), SIGNALS(buffer->not_full),
		             WAITS_ON(buffer->not_empty), SIGNALS(buffer->not_empty), LOADS(buffer->count),
		             STORES(buffer->count), LOADS(buffer->taken), STORES(buffer->taken)), "%s-%d", name, i);
}

static void make(struct buffer *buffer, const int *p)
{
	int spurious = p[SPURIOUS] ? 2 : 0;
	bool one = p[CONDVARS] == CONDVARS_ONE;

	buffer->p         = p;
	buffer->lock      = mutex_make(MUTEX_NORMAL, "lock");
	buffer->count     = cell_make(0, "count");
	buffer->taken     = cell_make(0, "taken");
	buffer->not_empty = cond_make_spurious(spurious, one ? "changed" : "not-empty");
	buffer->not_full  = one ? buffer->not_empty :                           //DOC: one-for-all
	                          cond_make_spurious(spurious, "not-full");
}

static void run(const int *p)
{
	struct buffer *buffer = lab_new(struct buffer);
	int consumers = p[CONSUMERS], total = p[PRODUCERS] * p[ITEMS];
	int each = consumers ? total / consumers : 0, rest = consumers ? total % consumers : 0;

	make(buffer, p);
	start(buffer, produce, 0, p[PRODUCERS], p[ITEMS], "producer");
	start(buffer, consume, 0, rest, each + 1, "consumer");
	start(buffer, consume, rest, consumers - rest, each, "consumer");
	task_uses(USES(LOADS(buffer->taken)));
	task_join_all();
	lab_compare(cell_load(buffer->taken), ==, total, "each item is taken once");
}

const struct pattern pattern_bounded_buffer = {
	.name = "bounded-buffer", .summary = "a queue made of a mutex and condition variables",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[PRODUCERS] = NUMBER("producers", 1, 1, 100, "tasks that put"),
		[CONSUMERS] = NUMBER("consumers", 1, 1, 100, "tasks that take"),
		[CAP]       = NUMBER("cap", 2, 1, 10000, "items there is room for"),
		[ITEMS]     = NUMBER("items", 4, 0, 1000000, "items that each producer puts"),
		[CONDVARS]  = WORD("condvars", CONDVARS_TWO, "one for each side, or one for both",
		                   "two", "one"),
		[WAKE]      = WORD("wake", WAKE_SIGNAL, "wake one, or all", "signal", "broadcast"),
		[TEST]      = WORD("test", TEST_WHILE, "is the condition tested again after a wait",
		                   "while", "if"),
		[SPURIOUS]  = WORD("spurious", 0, "may waits end for no reason (twice each)", "off", "on"),
	},
	.run = run,
};
