/*
 * pooling - a few costly things, lent and given back.
 *
 *     pool[things] --thing--> task-0 --thing--> pool
 *                        '--> task-1
 *
 * Use it when   a thing is too costly to make for each use, or there are only
 *               so many: connections, buffers, licences.
 * Ends because  whoever has borrowed a thing gives it back, so that the next
 *               one finds it.
 * Watch         things=1, then things=4: who waits, and for how long, with
 *               cost=20?
 * Break it      give-back=off: things are kept, and those who come later wait
 *               for ever.
 * Law           give-back=off hangs iff tasks x loops > things.
 */
#include "lab/lab.h"

enum { THINGS, TASKS, LOOPS, GIVE_BACK, COST };         /* index settings[] below and p[] */
enum { GIVE_BACK_ON, GIVE_BACK_OFF };

struct pool {
	/* read-only once tasks have started */
	const int    *p;
	struct chan  *things;           /* of int: a thing's number; those that are not lent */
	struct cell **lent;             /* by thing: 1 while somebody has it */
};

static void use_one(struct pool *pool)
{
	int thing;

	chan_recv(pool->things, &thing);                //DOC: borrow
	lab_compare(cell_load(pool->lent[thing]), ==, 0, "a thing is lent to one task at a time");
	cell_store(pool->lent[thing], 1);
	task_sleep(pool->p[COST]);
	if (pool->p[GIVE_BACK] == GIVE_BACK_OFF)
		return;                                 //DOC: keeps-it
	cell_store(pool->lent[thing], 0);
	chan_send(pool->things, &thing);                //DOC: give-back
}

static void work(void *arg)
{
	struct pool *pool = arg;

	for (int i = 0; i < pool->p[LOOPS]; i++)
		use_one(pool);
}

static void run(const int *p)
{
	struct pool *pool = lab_new(struct pool);
	struct use *uses = lab_array(struct use, 2 * p[THINGS] + 2);

	pool->p      = p;
	pool->things = chan_make(int, p[THINGS], "pool");
	pool->lent   = lab_array(struct cell *, p[THINGS]);
	for (int i = 0; i < p[THINGS]; i++) {
		pool->lent[i] = cell_make(0, lab_name("thing-%d", i));
		chan_send(pool->things, &i);
		uses[2 * i]     = LOADS(pool->lent[i]);
		uses[2 * i + 1] = STORES(pool->lent[i]);
	}
	uses[2 * p[THINGS]]     = RECVS(pool->things);
	uses[2 * p[THINGS] + 1] = SENDS(pool->things);
	for (int i = 0; i < p[TASKS]; i++)
		task_go(work, pool, USES_OF(uses, 2 * p[THINGS] + 2), "task-%d", i);
	task_uses(USES());
	task_join_all();                        //DOC: all-have-had-theirs
}

const struct pattern pattern_pooling = {
	.name = "pooling", .summary = "a few costly things, lent and given back",
	.file = __FILE__,
	.settings = {
		[THINGS]    = NUMBER("things", 2, 0, 100, "things to lend"),
		[TASKS]     = NUMBER("tasks", 4, 0, 10000, "tasks that borrow"),
		[LOOPS]     = NUMBER("loops", 2, 0, 1000000, "times that each task borrows one"),
		[GIVE_BACK] = WORD("give-back", GIVE_BACK_ON, "does a task give back what it has borrowed",
		                   "on", "off"),
		[COST]      = NUMBER("cost", 0, 0, 60000, "ms that a task uses it"),
	},
	.run = run,
};
