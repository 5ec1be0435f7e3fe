/*
 * stepper.c - see stepper.h.
 *
 * Invariants
 *   known[0 .. n_known-1] is a schedule; the run has made its first turn_steps().
 *   The position, when there is one, is of the present: moving forgets it.
 */
#include "lab/check/stepper.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/conclude.h"
#include "lab/check/lock_order.h"
#include "lab/check/misfit.h"
#include "lab/engine/strategy.h"

struct stepper {
	struct run_options  options;
	struct arena       *arena;      /* of what options point to */
	struct run         *run;
	struct step        *known;
	long                n_known, room;
	struct position    *position;   /* in its result's arena; NULL: nobody has looked since the last step */
	struct result      *result;
};

/* ---- Making one ---- */

static void copy_options(struct stepper *stepper, const struct run_options *options)
{
	size_t n = (size_t)pattern_n_settings(options->pattern);
	int *values = arena_alloc(stepper->arena, n * sizeof *values);
	const char **files = arena_alloc(stepper->arena, n * sizeof *files);

	for (size_t i = 0; i < n; i++) {
		values[i] = options->values[i];
		files[i] = options->files && options->files[i] ? arena_text(stepper->arena, options->files[i]) : NULL;
	}
	stepper->options = *options;
	stepper->options.values = values;
	stepper->options.files = files;
	stepper->options.engine = &turn_engine;
	stepper->options.turn.strategy = NULL;
	stepper->options.pace = 0;
}

struct stepper *stepper_new(const struct run_options *options, char **error)
{
	struct stepper *stepper = calloc(1, sizeof *stepper);

	must(stepper);
	stepper->arena = arena_new();
	copy_options(stepper, options);
	stepper->run = run_new(&stepper->options, error);
	if (!stepper->run) {
		arena_free(stepper->arena);
		free(stepper);
		return NULL;
	}
	run_start(stepper->run);
	return stepper;
}

static void forget_position(struct stepper *stepper)
{
	if (stepper->result)
		arena_free(stepper->result->arena);     /* its trace is the run's */
	stepper->result = NULL;
	stepper->position = NULL;
}

void stepper_free(struct stepper *stepper)
{
	if (!stepper)
		return;
	forget_position(stepper);
	must(run_stop(stepper->run, INT64_MAX / 2));
	run_free(stepper->run);
	arena_free(stepper->arena);
	free(stepper->known);
	free(stepper);
}

/* ---- Steps ---- */

static long steps_made(const struct stepper *stepper)
{
	const struct step *steps;

	return turn_steps(stepper->run, &steps);
}

/* The moves that can be made; none when something has gone wrong. */
static int moves_now(struct run *run, const struct move **moves)
{
	int n = turn_moves(run, moves);

	return run_fault(run) ? 0 : n;
}

static int find_move(const struct move *moves, int n, struct step step)
{
	for (int i = 0; i < n; i++)
		if (moves[i].task == step.task && moves[i].index == step.index)
			return i;
	return -1;
}

/* The first way of the next task by number after the one that moved last. */
static int next_in_turn(struct run *run, const struct move *moves, int n)
{
	const struct step *steps;
	long made = turn_steps(run, &steps);
	struct round_robin robin = { made ? steps[made - 1].task : NO_TASK };

	return strategy_round_robin.pick(&robin, run, moves, n);
}

/* The known next step when there is one and it fits, else the next in turn. */
static int next_move(const struct stepper *stepper, const struct move *moves, int n)
{
	long made = steps_made(stepper);
	int known = made < stepper->n_known ? find_move(moves, n, stepper->known[made]) : -1;

	return known >= 0 ? known : next_in_turn(stepper->run, moves, n);
}

static void know(struct stepper *stepper, long at, struct step step)
{
	if (at < stepper->n_known && stepper->known[at].task == step.task && stepper->known[at].index == step.index)
		return;
	if (at == stepper->room) {
		stepper->room = stepper->room ? 2 * stepper->room : 256;
		stepper->known = realloc(stepper->known, (size_t)stepper->room * sizeof *stepper->known);
		must(stepper->known);
	}
	stepper->known[at] = step;
	stepper->n_known = at + 1;
}

static void make(struct stepper *stepper, const struct move *move)
{
	know(stepper, steps_made(stepper), (struct step){ move->task, move->index });
	turn_make(stepper->run, move);
}

void stepper_make(struct stepper *stepper, const struct way *way)
{
	const struct move *moves;
	int n = moves_now(stepper->run, &moves);

	must(way->move >= 0 && way->move < n);
	make(stepper, &moves[way->move]);
	forget_position(stepper);
}

void stepper_next(struct stepper *stepper)
{
	stepper_go(stepper, 1, NULL, NULL);
}

void stepper_suggest(struct stepper *stepper, const struct step *steps, long n)
{
	struct step *copy = malloc(((size_t)n + 1) * sizeof *copy);

	must(copy);
	if (n)
		memcpy(copy, steps, (size_t)n * sizeof *copy);
	free(stepper->known);
	stepper->known = copy;
	stepper->n_known = n;
	stepper->room = n + 1;
	run_again(stepper->run);
	forget_position(stepper);
}

/* ---- Going on and back ---- */

/* Why the known step `at` cannot be made. */
static void explain_misfit(const struct stepper *stepper, struct buf *why)
{
	long at = steps_made(stepper);
	struct arena *arena = arena_new();
	const struct move *moves;
	int n = moves_now(stepper->run, &moves), ways = 0;
	struct result *result = conclude_new(&stepper->options);

	conclude_quiet(result, stepper->run);
	for (int i = 0; i < n; i++)
		ways += moves[i].task == stepper->known[at].task;
	misfit_step(why, n ? conclude_judge(stepper->run, false, arena) : result->snapshot, at + 1, stepper->known[at],
	            ways, n == 0, result->verdict);
	arena_free(result->arena);
	arena_free(arena);
}

bool stepper_goto(struct stepper *stepper, long to, struct buf *why)
{
	const struct move *moves;

	if (to < steps_made(stepper))
		run_again(stepper->run);
	forget_position(stepper);
	for (long at = steps_made(stepper); at < to && at < stepper->n_known; at++) {
		int n = moves_now(stepper->run, &moves), i = find_move(moves, n, stepper->known[at]);

		if (i < 0) {
			explain_misfit(stepper, why);
			stepper->n_known = at;
			return false;
		}
		turn_make(stepper->run, &moves[i]);
	}
	return true;
}

static struct way way_of(const struct run *run, const struct move *moves, int i)
{
	const struct move *move = &moves[i];
	const struct op *op = turn_op(run, move->task);
	const struct op_case *c = move->chosen >= 0 ? &op->cases[move->chosen] : NULL;
	struct way way = { .move = i, .step = { move->task, move->index }, .partner = NO_TASK, .object = NO_OBJECT };

	if (c) {
		way.event = c->object->primitive->kinds[c->kind].done;
		way.object = c->object->id;
		way.pick = move->how.pick;
		if (move->how.partner) {
			way.partner = move->how.partner->op->task->id;
			way.met = move->how.partner->object->primitive->kinds[move->how.partner->kind].done;
		}
	} else if (move->chosen == OP_DEFAULT) {
		way.event = EV_DEFAULT;
	} else {
		way.event = op->n_cases ? EV_TIMEOUT : EV_SLEEP;
	}
	return way;
}

long stepper_go(struct stepper *stepper, long most, bool (*stop)(void *context, const struct run *, const struct way *),
                void *context)
{
	const struct move *moves;
	long made = 0;
	int n;

	forget_position(stepper);
	for (; made < most && (n = moves_now(stepper->run, &moves)) > 0; made++) {
		int i = next_move(stepper, moves, n);
		struct way way = way_of(stepper->run, moves, i);

		if (made > 0 && stop && stop(context, stepper->run, &way))
			break;
		make(stepper, &moves[i]);
	}
	return made;
}

/* ---- Looking ---- */

/* What the case brings along, where it does and it is a number. */
static bool read_value(const struct op_case *c, enum event_kind event, int64_t *value)
{
	union { int8_t of1; int16_t of2; int32_t of4; int64_t of8; } u;

	if (!c->object || !c->value || (event != EV_CHAN_SEND && event != EV_CELL_STORE && event != EV_WAIT_ADD))
		return false;
	memcpy(&u, c->value, c->object->value_size > 8 ? 0 : (size_t)c->object->value_size);
	switch (c->object->value_size) {
	case 1: *value = u.of1; return true;
	case 2: *value = u.of2; return true;
	case 4: *value = u.of4; return true;
	case 8: *value = u.of8; return true;
	default: return false;
	}
}

static void fill_deeds(struct stand *stand, const struct op *op, struct arena *arena)
{
	stand->n_deeds = op->n_cases;
	stand->deeds = arena_alloc(arena, (size_t)op->n_cases * sizeof *stand->deeds);
	for (int i = 0; i < op->n_cases; i++) {
		const struct op_case *c = &op->cases[i];
		struct deed *deed = &stand->deeds[i];

		deed->event = c->object ? c->object->primitive->kinds[c->kind].done : c->nil;
		deed->object = c->object ? c->object->id : NO_OBJECT;
		deed->has_value = read_value(c, deed->event, &deed->value);
	}
}

/* Count the ways of each task; with room for them, fill them in. */
static void deal_ways(struct position *position, const struct way *all, int n)
{
	for (int i = 0; i < position->n_tasks; i++)
		position->tasks[i].n_ways = 0;
	for (int i = 0; i < n; i++) {
		struct stand *own = &position->tasks[all[i].step.task];
		struct stand *met = all[i].partner == NO_TASK ? NULL : &position->tasks[all[i].partner];

		if (own->ways)
			own->ways[own->n_ways] = all[i];
		own->n_ways++;
		if (met && met->ways)
			met->ways[met->n_ways] = all[i];
		if (met)
			met->n_ways++;
	}
}

static void fill_ways(struct stepper *stepper, struct position *position, struct arena *arena)
{
	const struct move *moves;
	int n = moves_now(stepper->run, &moves);
	struct way *all = arena_alloc(arena, (size_t)n * sizeof *all);

	for (int i = 0; i < n; i++)
		all[i] = way_of(stepper->run, moves, i);
	deal_ways(position, all, n);
	for (int i = 0; i < position->n_tasks; i++)
		position->tasks[i].ways = arena_alloc(arena, (size_t)position->tasks[i].n_ways *
		                                             sizeof *position->tasks[i].ways);
	deal_ways(position, all, n);
	position->next = n ? &all[next_move(stepper, moves, n)] : NULL;
}

static enum stance stance_of(const struct position *position, const struct task *task, const struct stand *stand)
{
	if (task->ended)
		return STANCE_ENDED;
	if (stand->n_ways)
		return STANCE_CAN_MOVE;
	if (task->dead || (position->over && turn_can_move(task)))
		return STANCE_STOPPED;
	return stand->wakes == NO_DEADLINE ? STANCE_BLOCKED : STANCE_SLEEPING;
}

static void fill_tasks(struct stepper *stepper, struct position *position, struct arena *arena)
{
	struct run *run = stepper->run;

	position->n_tasks = run->n_tasks;
	position->tasks = arena_alloc(arena, (size_t)run->n_tasks * sizeof *position->tasks);
	fill_ways(stepper, position, arena);
	for (int i = 0; i < run->n_tasks; i++) {
		struct stand *stand = &position->tasks[i];
		const struct op *op = turn_op(run, i);

		stand->wakes = op ? op->deadline : NO_DEADLINE;
		stand->here = op ? op->here : NULL;
		if (op)
			fill_deeds(stand, op, arena);
		stand->stance = stance_of(position, run->tasks[i], stand);
	}
}

static struct result *result_now(struct stepper *stepper, bool over)
{
	struct result *result = conclude_new(&stepper->options);

	if (over) {
		conclude_quiet(result, stepper->run);
	} else {
		result->snapshot = conclude_judge(stepper->run, false, result->arena);
		result->verdict = VERDICT_INTERRUPTED;
		result->message = arena_printf(result->arena, "It stands after step %ld and can go on",
		                               steps_made(stepper));
	}
	conclude_steps(result, stepper->run);
	result->events = run_events(stepper->run);
	result->elapsed = turn_now(stepper->run);
	result->strategy = "by hand";
	run_collect(stepper->run);
	return result;
}

const struct position *stepper_look(struct stepper *stepper)
{
	const struct move *moves;
	struct buf why = { 0 };
	bool over = moves_now(stepper->run, &moves) == 0;
	long at = steps_made(stepper);
	struct result *result;

	if (stepper->position)
		return stepper->position;
	result = stepper->result = result_now(stepper, over);
	result->trace = stepper->run->trace;
	if (result->verdict == VERDICT_OK || result->verdict == VERDICT_LEAK)
		lock_order_find(result);
	stepper->position = arena_alloc(result->arena, sizeof *stepper->position);
	if (at < stepper->n_known && find_move(moves, moves_now(stepper->run, &moves), stepper->known[at]) < 0) {
		explain_misfit(stepper, &why);
		stepper->position->misfit = arena_text(result->arena, buf_text(&why));
		stepper->n_known = at;
	}
	*stepper->position = (struct position){
		.step = at, .known = stepper->n_known, .over = over, .now = turn_now(stepper->run),
		.result = result, .misfit = stepper->position->misfit,
	};
	fill_tasks(stepper, stepper->position, result->arena);
	buf_free(&why);
	return stepper->position;
}

/* ---- Results ---- */

struct result *stepper_result(struct stepper *stepper)
{
	struct result *result = result_now(stepper, true);
	struct trace own = stepper->run->trace;
	size_t bytes = (size_t)own.n_events * sizeof *own.events;

	conclude_trace(result, stepper->run);
	stepper->run->trace = own;
	result->trace.events = malloc(bytes + 1);
	must(result->trace.events);
	if (bytes)
		memcpy(result->trace.events, own.events, bytes);
	result->trace.room = own.n_events;
	result->trace.dropped = result->events - own.n_events;
	forget_position(stepper);
	return result;
}

long stepper_length(const struct run_options *options, long most)
{
	struct run_options quick = *options;
	struct stepper *stepper;
	char *error = NULL;
	long n = 0;

	quick.untraced = true;
	quick.turn = (struct turn_options){ .carrier = CARRIER_FIBERS };
	stepper = stepper_new(&quick, &error);
	if (stepper)
		n = stepper_go(stepper, most, NULL, NULL);
	stepper_free(stepper);
	free(error);
	return n;
}
