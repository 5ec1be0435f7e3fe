/*
 * callback - somebody else's code, called with a lock held.
 *
 *     setter-0 --set--> subject (lock) --calls--> listener --get--> subject (lock)
 *
 * Use it when   others want to hear of a change: note what to tell them, give
 *               the lock back, then call.
 * Ends because  the listener is called with no lock held, so it may ask the
 *               subject whatever it likes.
 * Watch         what the listener hears with tasks=3: the value may have
 *               changed again meanwhile.
 * Break it      variant=under-lock: the listener asks for the value, and that
 *               takes the lock its caller holds. kind=recursive lets it pass;
 *               kind=errorcheck says what is wrong.
 * Law           hangs iff variant=under-lock and kind=normal, panics iff
 *               variant=under-lock and kind=errorcheck: whoever calls the
 *               listener holds the lock that the listener takes.
 */
#include "lab/lab.h"

enum { VARIANT, TASKS, KIND };          /* index settings[] below and p[] */
enum { VARIANT_AFTER, VARIANT_UNDER_LOCK };

struct subject {
	/* read-only once tasks have started */
	const int    *p;
	struct mutex *lock;
	/* under the lock */
	struct cell  *value;
};

static int64_t get(struct subject *subject)
{
	int64_t value;

	mutex_lock(subject->lock);                      //DOC: takes-the-lock-again
	value = cell_load(subject->value);
	mutex_unlock(subject->lock);
	return value;
}

/* Somebody else's code: it knows nothing of the lock. */
static void listener(struct subject *subject)
{
	lab_compare(get(subject), >, 0, "who hears of a change can see it");
}

static void set(struct subject *subject)
{
	mutex_lock(subject->lock);
	cell_store(subject->value, cell_load(subject->value) + 1);
	if (subject->p[VARIANT] == VARIANT_UNDER_LOCK)
		listener(subject);                      //DOC: under-the-lock
	mutex_unlock(subject->lock);
	if (subject->p[VARIANT] == VARIANT_AFTER)
		listener(subject);                      //DOC: after-the-lock
}

static void setter(void *arg)
{
	set(arg);
}

static void run(const int *p)
{
	struct subject *subject = lab_new(struct subject);

	subject->p     = p;
	subject->lock  = mutex_make((enum mutex_kind)p[KIND], "subject"); //DOC: again
	subject->value = cell_make(0, "value");
	for (int i = 0; i < p[TASKS]; i++)
		task_go(setter, subject, USES(LOCKS(subject->lock), LOADS(subject->value), STORES(subject->value)),
		        "setter-%d", i);
	task_uses(USES(LOADS(subject->value)));
	task_join_all();
	lab_compare(cell_load(subject->value), ==, p[TASKS], "no change is lost");
}

const struct pattern pattern_callback = {
	.name = "callback", .summary = "somebody else's code, called with a lock held",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[VARIANT] = WORD("variant", VARIANT_AFTER, "the listener is called after the lock or under it",
		                 "after", "under-lock"),
		[TASKS]   = NUMBER("tasks", 1, 1, 1000, "tasks that change the value"),
		[KIND]    = WORD("kind", 0, "what the lock does when its holder locks it again",
		                 "normal", "errorcheck", "recursive"),
	},
	.run = run,
};
