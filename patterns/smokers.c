/*
 * smokers - each has one of three things and needs the other two.
 *
 *     agent --two of: tobacco, paper, match--> table     smoker-0 has tobacco,
 *       ^--next-- whoever could use them                 smoker-1 paper, smoker-2 a match
 *
 * Use it when   a task needs several things at once, and cannot know who else
 *               waits for each.
 * Ends because  helpers see both things before they call the smoker who can
 *               use them; nobody takes one thing and waits for another.
 * Watch         rounds=3: who is called, and by whom?
 * Break it      variant=naive: a smoker takes the first of its two things,
 *               and another one the second; both wait, and so does the agent.
 * Law           it can hang iff variant=naive and rounds > 0: two smokers can
 *               take one each of the two things on the table.
 */
#include "lab/lab.h"

enum { ROUNDS, VARIANT, GAP };          /* index settings[] below and p[] */
enum { VARIANT_PUSHERS, VARIANT_NAIVE };
enum { THINGS = 3 };

static const char *const names[THINGS] = { "tobacco", "paper", "match" };

struct table {
	/* read-only once tasks have started */
	const int        *p;
	struct semaphore *things[THINGS];       /* on the table */
	struct semaphore *calls[THINGS];        /* for the smoker who has that thing; pushers only */
	struct semaphore *next;                 /* the agent may go on */
	struct mutex     *lock;
	struct cell      *closed;
	/* under lock */
	struct cell      *seen[THINGS];         /* by the helpers, and not used yet */
	struct cell      *smoked;
};

struct seat {
	struct table *table;
	int           thing;                    /* what the smoker has, or the helper looks for */
};

/* ---- The helpers: one for each thing ---- */

/* Another thing that lies there already; THINGS when there is none. */
static int find_other(struct table *table, int thing)
{
	for (int i = 0; i < THINGS; i++)
		if (i != thing && cell_load(table->seen[i]))
			return i;
	return THINGS;
}

static void push(void *arg)
{
	struct seat *seat = arg;
	struct table *table = seat->table;

	for (;;) {
		int other;

		semaphore_acquire(table->things[seat->thing]);
		if (cell_load(table->closed))
			return;
		mutex_lock(table->lock);
		other = find_other(table, seat->thing);
		cell_store(table->seen[other < THINGS ? other : seat->thing], other == THINGS);
		mutex_unlock(table->lock);
		if (other < THINGS)
			semaphore_release(table->calls[THINGS - seat->thing - other]);  //DOC: both-are-there
	}
}

/* ---- The smokers ---- */

static void take_two(struct table *table, int has)
{
	if (table->p[VARIANT] == VARIANT_PUSHERS) {
		semaphore_acquire(table->calls[has]);                           //DOC: is-called
		return;
	}
	semaphore_acquire(table->things[(has + 1) % THINGS]);
	task_sleep(table->p[GAP]);
	semaphore_acquire(table->things[(has + 2) % THINGS]);                   //DOC: one-then-the-other
}

static void smoke(void *arg)
{
	struct seat *seat = arg;
	struct table *table = seat->table;

	for (;;) {
		take_two(table, seat->thing);
		if (cell_load(table->closed))
			return;
		mutex_lock(table->lock);
		cell_store(table->smoked, cell_load(table->smoked) + 1);
		mutex_unlock(table->lock);
		semaphore_release(table->next);
	}
}

/* ---- The agent ---- */

static void deal(struct table *table)
{
	int missing = lab_random(THINGS);

	for (int i = 0; i < THINGS; i++)
		if (i != missing)
			semaphore_release(table->things[i]);
	semaphore_acquire(table->next);                                         //DOC: next
}

/* Let everybody find out that there is no more. */
static void close_table(struct table *table)
{
	cell_store(table->closed, 1);
	for (int i = 0; i < THINGS; i++) {
		semaphore_release(table->things[i]);
		if (table->p[VARIANT] == VARIANT_NAIVE)
			semaphore_release(table->things[i]);
		semaphore_release(table->calls[i]);
	}
}

static struct task *start(struct table *table, void (*body)(void *), int thing, const char *what)
{
	struct seat *seat = lab_new(struct seat);

	*seat = (struct seat){ table, thing };
	return task_go(body, seat,
	               USES(ACQUIRES(table->things[0]), ACQUIRES(table->things[1]),
	                    ACQUIRES(table->things[2]), ACQUIRES(table->calls[thing]),
	                    RELEASES(table->calls[0]), RELEASES(table->calls[1]),
	                    RELEASES(table->calls[2]), RELEASES(table->next), LOCKS(table->lock),
	                    LOADS(table->closed), LOADS(table->smoked), STORES(table->smoked),
	                    LOADS(table->seen[0]), LOADS(table->seen[1]), LOADS(table->seen[2]),
	                    STORES(table->seen[0]), STORES(table->seen[1]), STORES(table->seen[2])),
	               "%s-%d", what, thing);
}

static void run(const int *p)
{
	struct table *table = lab_new(struct table);
	struct task *tasks[2 * THINGS];
	int n = 0;

	table->p      = p;
	table->next   = semaphore_make(0, "next");
	table->lock   = mutex_make(MUTEX_NORMAL, "lock");
	table->closed = cell_make(0, "closed");
	table->smoked = cell_make(0, "smoked");
	for (int i = 0; i < THINGS; i++) {
		table->things[i] = semaphore_make(0, names[i]);
		table->calls[i]  = semaphore_make(0, lab_name("call-%d", i));
		table->seen[i]   = cell_make(0, lab_name("seen-%s", names[i]));
	}
	for (int i = 0; i < THINGS; i++)
		tasks[n++] = start(table, smoke, i, "smoker");
	for (int i = 0; p[VARIANT] == VARIANT_PUSHERS && i < THINGS; i++)
		tasks[n++] = start(table, push, i, "helper");
	for (int i = 0; i < p[ROUNDS]; i++)
		deal(table);
	close_table(table);
	for (int i = 0; i < n; i++)
		task_join(tasks[i]);
	lab_compare(cell_load(table->smoked), ==, p[ROUNDS], "somebody smokes each round");
}

const struct pattern pattern_smokers = {
	.name = "smokers", .summary = "each has one of three things and needs the other two",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[ROUNDS]  = NUMBER("rounds", 1, 0, 1000000, "times that the agent puts two things down"),
		[VARIANT] = WORD("variant", VARIANT_PUSHERS, "do helpers look for both, or smokers for each",
		                 "pushers", "naive"),
		[GAP]     = NUMBER("gap", 5, 0, 60000, "ms between a smoker's first thing and its second"),
	},
	.run = run,
};
