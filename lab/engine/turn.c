/*
 * turn.c - see turn.h.
 *
 * Everything here runs on one processor at a time: on the supervisor's stack (the scheduler), or on that of the task
 * whose turn it is. Who hands the turn over and how is the carrier's business: carrier.c.
 */
#include "lab/engine/turn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/base/panic.h"
#include "lab/engine/record.h"
#include "lab/engine/turn_kept.h"
#include "lab/engine/turn_parts.h"

/* ---- Publishing ---- */

static inline void publish(struct turn *turn, struct op *op)
{
	op->chosen = OP_CANCELLED;      /* unless it is completed */
	op->noted = false;
	op->late = op->deadline <= turn->now;
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object)
			list_add(object_queue(op->cases[i].object, op->cases[i].kind), &op->cases[i].link);
	atomic_store_explicit(&op->task->op, op, memory_order_relaxed);
	atomic_store_explicit(&op->task->state, TASK_SPINNING, memory_order_relaxed);
	if (turn->kept)
		kept_publish(turn->kept, op);
}

static void withdraw(struct turn *turn, struct op *op)
{
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object)
			list_remove(&op->cases[i].link);
	atomic_store_explicit(&op->task->op, NULL, memory_order_relaxed);
	atomic_store_explicit(&op->task->state, TASK_MOVING, memory_order_relaxed);
	if (turn->kept)
		kept_withdraw(turn->kept, op);
}

static bool is_of_task(const struct op *op, int kind)
{
	return op->n_cases == 1 && op->cases->object && op->cases->object->primitive == &task_primitive &&
	       op->cases->kind == kind;
}

/* Nobody else could move before it: that it fails is no choice, and no step. */
static bool fails_alone(const struct op *op)
{
	const struct run *run = op->task->run;

	if (!is_of_task(op, TASK_OP_FAIL) && !is_of_task(op, TASK_OP_EXIT))
		return false;
	if (run->turn->fresh)
		return false;           /* they have not come to their first operation */
	for (int i = 0; i < run->n_tasks; i++)
		if (run->tasks[i] != op->task && turn_can_move(run->tasks[i]))
			return false;
	return !run->turn_options.any_time || turn_next_time(run) == NO_DEADLINE;
}

/* Of what is recorded it is known where the function was called in which it is done. */
static void note_callers(struct task *self)
{
	struct run *run = self->run;
	struct trace_call call = { .task = self->id, .at = atomic_load_explicit(&self->log.count, memory_order_relaxed) };

	if (!run->outside || !run->pattern->outside->callers || run->trace.n_calls >= run->trace_limit)
		return;
	run->pattern->outside->callers(run->outside, self->id, call.callers);
	self->called = trace_add_call(&run->trace, &call, self->called);
}

static void turn_perform(struct op *op)
{
	struct task *self = op->task;

	if (atomic_load_explicit(&self->run->stopping, memory_order_relaxed))
		task_unwind(self);
	if (is_of_task(op, TASK_OP_GO) || is_of_task(op, TASK_OP_FENCE) || fails_alone(op)) {
		complete_case(op->cases, &(struct alternative){ NULL, 0 }, NO_TASK);
		return;
	}
	publish(self->run->turn, op);
	if (!self->log.off)
		note_callers(self);
	carrier_yield(&self->run->turn->carrier, self);
	if (op->chosen == OP_CANCELLED)
		task_unwind(self);
}

static bool turn_start(struct task *task)
{
	struct turn *turn = task->run->turn;

	if (!carrier_start(&turn->carrier, task))
		return false;
	task->next_ended = turn->fresh;
	turn->fresh = task;
	return true;
}

static int turn_choose(struct task *self, int n, enum choice what)
{
	(void)what;
	engine_do(&self->object, TASK_OP_CHOOSE, &n, atomic_load_explicit(&self->here, memory_order_relaxed));
	return n;
}

/* ---- Moving ---- */

/* Let a task run up to its next operation; one that must wait there says so. */
static inline void advance(struct task *task)
{
	struct op *op;

	carrier_resume(&task->run->turn->carrier, task);
	op = atomic_load_explicit(&task->op, memory_order_relaxed);
	if (op && !task->log.off && !turn_can_move(task))
		turn_note_wait(op);
}

/* Those that were started in the last move, the oldest first. */
static void advance_fresh(struct turn *turn)
{
	struct task *oldest = NULL, *next;

	for (struct task *task = turn->fresh; task; task = next) {
		next = task->next_ended;
		task->next_ended = oldest;
		oldest = task;
	}
	turn->fresh = NULL;
	for (; oldest; oldest = next) {
		next = oldest->next_ended;
		advance(oldest);
	}
}

static void note_step(struct turn *turn, const struct move *move)
{
	if (turn->n_steps == turn->steps_room) {
		turn->steps_room = turn->steps_room ? 2 * turn->steps_room : 256;
		turn->steps = realloc(turn->steps, (size_t)turn->steps_room * sizeof *turn->steps);
		if (!turn->steps)
			panic("out of memory");
	}
	turn->steps[turn->n_steps++] = (struct step){ move->task, move->index };
}

/* A task goes on, and its partner, where it has one. */
static inline void move_task(struct run *run, const struct move *move)
{
	struct task *task = run->tasks[move->task], *partner = NULL;
	struct op *op = atomic_load_explicit(&task->op, memory_order_relaxed);

	must(op);
	if (move->chosen >= 0) {
		complete_case(&op->cases[move->chosen], &move->how, NO_TASK);
		partner = move->how.partner ? move->how.partner->op->task : NULL;
	} else {
		op->chosen = move->chosen;
		if (op_told(op) > 0)
			record_alone(task, move->chosen == OP_DEFAULT ? EV_DEFAULT : EV_TIMEOUT, op->here, 0);
	}
	withdraw(run->turn, op);
	if (partner)
		withdraw(run->turn, move->how.partner->op);
	advance(task);
	if (partner)
		advance(partner);
	while (run->turn->fresh)
		advance_fresh(run->turn);
}

void turn_completed(const struct op_case *c)
{
	struct turn *turn = c->object->run->turn;

	if (turn->kept)
		kept_complete(turn->kept, c);
}

/* What the variables are is compared from step to step, once there are others than main; until then they begin anew. */
static void note_values(struct run *run, bool begin)
{
	const struct outside *outside = run->pattern->outside;

	outside->values(run->outside, begin ? NULL : &run->trace.values, run->turn->n_steps, run->trace_limit);
}

static inline bool notes_values(const struct run *run)
{
	return !run->untraced && run->outside && run->pattern->outside->values;
}

void turn_make(struct run *run, const struct move *choice)
{
	const struct move move = *choice;       /* the list it stands in may change */
	bool noted = notes_values(run), alone = run->n_tasks == 1;

	run_enter(run);
	if (noted && run->turn->n_steps == 0)
		note_values(run, true);
	note_step(run->turn, &move);
	if (move.task == CLOCK_TASK)
		turn_pass_time(run);
	else
		move_task(run, &move);
	if (noted)
		note_values(run, alone);
}

void turn_advance_fresh(struct run *run)
{
	run_enter(run);
	while (run->turn->fresh)
		advance_fresh(run->turn);
}

int turn_moves(struct run *run, const struct move **moves)
{
	turn_advance_fresh(run);
	turn_find_moves(run);
	*moves = run->turn->moves;
	return run->turn->n_moves;
}

long turn_steps(const struct run *run, const struct step **steps)
{
	*steps = run->turn->steps;
	return run->turn->n_steps;
}

long turn_extra(const struct run *run)
{
	return run->turn->extra;
}

void turn_add_extra(struct run *run, long steps)
{
	run->turn->extra += steps;
}

const struct op *turn_op(const struct run *run, int task)
{
	return atomic_load_explicit(&run->tasks[task]->op, memory_order_relaxed);
}

int64_t turn_now(struct run *run)
{
	return run->turn->now;
}

bool turn_halted(const struct run *run)
{
	return run->turn->halted;
}

long turn_looked_at(const struct run *run)
{
	return run->turn->kept ? kept_looked_at(run->turn->kept) : 0;
}

bool turn_was_cut(const struct run *run)
{
	return run->turn->cut;
}

/* ---- The engine ---- */

/* Clocks tick meanwhile (crash.c). Who wants the run to end does not wait for that. */
static void pause_for(const struct run *run, int64_t ns)
{
	struct timespec pause = { .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };

	while (nanosleep(&pause, &pause) != 0 && errno == EINTR && !(run->brake && run->brake->wanted(run->brake->context)))
		;
}

static bool turn_wait(struct run *run, int64_t deadline)
{
	const struct move *move;

	for (int i = 1;; i++) {
		move = turn_next_move(run);
		if (!move)
			return true;
		turn_make(run, move);
		if (run->pace)
			pause_for(run, run->pace);
		if (run->pace || run->turn->n_steps % TURN_LOOK == 0 || (i % 64 == 0 && clock_now() >= deadline))
			return false;
	}
}

static bool turn_stop(struct run *run, int64_t patience)
{
	turn_advance_fresh(run);         /* those unwind at their first operation */
	return carrier_stop(&run->turn->carrier, run, patience);
}

static void turn_open(struct run *run)
{
	run->turn = calloc(1, sizeof *run->turn);
	if (!run->turn)
		panic("out of memory");
	run->clock = &run->turn->clock;
	carrier_open(&run->turn->carrier, run);
}

void turn_rewind(struct run *run)
{
	struct turn *turn = run->turn;

	kept_end(run);
	turn->now = 0;
	turn->clock = 0;
	turn->n_steps = 0;
	turn->fresh = NULL;
}

struct turn_mark turn_mark(const struct run *run)
{
	return (struct turn_mark){ run->turn->now, run->turn->clock, run->turn->n_steps };
}

void turn_return(struct run *run, struct turn_mark mark)
{
	kept_end(run);
	run->turn->now = mark.now;
	run->turn->clock = mark.clock;
	run->turn->n_steps = mark.n_steps;
	run->turn->fresh = NULL;
}

char *turn_stack_top(const struct run *run, int task)
{
	const struct carrier *carrier = &run->turn->carrier;

	return carrier->fibers ? stack_top(carrier->stacks, task) : NULL;
}

void turn_clean_stacks(struct run *run)
{
	run->turn->carrier.clean = true;
}

static void turn_close(struct run *run)
{
	kept_end(run);
	bits_free(&run->turn->can);
	carrier_close(&run->turn->carrier);
	free(run->turn->steps);
	free(run->turn->moves);
	free(run->turn);
}

const struct engine turn_engine = {
	.name = "turn", .perform = turn_perform, .start = turn_start, .unwind = carrier_unwind, .leave = carrier_leave, .choose = turn_choose,
	.now = turn_now, .wait = turn_wait, .stop = turn_stop, .open = turn_open, .close = turn_close,
};
