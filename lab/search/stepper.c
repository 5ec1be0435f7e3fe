/*
 * stepper.c - see stepper.h.
 *
 * Invariants
 *   known[0 .. n_known-1] is a schedule; the run has made its first turn_steps().
 *   The position, when there is one, is of the present: moving forgets it.
 */
#include "lab/search/stepper_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/conclude.h"
#include "lab/check/misfit.h"
#include "lab/engine/declared.h"
#include "lab/engine/strategy.h"

/* ---- Making one ---- */

void stepper_copy_settings(struct run_options *copy, const struct run_options *options, struct arena *arena)
{
	size_t n = (size_t)pattern_n_settings(options->pattern);
	int *values = arena_alloc(arena, n * sizeof *values);
	const char **files = arena_alloc(arena, n * sizeof *files);

	for (size_t i = 0; i < n; i++) {
		values[i] = options->values[i];
		if (options->files && options->files[i])
			files[i] = arena_text(arena, options->files[i]);
	}
	copy->values = values;
	copy->files = files;
}

static void copy_options(struct stepper *stepper, const struct run_options *options)
{
	stepper->options = *options;
	stepper_copy_settings(&stepper->options, options, stepper->arena);
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
	stepper->watch.race = race_new(MOST_RACERS);
	race_watch_begin(&stepper->watch, stepper->run, MOST_RACERS);
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
	race_watch_end(stepper->run);
	must(run_stop(stepper->run, INT64_MAX / 2));
	run_free(stepper->run);
	race_free(stepper->watch.race);
	arena_free(stepper->arena);
	free(stepper->known);
	free(stepper);
}

static void begin_again(struct stepper *stepper)
{
	race_watch_end(stepper->run);
	declared_forget(stepper->run);
	run_again(stepper->run);
	race_watch_begin(&stepper->watch, stepper->run, MOST_RACERS);
}

/* ---- Steps ---- */

long stepper_made(const struct stepper *stepper)
{
	const struct step *steps;

	return turn_steps(stepper->run, &steps);
}

int stepper_moves(struct run *run, const struct move **moves)
{
	int n = turn_moves(run, moves);

	return run_fault(run) ? 0 : n;
}

int stepper_find(const struct move *moves, int n, struct step step)
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
	struct round_robin robin = { NO_TASK };

	for (; made > 0 && robin.last == NO_TASK; made--)
		robin.last = turn_after(NO_TASK, steps[made - 1].task);

	return turn_pick(run, &strategy_round_robin, &robin, moves, n);
}

int stepper_choose(const struct stepper *stepper, const struct move *moves, int n)
{
	long made = stepper_made(stepper);
	int known = made < stepper->n_known ? stepper_find(moves, n, stepper->known[made]) : -1;

	return known >= 0 ? known : next_in_turn(stepper->run, moves, n);
}

static void know(struct stepper *stepper, long at, struct step step)
{
	if (at < stepper->n_known && stepper->known[at].task == step.task &&
	    stepper->known[at].index == step.index)
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
	know(stepper, stepper_made(stepper), (struct step){ move->task, move->index });
	turn_make(stepper->run, move);
}

void stepper_make(struct stepper *stepper, const struct way *way)
{
	const struct move *moves;
	int n = stepper_moves(stepper->run, &moves);

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
	begin_again(stepper);
	forget_position(stepper);
}

/* ---- Going on and back ---- */

void stepper_misfit(const struct stepper *stepper, struct buf *why)
{
	long at = stepper_made(stepper);
	struct arena *arena = arena_new();
	const struct move *moves;
	int n = stepper_moves(stepper->run, &moves), ways = 0;
	struct result *result = conclude_new(&stepper->options);

	conclude_quiet(result, stepper->run);
	for (int i = 0; i < n; i++)
		ways += moves[i].task == stepper->known[at].task;
	misfit_step(why, n ? conclude_judge(stepper->run, false, arena) : result->snapshot, at + 1,
	            stepper->known[at], ways, n == 0, result->verdict);
	arena_free(result->arena);
	arena_free(arena);
}

bool stepper_goto(struct stepper *stepper, long to, struct buf *why)
{
	const struct move *moves;

	if (to < stepper_made(stepper))
		begin_again(stepper);
	forget_position(stepper);
	for (long at = stepper_made(stepper); at < to && at < stepper->n_known; at++) {
		int n = stepper_moves(stepper->run, &moves), i = stepper_find(moves, n, stepper->known[at]);

		if (i < 0) {
			stepper_misfit(stepper, why);
			stepper->n_known = at;
			return false;
		}
		turn_make(stepper->run, &moves[i]);
	}
	return true;
}

long stepper_go(struct stepper *stepper, long most,
                bool (*stop)(void *context, const struct run *, const struct way *), void *context)
{
	const struct move *moves;
	long made = 0;
	int n;

	forget_position(stepper);
	for (; made < most && (n = stepper_moves(stepper->run, &moves)) > 0; made++) {
		int i = stepper_choose(stepper, moves, n);
		struct way way = stepper_way(stepper->run, moves, i);

		if (made > 0 && stop && stop(context, stepper->run, &way))
			break;
		make(stepper, &moves[i]);
	}
	return made;
}

/* ---- Results ---- */

struct result *stepper_conclude(struct stepper *stepper, bool over)
{
	struct result *result = conclude_new(&stepper->options);

	if (over) {
		conclude_quiet(result, stepper->run);
		conclude_watched(result, stepper->run, stepper->watch.race);
	} else {
		result->snapshot = conclude_judge(stepper->run, false, result->arena);
		result->verdict = VERDICT_INTERRUPTED;
		result->message = arena_printf(result->arena, "It stands after step %ld and can go on",
		                               stepper_made(stepper));
	}
	conclude_steps(result, stepper->run);
	result->events = run_events(stepper->run);
	result->elapsed = turn_now(stepper->run);
	result->strategy = "by hand";
	run_collect(stepper->run);
	conclude_breaches(result, stepper->run);
	return result;
}

struct result *stepper_result(struct stepper *stepper)
{
	struct result *result = stepper_conclude(stepper, true);
	struct trace own = stepper->run->trace;
	size_t bytes = (size_t)own.n_events * sizeof *own.events;

	conclude_trace(result, stepper->run);
	stepper->run->trace = own;
	result->trace.values = values_copy(&own.values);
	result->trace.calls = NULL;
	result->trace.n_calls = result->trace.calls_room = 0;
	result->trace.events = malloc(bytes + 1);
	must(result->trace.events);
	if (bytes)
		memcpy(result->trace.events, own.events, bytes);
	result->trace.room = own.n_events;
	result->trace.dropped = result->events - own.n_events;
	forget_position(stepper);
	return result;
}

/* The next by number, so many times. */
struct dry_run {
	struct round_robin robin;
	long               left;
};

static int who_is_left(void *context, struct run *run, const struct movers *movers)
{
	struct dry_run *dry = context;

	return dry->left-- > 0 ? strategy_round_robin.who(&dry->robin, run, movers) : HALT;
}

static int first_way(void *context, int n)
{
	struct dry_run *dry = context;

	return strategy_round_robin.way(&dry->robin, n);
}

static const struct strategy dry_run = { "dry run", who_is_left, first_way };

long stepper_length(const struct run_options *options, long most)
{
	struct dry_run dry = { { NO_TASK }, most };
	struct run_options quick = *options;
	struct stepper *stepper;
	char *error = NULL;
	long n = 0;

	quick.untraced = true;
	quick.turn = (struct turn_options){ .carrier = CARRIER_FIBERS, .any_time = options->turn.any_time };
	stepper = stepper_new(&quick, &error);
	if (stepper) {
		stepper->run->turn_options.strategy = &dry_run;
		stepper->run->turn_options.context = &dry;
		while (!run_wait(stepper->run, INT64_MAX))
			;
		n = stepper_made(stepper);
	}
	stepper_free(stepper);
	free(error);
	return n;
}
