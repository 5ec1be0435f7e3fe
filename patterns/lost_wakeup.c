/*
 * lost-wakeup - a signal that comes before the wait.
 *
 *     waiter:    tests, sees nothing,            waits for a signal that has been
 *     signaller:                     signals
 *
 * Use it when   you want to see why the test belongs under the lock. Nothing
 *               else is wrong here.
 * Ends because  with the test under the lock, nothing can change between the
 *               test and the wait.
 * Watch         test=inside pause=20: when does the signaller get the lock?
 * Break it      test=outside: the condition may become true between the test
 *               and the wait, and a condition variable does not remember
 *               signals. pause=0 makes it a matter of luck.
 * Law           it can hang iff test=outside, whatever the pause: only then
 *               can the signal come between the test and the wait.
 */
#include "lab/lab.h"

enum { TEST, PAUSE };           /* index settings[] below and p[] */
enum { TEST_INSIDE, TEST_OUTSIDE };

struct news {
	/* read-only once tasks have started */
	const int    *p;
	struct mutex *lock;
	struct cond  *cond;
	struct cell  *ready;    /* under lock; but not with test=outside */
};

static void wait_inside(struct news *news)
{
	mutex_lock(news->lock);
	while (!cell_load(news->ready)) {
		task_sleep(news->p[PAUSE]);
		cond_wait(news->cond, news->lock);              //DOC: inside
	}
	mutex_unlock(news->lock);
}

static void wait_outside(struct news *news)
{
	if (cell_load(news->ready))                             //DOC: outside
		return;
	task_sleep(news->p[PAUSE]);
	mutex_lock(news->lock);
	cond_wait(news->cond, news->lock);
	mutex_unlock(news->lock);
}

static void wait_for_news(void *arg)
{
	struct news *news = arg;

	if (news->p[TEST] == TEST_OUTSIDE)			//DOC: where-is-the-test
		wait_outside(news);
	else
		wait_inside(news);
	lab_check(cell_load(news->ready), "who waits waits for something");
}

static void tell(void *arg)
{
	struct news *news = arg;

	task_sleep(news->p[PAUSE] / 2);
	mutex_lock(news->lock);
	cell_store(news->ready, 1);
	cond_signal(news->cond);                                //DOC: signal
	mutex_unlock(news->lock);
}

static void run(const int *p)
{
	struct news *news = lab_new(struct news);
	struct task *waiter, *signaller;

	news->p     = p;
	news->lock  = mutex_make(MUTEX_NORMAL, "lock");
	news->cond  = cond_make("cond");
	news->ready = cell_make(0, "ready");
	waiter    = task_go(wait_for_news, news,
	                    USES(LOCKS(news->lock), WAITS_ON(news->cond), LOADS(news->ready)), "waiter");
	signaller = task_go(tell, news,
	                    USES(LOCKS(news->lock), SIGNALS(news->cond), STORES(news->ready)), "signaller");
	task_uses(USES());
	task_join(waiter);
	task_join(signaller);
}

const struct pattern pattern_lost_wakeup = {
	.name = "lost-wakeup", .summary = "a signal that comes before the wait",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[TEST]  = WORD("test", TEST_INSIDE, "is the condition tested with the lock held",
		               "inside", "outside"),
		[PAUSE] = NUMBER("pause", 20, 0, 60000, "ms between the test and the wait"),
	},
	.run = run,
};
