/*
 * alone.c - see alone.h. A persistent set of one task, by what the others have declared (Godefroid, "Partial-Order
 * Methods for the Verification of Concurrent Systems", 1996).
 */
#include "lab/search/alone.h"

static bool may_touch(const struct task *task, const struct object *object)
{
	if (!task->declared || task->run->turn_options.unbound)
		return true;
	for (int i = 0; i < task->n_uses; i++)
		if (task->uses[i].object == object)
			return true;
	return false;
}

static bool is_private(const struct run *run, const struct task *owner, const struct object *object)
{
	for (int i = 0; i < run->n_tasks; i++) {
		const struct task *task = run->tasks[i];

		if (task != owner && !task->ended && !task->dead && may_touch(task, object))
			return false;
	}
	return true;
}

static bool any_is_exposed(const struct run *run)
{
	for (int i = 0; i < run->n_tasks; i++)
		if (run->tasks[i]->exposed)
			return true;
	return false;
}

/*
 * Of a task. Who joins one that others may cancel is not alone with it. Nor is who begins to join one, or detaches it,
 * where another may do that: whoever does so later shows it, and the search begins again.
 */
static bool answers_itself(const struct run *run, const struct op_case *c)
{
	const struct task *task = (const struct task *)c->object;
	bool takes = c->kind == TASK_OP_TAKE || c->kind == TASK_OP_DETACH;

	return c->kind == TASK_OP_CHOOSE || c->kind == TASK_OP_REST ||
	       (!task->exposed && (c->kind == TASK_OP_JOIN || (takes && !run->contested))) ||
	       (c->kind == TASK_OP_JOIN_ALL && !any_is_exposed(run));
}

/*
 * Of a program's mutex that the task holds: as long as it does nobody else can lock it, so whatever else others do comes to
 * the same after it. But not what asks whether it is held, as a try does, or unlocks it, or destroys it: where somebody comes
 * to do that who could do so before, the run is contested. What unlocks is in the same order with all locks, before and after,
 * so races are the same, too.
 */
static bool unlocks(const struct run *run, const struct op_case *c)
{
	return run->outside && !run->contested && !c->op->task->exposed && c->object->owner == c->op->task &&
	       c->object->primitive->one_holder && c->object->primitive->access(c) == ACCESS_UNLOCK;
}

/*
 * The same of a semaphore's only permit, which is lent: while somebody has it nobody else can take it, nor post. Where one does
 * all the same, or asks how many there are, it is found out, and the search begins again.
 */
static bool gives_back(const struct op_case *c)
{
	return c->object->lent && c->object->occupancy == 0 && !c->op->task->exposed &&
	       c->object->primitive->access(c) == ACCESS_RELEASE;
}

static bool moves_alone(const struct run *run, const struct move *move)
{
	const struct op *op = turn_op(run, move->task);

	if (move->chosen < 0 || move->how.partner || op->n_cases != 1 || op->has_default || op->deadline != NO_DEADLINE)
		return false;
	if (op->cases[0].object->primitive == &task_primitive)
		return answers_itself(run, &op->cases[0]);
	return unlocks(run, &op->cases[0]) || gives_back(&op->cases[0]) || is_private(run, op->task, op->cases[0].object);
}

int alone_task(const struct run *run, const struct move *moves, int n)
{
	for (int i = 0; i < n; i++)
		if (moves_alone(run, &moves[i]))
			return moves[i].task;
	return NO_TASK;
}

/* Does the mere arrival of this operation let somebody else move? */
static bool is_awaited(const struct op *op)
{
	for (int i = 0; op && i < op->n_cases; i++) {
		const struct object *object = op->cases[i].object;

		if (object && object->primitive->meets && object->capacity == 0)
			return true;
	}
	return false;
}

bool alone_quiet(const struct run *run, int task, int n_tasks)
{
	if (run->fault.over || is_awaited(turn_op(run, task)))
		return false;
	for (int i = n_tasks; i < run->n_tasks; i++)
		if (is_awaited(turn_op(run, i)))
			return false;
	return true;
}
