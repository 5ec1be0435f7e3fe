/*
 * mutex - one at a time.
 *
 *     task-0 --lock, load, store, unlock--> counter
 *     task-1 --lock, load, store, unlock-----^
 *
 * Use it when   several tasks change the same thing, and a change takes more
 *               than one step.
 * Ends because  whoever holds the lock gives it back after two short steps;
 *               nobody waits for anything while holding it.
 * Watch         where the tasks wait; then lock=none gap=20: two of them load
 *               the same number.
 * Break it      lock=none gap=5: updates are lost, in nearly every run. Without
 *               the gap a load and a store lie so close together that most
 *               runs are a race of which nothing comes; `explore mutex
 *               lock=none` shows what could. lock=each gap=5: every task has a
 *               lock of its own, so updates are lost as well. relock=on: a
 *               task locks what it holds: kind=normal waits for ever,
 *               errorcheck complains, recursive counts.
 * Law           with relock=off it ends well iff lock=one or tasks = 1 or loops
 *               = 0, and else never: two tasks come to the counter, and nothing
 *               says who is first. With lock=one and kind=normal it hangs iff
 *               relock=on and loops > 0.
 */
#include "lab/lab.h"

enum { TASKS, LOOPS, LOCK, KIND, RELOCK, GAP };         /* index settings[] below and p[] */
enum { LOCK_ONE, LOCK_EACH, LOCK_NONE };

struct member {
	/* read-only once its task has started */
	const int    *p;
	struct cell  *counter;
	struct mutex *lock;             /* of all, or its own; NULL with lock=none */
};

static void add_one(struct member *member)
{
	int64_t value = cell_load(member->counter);     //DOC: load

	task_sleep(member->p[GAP]);
	cell_store(member->counter, value + 1);         //DOC: store
}

static void work(void *arg)
{
	struct member *member = arg;
	int times = !member->lock ? 0 : member->p[RELOCK] ? 2 : 1;	//DOC: none-or-once-or-twice

	for (int i = 0; i < member->p[LOOPS]; i++) {
		for (int k = 0; k < times; k++)
			mutex_lock(member->lock);       //DOC: lock
		add_one(member);
		for (int k = 0; k < times; k++)
			mutex_unlock(member->lock);
	}
}

static struct mutex *lock_for(const int *p, int number, struct mutex *of_all)
{
	if (p[LOCK] == LOCK_EACH)			//DOC: a-lock-of-its-own
		return mutex_make((enum mutex_kind)p[KIND], lab_name("guard-%d", number));
	return of_all;
}

static void run(const int *p)
{
	struct mutex *lock = p[LOCK] == LOCK_ONE ? mutex_make((enum mutex_kind)p[KIND], "guard") : NULL;
	struct cell *counter = cell_make(0, "counter");
	struct member *members = lab_array(struct member, p[TASKS]);
	struct task **tasks = lab_array(struct task *, p[TASKS]);

	for (int i = 0; i < p[TASKS]; i++) {
		members[i] = (struct member){ p, counter, lock_for(p, i, lock) };
		tasks[i] = task_go(work, &members[i], USES(LOADS(counter), STORES(counter), LOCKS(members[i].lock)), "task-%d", i);
	}

	task_uses(USES(LOADS(counter)));
	for (int i = 0; i < p[TASKS]; i++)
		task_join(tasks[i]);
	lab_compare(cell_load(counter), ==, (int64_t)p[TASKS] * p[LOOPS], "no update is lost");
}

const struct pattern pattern_mutex = {
	.name = "mutex", .summary = "one at a time",
	.file = __FILE__, .lesson = 5,
	.settings = {
		[TASKS]  = NUMBER("tasks", 2, 1, 10000, "tasks that count"),
		[LOOPS]  = NUMBER("loops", 3, 0, 1000000, "times that each task adds one"),
		[LOCK]   = WORD("lock", LOCK_ONE, "one for all, one each, or none",
		                "one", "each", "none"),
		[KIND]   = WORD("kind", 0, "what the lock does when its holder locks it again",
		                "normal", "errorcheck", "recursive"),
		[RELOCK] = WORD("relock", 0, "lock again what is already held", "off", "on"),
		[GAP]    = NUMBER("gap", 0, 0, 60000, "ms between the load and the store"),
	},
	.run = run,
};
