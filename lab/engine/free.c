/*
 * free.c - the free engine: tasks are pthreads, the operating system schedules them, they run in parallel.
 * How they wait is in free_wait.c.
 *
 * Invariants
 *   When an object's lock is released no waiting op on it is ready, unless its primitive is barging: then the first
 *   that was ready has been woken to try again.
 *   Waking is done after unlocking, because a woken task would run into the lock.
 */
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/engine/free_wait.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"
#include "lab/engine/threads.h"

/* ---- Locks of several objects, in the order of their ids ---- */

struct locked {
	int            n;
	struct object *objects[MAX_CASES];
};

/* The distinct objects of an op, sorted by id. */
static void objects_of(const struct op *op, struct locked *set)
{
	set->n = 0;
	for (int i = 0; i < op->n_cases; i++) {
		struct object *object = op->cases[i].object;
		int at = set->n;

		if (!object)
			continue;
		while (at > 0 && set->objects[at - 1]->id > object->id)
			at--;
		if (at > 0 && set->objects[at - 1] == object)
			continue;
		memmove(&set->objects[at + 1], &set->objects[at], (size_t)(set->n - at) * sizeof object);
		set->objects[at] = object;
		set->n++;
	}
}

static void lock_all(struct locked *set)
{
	for (int i = 0; i < set->n; i++)
		lock_take(&set->objects[i]->lock);
}

static void unlock_all(struct locked *set)
{
	for (int i = 0; i < set->n; i++)
		lock_give(&set->objects[i]->lock);
}

/* ---- Completing ---- */

static void add_woken(struct op **woken, struct op *op)
{
	op->next_woken = *woken;
	*woken = op;
}

static void wake_all(struct op *woken)
{
	struct op *next;

	for (; woken; woken = next) {
		next = woken->next_woken;
		task_release(woken->task);
	}
}

/* Complete case `c` (whose task moves or is claimed) and its partner's, which has been claimed. */
static void complete(struct op_case *c, const struct alternative *how, int helper, struct op **woken)
{
	complete_case(c, how, helper);
	if (how->partner) {
		list_remove(&how->partner->link);
		add_woken(woken, how->partner->op);
	}
}

/* Can this case complete now? A partner has been claimed: one that is lost to somebody else is not ready any more. */
static bool find_way(struct op_case *c, struct alternative *how)
{
	do
		if (c->object->primitive->ready(c, how, 1) == 0)
			return false;
	while (how->partner && !task_claim(how->partner->op->task));
	return true;
}

static bool is_ready(struct op_case *c)
{
	struct alternative how;

	return c->object && c->object->primitive->ready(c, &how, 1) > 0;
}

/*
 * One of the cases that can complete now, each as likely as the others; NULL when there is none. As find_way(): a case
 * was ready because of a partner, who may have been lost to another channel or to his deadline since.
 */
static struct op_case *choose_case(struct op *op, struct alternative *how)
{
	int ready[MAX_CASES];

	for (;;) {
		int n = 0, pick;

		for (int i = 0; i < op->n_cases; i++)
			if (is_ready(&op->cases[i]))
				ready[n++] = i;
		if (n == 0)
			return NULL;
		pick = n > 1 ? op->task->run->engine->choose(op->task, n, CHOOSE_CASE) : 0;
		if (find_way(&op->cases[ready[pick]], how))
			return &op->cases[ready[pick]];
	}
}

/* Time will make it ready earlier than its task knows: it must look again. */
static bool due_sooner(const struct op_case *c)
{
	const struct primitive *primitive = c->object->primitive;

	return primitive->due && primitive->due(c->object) < c->op->until;
}

/*
 * The oldest op in `queue` that is ready now: complete it for its task, or wake that to try again. Returns whether there
 * may be more to do.
 */
static bool serve_one(struct object *object, struct list *queue, int helper, struct op **woken)
{
	list_each(link, queue) {
		struct op_case *c = list_entry(link, struct op_case, link);
		struct alternative how = { NULL, 0 };
		bool ready;

		if (!task_waits(c->op->task))
			continue;
		ready = object->primitive->ready(c, &how, 1) > 0;
		if (!ready && !object->primitive->any_order && !object->primitive->due)
			return false;   /* nor are those behind it: see struct primitive */
		must(!how.partner);     /* two that could meet have met when the later one came */
		if ((!ready && !due_sooner(c)) || !task_claim(c->op->task))
			continue;
		list_remove(link);
		add_woken(woken, c->op);
		if (!ready || object->primitive->barging) {
			c->op->chosen = OP_RETRY;
			return !ready;  /* one is enough of a barging kind: the others would find it taken */
		}
		complete(c, &how, helper, woken);
		return true;
	}
	return false;
}

static void serve(struct object *object, int helper, struct op **woken)
{
	if (list_empty(&object->waiting[0]) && list_empty(&object->waiting[1]))
		return;
	while (serve_one(object, &object->waiting[0], helper, woken) ||
	       serve_one(object, &object->waiting[1], helper, woken))
		;
}

/* Try to complete `op` at once; its objects are locked. */
static bool try_now(struct op *op, struct op **woken)
{
	struct alternative how;
	struct op_case *c = op->cases;

	if (op->n_cases != 1 || !c->object)
		c = choose_case(op, &how);
	else if (!find_way(c, &how))
		c = NULL;
	if (!c)
		return false;
	complete(c, &how, NO_TASK, woken);
	if (!op->misuse)
		serve(c->object, op->task->id, woken);
	return true;
}

/* ---- Pacing ---- */

/* A sleep that is no operation: nothing is recorded. */
static void doze_until(struct task *self, int64_t deadline)
{
	struct op op = { .task = self, .deadline = deadline };

	if (deadline <= clock_now())
		return;
	wait_enqueue(&op);
	wait_await(&op);
}

/* With a pace, operations of all tasks start one after the other, run->pace apart. */
static void keep_pace(struct task *self)
{
	struct run *run = self->run;
	int64_t now = clock_now(), turn;

	lock_take(&run->lock);
	turn = run->next_turn > now ? run->next_turn : now;
	run->next_turn = turn + run->pace;
	lock_give(&run->lock);
	doze_until(self, turn);
}

/* ---- The engine ---- */

/* A plain operation that nothing else needs to be done for: the common way through. */
static bool perform_one(struct op *op)
{
	struct object *object = op->cases[0].object;
	struct op *woken = NULL;
	bool done;

	lock_take(&object->lock);
	done = try_now(op, &woken);
	if (!done && !op->has_default) {
		if (op_told(op) > 0)
			record_wait(op);
		wait_enqueue(op);
	}
	lock_give(&object->lock);
	wake_all(woken);
	return done;
}

static bool perform_many(struct op *op)
{
	struct locked set;
	struct op *woken = NULL;
	bool done;

	objects_of(op, &set);
	lock_all(&set);
	done = try_now(op, &woken);
	if (!done && !op->has_default) {
		if (op_told(op) > 0)
			record_wait(op);
		wait_enqueue(op);
	}
	unlock_all(&set);
	wake_all(woken);
	return done;
}

static void free_perform(struct op *op)
{
	struct task *self = op->task;

	if (self->run->pace)
		keep_pace(self);
	do {
		if (atomic_load(&self->run->stopping))
			task_unwind(self);
		if (op->n_cases == 1 && op->cases[0].object ? perform_one(op) : perform_many(op))
			return;
		if (op->has_default) {
			op->chosen = OP_DEFAULT;
			record_alone(self, EV_DEFAULT, op->here, 0);
			return;
		}
		wait_await(op);
	} while (op->chosen == OP_RETRY);
	if (op->chosen == OP_TIMEOUT && op_told(op) > 0)
		record_alone(self, EV_TIMEOUT, op->here, 0);
}

static int64_t free_now(struct run *run)
{
	(void)run;
	return clock_now();
}

static int free_choose(struct task *self, int n, enum choice what)
{
	(void)what;
	return (int)rng_below(&self->rng, (uint32_t)n);
}

/* ---- Threads ---- */

static void *thread_main(void *arg)
{
	struct task *self = arg;
	char stack[CRASH_STACK_BYTES];

	thread_enter(self, stack);
	if (sigsetjmp(self->start, 0) == 0) {
		self->body(self->arg);
		engine_do(&self->object, TASK_OP_END, NULL, "");
	} else if (self->leaving) {
		self->leaving = false;
		engine_do(&self->object, TASK_OP_END, NULL, "");
	}
	self->inside = true;
	wait_count_asleep(self->run);
	thread_leave(self);
	return NULL;
}

static void free_leave(struct task *self)
{
	self->leaving = true;
	task_jump(self);
}

static bool free_start(struct task *task)
{
	atomic_fetch_add(&task->run->awake, 1);
	if (thread_start(task, thread_main))
		return true;
	atomic_fetch_sub(&task->run->awake, 1);
	return false;
}

/* ---- For the supervisor ---- */

static void free_open(struct run *run)
{
	yielding_begin(&run->yielding);
	lock_prepare();
}

static bool free_wait(struct run *run, int64_t deadline)
{
	int news = atomic_load(&run->news);

	if (atomic_load(&run->awake) == 0 || run_fault(run))
		return true;
	word_sleep(&run->news, news, deadline);
	return atomic_load(&run->awake) == 0;
}

/* An op that waits and is not completed is cancelled: that is what it was enqueued with. */
static bool free_stop(struct run *run, int64_t patience)
{
	for (int i = 0, n = run_n_tasks(run); i < n; i++) {
		struct task *task = run_task(run, i);

		if (task_claim(task))
			task_release(task);
	}
	return threads_end(run, patience);
}

const struct engine free_engine = {
	.name = "free", .at_once = true, .perform = free_perform, .unwind = task_jump, .leave = free_leave,
	.start = free_start, .choose = free_choose, .now = free_now, .open = free_open, .wait = free_wait, .stop = free_stop,
};
