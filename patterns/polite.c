/*
 * polite - tasks that back off for each other, again and again.
 *
 *     task-0: has fork-0, tries fork-1, gives fork-0 back, starts over
 *     task-1: has fork-1, tries fork-0, gives fork-1 back, starts over
 *
 * Use it when   you must not wait for a second lock while you hold the first; and then wait
 *               a random while before you try again.
 * Ends because  sooner or later one of them tries while the other one pauses.
 * Watch         back-off=none hold=5: how many attempts does it take?
 * Break it      back-off=none: they can go on in step for ever. Nobody is blocked, and
 *               nobody gets anywhere: a livelock.
 * Law           back-off=none can go on for ever whatever the tasks; on real threads some
 *               jitter ends it, no rule does.
 */
#include "lab/lab.h"

enum { TASKS, BACK_OFF, HOLD };         /* index settings[] below and p[] */
enum { BACK_OFF_RANDOM, BACK_OFF_NONE };

struct guest {
	/* read-only once its task has started */
	const int    *p;
	struct mutex *own, *other;
	/* its task's, until that has ended */
	bool          served;
};

static bool try_both(struct guest *guest)
{
	mutex_lock(guest->own);
	task_sleep(guest->p[HOLD]);
	guest->served = mutex_trylock(guest->other);    //DOC: does-not-wait
	if (guest->served)
		mutex_unlock(guest->other);
	mutex_unlock(guest->own);                       //DOC: after-you
	return guest->served;
}

static void work(void *arg)
{
	struct guest *guest = arg;

	while (!try_both(guest))
		if (guest->p[BACK_OFF] == BACK_OFF_RANDOM)
			task_sleep(lab_random(10));     //DOC: a-random-while
}

static void run(const int *p)
{
	int n = p[TASKS];
	struct mutex **forks = lab_array(struct mutex *, n);
	struct guest *guests = lab_array(struct guest, n);
	struct task **tasks = lab_array(struct task *, n);

	for (int i = 0; i < n; i++)
		forks[i] = mutex_make(MUTEX_NORMAL, lab_name("fork-%d", i));
	for (int i = 0; i < n; i++) {
		guests[i] = (struct guest){ p, forks[i], forks[(i + 1) % n], false };
		tasks[i] = task_go(work, &guests[i], USES(LOCKS(guests[i].own), LOCKS(guests[i].other)),
		                   "task-%d", i);
	}
	task_uses(USES());
	for (int i = 0; i < n; i++) {
		task_join(tasks[i]);
		lab_check(guests[i].served, "everybody has had both");
	}
}

const struct pattern pattern_polite = {
	.name = "polite", .summary = "tasks that back off for each other, again and again",
	.file = __FILE__, .lesson = 17, .is_scenario = 1,
	.settings = {
		[TASKS]    = NUMBER("tasks", 2, 2, 1000, "tasks in a circle, a fork between each two"),
		[BACK_OFF] = WORD("back-off", BACK_OFF_RANDOM, "what a task does before it tries again",
		                  "random", "none"),
		[HOLD]     = NUMBER("hold", 0, 0, 60000, "ms between the first fork and the second"),
	},
	.run = run,
};
