/*
 * polite - tasks that back off for each other, again and again.
 *
 *     task-0: has fork-0, tries fork-1, gives fork-0 back, starts over
 *     task-1: has fork-1, tries fork-0, gives fork-1 back, starts over
 *
 * Use it when   you must not wait for a second lock while you hold the first;
 *               and then wait a random while before you try again.
 * Ends because  sooner or later one of them tries while the other one pauses;
 *               and nobody tries more than `tries` times.
 * Watch         the cells tries-0 and tries-1: they count the tries of each
 *               task. Compare hold=5 with back-off=none hold=5.
 * Break it      back-off=none hold=5: they go on in step. Nobody is blocked,
 *               and nobody gets anywhere: a livelock. After `tries` tries
 *               they give up.
 * Law           with tries=0 they can go on in step for ever iff
 *               back-off=none, whatever the tasks: without chance nothing ever
 *               tells them apart. On real threads some jitter may end it, no
 *               rule does.
 */
#include "lab/lab.h"

enum { TASKS, BACK_OFF, HOLD, TRIES };  /* index settings[] below and p[] */
enum { BACK_OFF_RANDOM, BACK_OFF_NONE };

struct guest {
	/* read-only once its task has started */
	const int    *p;
	struct mutex *own, *other;
	struct cell  *tries;            /* how many it has made; NULL with tries=0 */
	/* its task's, until that has ended */
	int           tried;
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

/* One try more, unless there have been enough. */
static bool may_try(struct guest *guest)
{
	if (!guest->tries)
		return true;
	if (guest->tried == guest->p[TRIES])
		return false;                           //DOC: gives-up
	cell_store(guest->tries, ++guest->tried);
	return true;
}

static void work(void *arg)
{
	struct guest *guest = arg;

	while (may_try(guest) && !try_both(guest))
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
		struct guest *guest = &guests[i];
		struct cell *tries = p[TRIES] ? cell_make(0, lab_name("tries-%d", i)) : NULL;

		*guest = (struct guest){ p, forks[i], forks[(i + 1) % n], tries, 0, false };
		tasks[i] = task_go(work, guest, USES(LOCKS(guest->own), LOCKS(guest->other),
		                                     STORES(tries)), "task-%d", i);
	}
	task_uses(USES());
	for (int i = 0; i < n; i++) {
		task_join(tasks[i]);
		lab_check(guests[i].served, "everybody gets both within `tries` tries");
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
		[TRIES]    = NUMBER("tries", 100, 0, 1000000, "tries after which a task gives up; 0: never"),
	},
	.run = run,
};
