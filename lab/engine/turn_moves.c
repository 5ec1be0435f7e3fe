/*
 * turn_moves.c - the turn engine: who can move, and how time passes; see turn.h.
 *
 * With any_time the clock is one of those that can move, whenever something is due later: tasks may be as slow as they
 * like. Two things are then as on real threads. An operation that a case was ready for in good time does not time out:
 * whoever made it ready would have completed it. Where operations meet, the partner may have been too slow to arrive.
 */
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/engine/record.h"
#include "lab/engine/turn_kept.h"
#include "lab/engine/turn_parts.h"

static struct op *op_of(const struct task *task)
{
	return atomic_load_explicit(&((struct task *)task)->op, memory_order_relaxed);
}

/* ---- Ways to move ---- */

static void make_room(struct turn *turn)
{
	turn->moves_room = turn->moves_room ? 2 * turn->moves_room : 64;
	turn->moves = realloc(turn->moves, (size_t)turn->moves_room * sizeof *turn->moves);
	if (!turn->moves)
		panic("out of memory");
}

/* Field by field, for what a primitive has just written in parts is slow to be read as a whole. */
static inline void add_move(struct turn *turn, int task, int index, int chosen, const struct alternative *how)
{
	struct move *move;

	if (turn->n_moves == turn->moves_room)
		make_room(turn);
	move = &turn->moves[turn->n_moves++];
	move->task = task;
	move->index = index;
	move->chosen = chosen;
	move->how.partner = how->partner;
	move->how.pick = how->pick;
}

/* Up to `most` ways of one case. Returns whether it is ready, be it by somebody else's move. */
static bool add_case(struct turn *turn, const struct task *task, int *index, struct op_case *c, int most)
{
	struct alternative *ways = turn->ways;
	int n = c->object ? c->object->primitive->ready(c, ways, most) : 0;

	turn->cut |= n == MAX_WAYS;
	for (int i = 0; i < n; i++)
		if (!ways[i].partner || c->kind < ways[i].partner->kind)
			add_move(turn, task->id, (*index)++, (int)(c - c->op->cases), &ways[i]);
	return n > 0;
}

void turn_note_wait(struct op *op)
{
	if (op->noted || op_told(op) == 0 || op->task->log.off)
		return;
	op->noted = true;
	op->task->run->turn->noted++;
	record_wait(op);
}

static void add_moves(struct turn *turn, const struct task *task, struct op *op, int most)
{
	const struct alternative alone = { NULL, 0 };
	bool ready = false;
	int index = 0;

	for (int i = 0; i < op->n_cases; i++)
		ready |= add_case(turn, task, &index, &op->cases[i], most);
	if (!ready && op->has_default)
		add_move(turn, task->id, index++, OP_DEFAULT, &alone);
	if (op->deadline > turn->now && !ready && !op->has_default)
		turn_note_wait(op);     /* be it that somebody else was faster */
	if (op->deadline <= turn->now && !(ready && op->late))
		add_move(turn, task->id, index, OP_TIMEOUT, &alone);
}

void turn_find_now(struct run *run)
{
	run->turn->n_moves = 0;
	for (int i = 0; i < run->n_tasks; i++) {
		struct op *op = op_of(run->tasks[i]);

		if (op)
			add_moves(run->turn, run->tasks[i], op, MAX_WAYS);
	}
}

void turn_find_ways(struct run *run, int task, int most)
{
	const struct alternative alone = { NULL, 0 };

	run->turn->n_moves = 0;
	if (task == CLOCK_TASK)
		add_move(run->turn, CLOCK_TASK, 0, OP_TIMEOUT, &alone);
	else
		add_moves(run->turn, run->tasks[task], op_of(run->tasks[task]), most);
}

bool turn_can_move(const struct task *task)
{
	struct op *op = op_of(task);
	struct alternative way;

	if (!op)
		return !task->dead && !task->ended;
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object && op->cases[i].object->primitive->ready(&op->cases[i], &way, 1))
			return true;
	return op->has_default || op->deadline <= task->run->turn->now;
}

bool turn_can_go_on(struct run *run)
{
	turn_advance_fresh(run);
	for (int i = 0; i < run->n_tasks; i++)
		if (op_of(run->tasks[i]) && turn_can_move(run->tasks[i]))
			return true;
	return false;
}

/* ---- Time ---- */

void turn_set_time(struct run *run, int64_t now)
{
	struct turn *turn = run->turn;

	turn->now = now;
	if (turn->clock < (uint64_t)now)
		turn->clock = (uint64_t)now;
}

int64_t turn_first_awaited(const struct run *run)
{
	int64_t earliest = NO_DEADLINE;

	for (int i = 0; i < run->n_tasks; i++) {
		struct op *op = op_of(run->tasks[i]);

		if (op && op_until(op) < earliest)
			earliest = op_until(op);
	}
	return earliest;
}

/* Nothing can move: let time pass until a deadline comes, or time makes a case ready. False when there is none. */
static bool let_time_pass(struct run *run)
{
	int64_t earliest = turn_first_awaited(run);

	if (earliest != NO_DEADLINE)
		turn_set_time(run, earliest);
	return earliest != NO_DEADLINE;
}

int64_t turn_next_time(const struct run *run)
{
	int64_t now = run->turn->now, next = NO_DEADLINE;

	if (run->turn->kept)
		return kept_next_time(run);

	for (int i = 0; i < run->n_tasks; i++) {
		const struct op *op = op_of(run->tasks[i]);

		if (op && op->deadline > now && op->deadline < next)
			next = op->deadline;
	}
	for (int i = 0; i < run->n_objects; i++) {
		const struct object *object = run->objects[i];
		int64_t due = object->primitive->due ? object->primitive->due(object) : NO_DEADLINE;

		if (due > now && due < next)
			next = due;
	}
	return next;
}

bool turn_is_served(struct op *op)
{
	struct alternative way;

	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object && op->cases[i].object->primitive->ready(&op->cases[i], &way, 1) &&
		    !way.partner)
			return true;
	return false;
}

void turn_pass_time(struct run *run)
{
	int64_t to = turn_next_time(run);

	must(to != NO_DEADLINE);
	if (run->turn->kept) {
		kept_pass_time(run, to);
		return;
	}
	for (int i = 0; i < run->n_tasks; i++) {
		struct op *op = op_of(run->tasks[i]);

		if (op && op->deadline > run->turn->now && op->deadline <= to)
			op->late = turn_is_served(op);
	}
	turn_set_time(run, to);
}

/* When tasks can move, or somebody waits for it, the clock can go on to the next moment. */
static void add_clock(struct run *run)
{
	const struct alternative alone = { NULL, 0 };

	if (!run_fault(run) && (run->turn->n_moves > 0 || turn_first_awaited(run) != NO_DEADLINE) &&
	    turn_next_time(run) != NO_DEADLINE)
		add_move(run->turn, CLOCK_TASK, 0, OP_TIMEOUT, &alone);
}

void turn_find_moves(struct run *run)
{
	do
		turn_find_now(run);
	while (run->turn->n_moves == 0 && !run->turn_options.any_time && !run_fault(run) && let_time_pass(run));
	if (run->turn_options.any_time)
		add_clock(run);
}
