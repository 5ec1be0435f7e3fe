/* race_watch.c - see race_watch.h. */
#include "lab/check/race_watch.h"

#include "lab/check/footprint.h"

bool run_has_cells(const struct run *run)
{
	for (int i = 0; i < run->n_objects; i++)
		if (run->objects[i]->primitive->value)
			return true;
	return false;
}

void race_watch_begin(struct race_watch *watch, struct race *race, int room)
{
	*watch = (struct race_watch){ .race = race, .room = room, .task = NO_TASK, .partner = NO_TASK };
	race_again(race);
}

/* ---- One move ---- */

/* The cell that a plain operation loads or stores, or NULL. */
static const struct op_case *cell_access(const struct op *op)
{
	return op->n_cases == 1 && op->cases->object && op->cases->object->primitive->value ? op->cases : NULL;
}

static bool is_store(const struct op_case *c)
{
	return c->object->primitive->access(c) == ACCESS_STORE;
}

static void tell_touched(struct race *race, const struct footprint *footprint)
{
	for (int i = 0; i < footprint->n; i++)
		race_touch(race, footprint->list[i].object, footprint->list[i].mode);
	if (footprint->everything)
		race_join_all(race);
}

static void tell_op(struct race *race, const struct op *op)
{
	const struct op_case *cell = cell_access(op);
	struct footprint footprint;

	if (cell) {
		race_access(race, cell->object->id, is_store(cell), op->here);
		return;
	}
	footprint_clear(&footprint);
	footprint_of_op(&footprint, op);
	tell_touched(race, &footprint);
}

/* What comes before the completion of this case, but for what it touches. */
static void tell_edges(struct race *race, const struct op_case *c)
{
	const struct object *object = c->object;

	if (object->primitive == &task_primitive && c->kind == TASK_OP_JOIN)
		race_join(race, ((const struct task *)object)->id);
	else if (object->primitive->meets && object->capacity > 0 && (c->kind == 0 || (c->kind == 1 && object->occupancy > 0)))
		race_transfer(race, object->id, object->capacity, c->kind == 0);
}

/* Where time stands still as long as anything can move, all that was to happen before it moves has happened. */
static void tell_time(struct race_watch *watch, struct run *run)
{
	int64_t now = turn_now(run);

	if (now != watch->now && !run->turn_options.any_time)
		race_barrier(watch->race);
	watch->now = now;
}

void race_watch_before(struct race_watch *watch, struct run *run, const struct move *move)
{
	const struct op_case *partner = move->how.partner;
	const struct op *op;

	watch->over |= run->n_tasks > watch->room;
	watch->known = run->n_tasks;
	watch->task = NO_TASK;
	if (watch->over || move->task == CLOCK_TASK)
		return;
	tell_time(watch, run);
	op = turn_op(run, move->task);
	watch->task = move->task;
	watch->partner = partner ? partner->op->task->id : NO_TASK;
	race_open(watch->race, watch->task, watch->partner);
	if (move->chosen >= 0)
		tell_edges(watch->race, &op->cases[move->chosen]);
	tell_op(watch->race, op);
	if (partner)
		tell_op(watch->race, partner->op);
}

/* Where tasks have arrived by the move at operations that meet others, these may move now. */
static void tell_arrivals(const struct race_watch *watch, const struct run *run)
{
	struct footprint arrived;

	footprint_clear(&arrived);
	for (int i = 0; i < run->n_tasks; i++)
		if ((i == watch->task || i == watch->partner || i >= watch->known) && turn_op(run, i))
			footprint_of_offer(&arrived, turn_op(run, i));
	tell_touched(watch->race, &arrived);
}

void race_watch_after(struct race_watch *watch, struct run *run)
{
	watch->over |= run->n_tasks > watch->room;
	if (watch->over || watch->task == NO_TASK)
		return;
	tell_arrivals(watch, run);
	race_close(watch->race);
	for (int i = watch->known; i < run->n_tasks; i++)
		race_started(watch->race, i);
	watch->task = NO_TASK;
}

void race_watch_make(struct race_watch *watch, struct run *run, const struct move *move)
{
	race_watch_before(watch, run, move);
	turn_make(run, move);
	race_watch_after(watch, run);
}

bool race_is_next(const struct run *run)
{
	for (int i = 0; i < run->n_tasks; i++) {
		const struct op *op = turn_op(run, i);
		const struct op_case *one = op ? cell_access(op) : NULL, *other;

		for (int k = i + 1; one && k < run->n_tasks; k++) {
			op = turn_op(run, k);
			other = op ? cell_access(op) : NULL;
			if (other && other->object == one->object && (is_store(one) || is_store(other)))
				return true;
		}
	}
	return false;
}

static int pick_and_watch(void *context, struct run *run, const struct move *moves, int n)
{
	struct race_chaperon *chaperon = context;
	int pick;

	race_watch_after(&chaperon->watch, run);
	pick = chaperon->strategy->pick(chaperon->context, run, moves, n);
	if (pick >= 0)
		race_watch_before(&chaperon->watch, run, &moves[pick]);
	return pick;
}

const struct strategy strategy_chaperon = { "watched", pick_and_watch };
