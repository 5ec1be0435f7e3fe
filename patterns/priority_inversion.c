/*
 * priority-inversion - the most urgent task waits for the least urgent one, and that for others.
 *
 *     high    -------wants shared..............................gets it, works
 *     medium  ------------------works, works, works
 *     low     -has shared-(pushed aside)-------------works, gives it back
 *
 * Use it when   tasks have priorities and share locks: then who holds a lock
 *               must be as urgent as whoever waits for it.
 * Ends because  everybody works for a while and is through. This is about
 *               waiting, not about hanging.
 * Watch         `behind`: the pieces of work that others did while high
 *               waited. medium=5?
 * Break it      inherit=off: low holds what high needs, and every medium task
 *               comes before low.
 * Law           `behind` can come to medium x work iff inherit=off, else it is
 *               0: all that medium tasks have to do comes before low, who has
 *               what high waits for.
 */
#include "lab/lab.h"

enum { MEDIUM, INHERIT, WORK, SLICE };          /* index settings[] below and p[] */
enum { INHERIT_ON, INHERIT_OFF };
enum { LEVEL_LOW, LEVEL_MEDIUM, LEVEL_HIGH, LEVELS };
enum { NOT_YET, WAITS, HAS_IT };                /* how far high has come */

static const char *const levels[LEVELS] = { "low", "medium", "high" };

/* One processor, given to the most urgent who wants it, for one piece of work. */
struct machine {
	/* read-only once tasks have started */
	const int    *p;
	struct mutex *lock, *shared;    /* of the machine's own state; what low and high both need */
	struct cond  *changed;
	/* under lock */
	struct cell  *busy, *wants[LEVELS];     /* who has work to do */
	struct cell  *held, *high;              /* low has `shared`; NOT_YET, ... */
	struct cell  *behind;
};

static void add(struct cell *cell, int by)
{
	cell_store(cell, cell_load(cell) + by);
}

/* High waits for what low has. */
static bool low_delays_high(struct machine *machine)
{
	return cell_load(machine->held) && cell_load(machine->high) == WAITS;
}

/* Then low is as urgent as high. */
static bool low_is_raised(struct machine *machine)
{
	return machine->p[INHERIT] == INHERIT_ON && low_delays_high(machine);   //DOC: inherit
}

static bool must_wait(struct machine *machine, int level)
{
	bool raised = low_is_raised(machine);

	if (cell_load(machine->busy))
		return true;
	if (level == LEVEL_MEDIUM)
		return cell_load(machine->wants[LEVEL_HIGH]) ||
		       (raised && cell_load(machine->wants[LEVEL_LOW]));
	return level == LEVEL_LOW && !raised &&
	       (cell_load(machine->wants[LEVEL_MEDIUM]) || cell_load(machine->wants[LEVEL_HIGH]));
}

static void do_piece(struct machine *machine, int level)
{
	mutex_lock(machine->lock);
	while (must_wait(machine, level))
		cond_wait(machine->changed, machine->lock);             //DOC: pushed-aside
	cell_store(machine->busy, 1);
	if (level == LEVEL_MEDIUM && low_delays_high(machine))
		add(machine->behind, 1);                                //DOC: behind
	mutex_unlock(machine->lock);
	task_sleep(machine->p[SLICE]);
	mutex_lock(machine->lock);
	cell_store(machine->busy, 0);
	cond_broadcast(machine->changed);
	mutex_unlock(machine->lock);
}

static void change(struct machine *machine, struct cell *cell, int by)
{
	mutex_lock(machine->lock);
	add(cell, by);
	cond_broadcast(machine->changed);
	mutex_unlock(machine->lock);
}

static void wait_for(struct machine *machine, struct cell *cell)
{
	mutex_lock(machine->lock);
	while (!cell_load(cell))
		cond_wait(machine->changed, machine->lock);
	mutex_unlock(machine->lock);
}

static void work(struct machine *machine, int level)
{
	for (int i = 0; i < machine->p[WORK]; i++)
		do_piece(machine, level);
}

static void low(void *arg)
{
	struct machine *machine = arg;

	mutex_lock(machine->shared);
	change(machine, machine->wants[LEVEL_LOW], 1);
	change(machine, machine->held, 1);
	wait_for(machine, machine->high);
	work(machine, LEVEL_LOW);                                       //DOC: holds-it
	change(machine, machine->held, -1);
	mutex_unlock(machine->shared);
	change(machine, machine->wants[LEVEL_LOW], -1);
}

static void medium(void *arg)
{
	struct machine *machine = arg;

	wait_for(machine, machine->high);
	change(machine, machine->wants[LEVEL_MEDIUM], 1);
	work(machine, LEVEL_MEDIUM);
	change(machine, machine->wants[LEVEL_MEDIUM], -1);
}

static void high(void *arg)
{
	struct machine *machine = arg;

	wait_for(machine, machine->held);
	change(machine, machine->high, 1);
	mutex_lock(machine->shared);                                    //DOC: waits
	change(machine, machine->wants[LEVEL_HIGH], 1);
	change(machine, machine->high, 1);
	work(machine, LEVEL_HIGH);
	change(machine, machine->wants[LEVEL_HIGH], -1);
	mutex_unlock(machine->shared);
}

static struct task *start(struct machine *machine, void (*body)(void *), const char *name)
{
	struct cell *cells[] = {
		machine->busy, machine->held, machine->high, machine->behind,
		machine->wants[LEVEL_LOW], machine->wants[LEVEL_MEDIUM], machine->wants[LEVEL_HIGH],
	};
	struct use *uses = lab_array(struct use, 19);
	int n = 1;

	for (int i = 0; i < 7; i++) {
		uses[n++] = LOADS(cells[i]);
		uses[n++] = STORES(cells[i]);
	}
	uses[n++] = LOCKS(machine->lock);
	uses[n++] = USE_IF(body != medium, LOCKS(machine->shared));
	uses[n++] = WAITS_ON(machine->changed);
	uses[n++] = SIGNALS(machine->changed);
	return task_go(body, machine, USES_OF(uses, n), "%s", name);
}

static void run(const int *p)
{
	struct machine *machine = lab_new(struct machine);

	machine->p       = p;
	machine->lock    = mutex_make(MUTEX_NORMAL, "lock");
	machine->shared  = mutex_make(MUTEX_NORMAL, "shared");
	machine->changed = cond_make("changed");
	machine->busy    = cell_make(0, "busy");
	machine->held    = cell_make(0, "held");
	machine->high    = cell_make(NOT_YET, "high-is");
	machine->behind  = cell_make(0, "behind");
	for (int i = 0; i < LEVELS; i++)
		machine->wants[i] = cell_make(0, lab_name("wants-%s", levels[i]));
	start(machine, low, "low");
	start(machine, high, "high");
	for (int i = 0; i < p[MEDIUM]; i++)
		start(machine, medium, lab_name("medium-%d", i));
	task_join_all();
	lab_check(p[INHERIT] == INHERIT_OFF || cell_load(machine->behind) == 0,
	          "nobody who is less urgent goes before whom high waits for");
}

const struct pattern pattern_priority_inversion = {
	.name = "priority-inversion", .summary = "the most urgent task waits for the least urgent one",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[MEDIUM]  = NUMBER("medium", 2, 0, 100, "tasks of medium urgency"),
		[INHERIT] = WORD("inherit", INHERIT_ON, "is low as urgent as high while high waits for it",
		                 "on", "off"),
		[WORK]    = NUMBER("work", 3, 1, 1000, "pieces of work that each has to do"),
		[SLICE]   = NUMBER("slice", 2, 0, 60000, "ms for a piece"),
	},
	.run = run,
	.measures = {
		{ MEASURE_WAITS, "high", "shared", "high waits for what low has", NULL },
		{ MEASURE_VALUE, NULL, "behind", "pieces that less urgent tasks did meanwhile", NULL },
	},
};
