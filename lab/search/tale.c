/* tale.c - see tale.h. */
#include "lab/search/tale.h"

#include <inttypes.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/engine/record.h"
#include "lab/search/retrace.h"
#include "lab/trace/claim.h"

struct teller {
	struct run   *run;
	struct arena *arena;
	struct tale  *tale;
};

/* ---- What an operation does ---- */

/* Does completing this case carry a value that is known before? */
static enum value_kind known_value(const struct op_case *c, int64_t *value)
{
	enum event_kind kind = c->object->primitive->kinds[c->kind].done;

	if (c->object->primitive->loads && c->object->primitive->loads(c, value))
		return VALUE_NUMBER;
	return kind == EV_CELL_STORE || kind == EV_CHAN_SEND ? case_value(c, value) : VALUE_NONE;
}

/* " (3)", " (stream-0)" */
static void add_value(struct buf *out, const struct op_case *c)
{
	int64_t value;

	switch (known_value(c, &value)) {
	case VALUE_NUMBER:
		buf_printf(out, " (%" PRId64 ")", value);
		break;
	case VALUE_OBJECT:
		buf_printf(out, " (%s)", value == NO_OBJECT ? "nil" : c->object->run->objects[value]->name);
		break;
	case VALUE_TEXT:
	case VALUE_CASES:
	case VALUE_NONE:
		break;
	}
}

/* Will it be a signal or a broadcast in vain? */
static bool is_unheard(const struct op_case *c)
{
	return event_is_unheard(c->object->primitive->kinds[c->kind].not_done) && c->object->occupancy == 0;
}

/* Before it is done. */
static const char *word_of(const struct op_case *c)
{
	const struct primitive *primitive = c->object->primitive;

	if (primitive->baseless && primitive->baseless(c))
		return event_operation(primitive->kinds[c->kind].not_done);
	return primitive->kinds[c->kind].word;
}

/* Is it something that a task does, or that happens to it, without another object? */
static bool concerns_itself(const struct op_case *c)
{
	return c->object == &c->op->task->object && c->kind != TASK_OP_JOIN && c->kind != TASK_OP_JOIN_ALL && c->kind != TASK_OP_CANCEL;
}

static void add_case(struct buf *out, const struct op_case *c, const struct alternative *how)
{
	if (c->object->primitive == &task_primitive && c->kind == TASK_OP_CHOOSE)
		buf_printf(out, "%s %d", word_of(c), how->pick);
	else if (c->object->primitive == &task_primitive && c->kind == TASK_OP_MAY_TEST)
		buf_adds(out, how->pick ? "be cancelled" : word_of(c));
	else if (c->object->primitive == &task_primitive && c->kind == TASK_OP_TEST)
		buf_adds(out, c->op->task->cancelled ? "be cancelled" : word_of(c));
	else if (concerns_itself(c))
		buf_adds(out, word_of(c));
	else
		buf_printf(out, "%s %s", word_of(c), task_told(c)->name);
	add_value(out, c);
	if (c->object->primitive->kinds[c->kind].done == EV_COND_ENTER && how->pick)
		buf_adds(out, " (it may wake for no reason)");
	if (is_unheard(c))
		buf_adds(out, " (heard by nobody)");
	if (how->partner)
		buf_printf(out, " with %s", how->partner->op->task->object.name);
}

static const char *describe(struct teller *teller, const struct move *move, const struct op *op)
{
	struct buf text = { 0 };
	char *kept;

	if (!op) {
		buf_adds(&text, "go on to ");
		text_moment(&text, turn_next_time(teller->run));
	} else if (move->chosen >= 0) {
		add_case(&text, &op->cases[move->chosen], &move->how);
	} else if (move->chosen == OP_DEFAULT) {
		buf_adds(&text, "nothing is ready: default");
	} else {
		buf_adds(&text, op_told(op) ? "timeout" : "wake up");
	}
	kept = arena_text(teller->arena, buf_text(&text));
	buf_free(&text);
	return kept;
}

/* The case that the move completes, or NULL. */
static const struct op_case *case_of(const struct move *move, const struct op *op)
{
	return op && move->chosen >= 0 ? &op->cases[move->chosen] : NULL;
}

/* ---- Who waits now ---- */

static void add_blocker(struct buf *out, const struct op_case *c)
{
	if (!c->object) {
		buf_adds(out, "a nil channel");
		return;
	}
	if (c->object == &c->op->task->object && c->kind == TASK_OP_LOOP) {
		buf_adds(out, "an endless loop of its own");
		return;
	}
	buf_adds(out, c->object->name);
	if (c->object->owner)
		buf_printf(out, " (held by %s)", c->object->owner->object.name);
	else if (c->object->capacity == 0)
		buf_printf(out, " (nobody is there to %s)",
		           c->object->primitive->kinds[c->kind == 0 ? 1 : 0].word);
	else if (c->object->capacity > 0)
		buf_printf(out, " (%d of %d)", c->object->occupancy, c->object->capacity);
}

static const char *blocker(struct teller *teller, const struct op *op)
{
	struct buf text = { 0 };
	char *kept;

	for (int i = 0; i < op_told(op); i++) {
		buf_adds(&text, i ? " or " : "");
		add_blocker(&text, &op->cases[i]);
	}
	kept = arena_text(teller->arena, buf_text(&text));
	buf_free(&text);
	return kept;
}

/* Must its published operation wait for somebody, now? */
static bool must_wait(const struct run *run, int id)
{
	const struct op *op = turn_op(run, id);

	return op && op_told(op) > 0 && op->deadline == NO_DEADLINE && !turn_can_move(run->tasks[id]);
}

/* Has the task come, by the step just made, to an operation that must wait? */
static void note_wait(struct teller *teller, struct told_step *told, int id, bool *waiting)
{
	bool waits = must_wait(teller->run, id);

	if (waits && !waiting[id])
		told->waits[told->n_waits++] = (struct told_wait){ id, blocker(teller, turn_op(teller->run, id)) };
	waiting[id] = waits;
}

static const char *file_of(const char *here)
{
	const char *slash = here ? strrchr(here, '/') : NULL;

	return slash ? slash + 1 : here ? here : "";
}

/* ---- Telling ---- */

enum { MOST_TOLD = 4096 };      /* tasks whose waiting is told */

/* "broken claim: ..." */
static const char *claim_text(const struct teller *teller, const char *message)
{
	struct buf text = { 0 };
	const char *copy;

	buf_adds(&text, "broken claim: ");
	claim_words(&text, message);
	copy = arena_text(teller->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* What went wrong, or NULL. */
static const char *fault_text(const struct teller *teller)
{
	const struct fault *fault = &teller->run->fault;

	switch (fault->verdict) {
	case VERDICT_OK:        return NULL;
	case VERDICT_BROKEN:    return claim_text(teller, fault->text);
	case VERDICT_CRASH:     return arena_printf(teller->arena, "crash: %s", fault->text);
	default:                return arena_text(teller->arena, fault->text);
	}
}

/* After its step it went on to another line, and that was wrong: the step's own line does not say which. */
static void add_fault_place(const struct teller *teller, struct told_step *told)
{
	const struct fault *fault = &teller->run->fault;

	if (told->fault && fault->verdict == VERDICT_PANIC && fault->here && strcmp(file_of(fault->here), told->here))
		told->fault = arena_printf(teller->arena, "%s (%s)", told->fault, file_of(fault->here));
}

static void tell_step(struct teller *teller, const struct move *move, int before, bool *waiting)
{
	struct told_step *told = &teller->tale->steps[teller->tale->n++];
	struct run *run = teller->run;
	const struct op *op = move->task == CLOCK_TASK ? NULL : turn_op(run, move->task);
	const struct op_case *c = case_of(move, op);
	int n;

	told->task = move->task;
	told->partner = move->how.partner ? move->how.partner->op->task->id : NO_TASK;
	told->what = describe(teller, move, op);
	told->operation = c ? arena_text(teller->arena, word_of(c)) : "";
	told->object = c && !concerns_itself(c) ? arena_text(teller->arena, c->object->name) : NULL;
	told->here = arena_text(teller->arena, file_of(op ? op->here : NULL));
	told->could = retrace_preempts(run, before, move);
	teller->tale->switches += before != NO_TASK && before != turn_after(before, move->task);
	teller->tale->preemptions += told->could;
	turn_make(run, move);
	n = run->n_tasks < MOST_TOLD ? run->n_tasks : MOST_TOLD;
	told->waits = arena_alloc(teller->arena, (size_t)n * sizeof *told->waits);
	for (int id = 0; id < n; id++)
		note_wait(teller, told, id, waiting);
	told->fault = fault_text(teller);
	add_fault_place(teller, told);
}

/* A task that does so before its first operation has made no step. */
static void tell_early_fault(struct teller *teller)
{
	const struct move *moves;

	turn_moves(teller->run, &moves);
	teller->tale->fault = fault_text(teller);
	teller->tale->fault_here = arena_text(teller->arena, file_of(teller->run->fault.here));
	teller->tale->culprit = teller->run->fault.task;
}

/* Who waits from the start is nothing to tell. */
static void know_waiting(struct teller *teller, bool *waiting)
{
	const struct move *moves;

	turn_moves(teller->run, &moves);
	for (int id = 0; id < teller->run->n_tasks && id < MOST_TOLD; id++)
		waiting[id] = must_wait(teller->run, id);
}

static void tell_all(struct teller *teller, const struct step *steps, long n)
{
	bool waiting[MOST_TOLD] = { false };
	const struct move *moves, *move;
	int before = NO_TASK;

	if (n > 0)
		know_waiting(teller, waiting);
	for (long i = 0; i < n; i++) {
		int n_moves = turn_moves(teller->run, &moves);

		move = retrace_move(moves, n_moves, &steps[i]);
		if (!move || teller->run->fault.over)
			return;
		tell_step(teller, move, before, waiting);
		before = turn_after(before, steps[i].task);
	}
}

struct tale *tale_tell(const struct run_options *options, const struct step *steps, long n, struct arena *arena,
                       char **error)
{
	struct exploration nothing = { 0 };
	struct run_options named = *options;
	struct world world;
	struct teller teller = { .arena = arena };

	named.named = true;
	if (!world_open(&world, &named, &nothing, error))
		return NULL;
	teller.run = world.run;
	teller.tale = arena_alloc(arena, sizeof *teller.tale);
	teller.tale->steps = arena_alloc(arena, (size_t)n * sizeof *teller.tale->steps);
	tell_all(&teller, steps, n);
	if (n == 0)
		tell_early_fault(&teller);
	teller.tale->n_tasks = world.run->n_tasks;
	teller.tale->tasks = arena_alloc(arena, (size_t)world.run->n_tasks * sizeof *teller.tale->tasks);
	for (int i = 0; i < world.run->n_tasks; i++)
		teller.tale->tasks[i] = arena_text(arena, world.run->tasks[i]->object.name);
	world_close(&world);
	return teller.tale;
}

const char *tale_who(const struct tale *tale, int task)
{
	return task == CLOCK_TASK ? "clock" : tale->tasks[task];
}
