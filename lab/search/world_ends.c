/* world_ends.c - what a search keeps of the ends that it comes to, and how the finds of two are one; see world.h. */
#include "lab/search/world.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/address.h"
#include "lab/base/panic.h"

/* ---- Final values ---- */

static void add_value(struct arena *arena, struct final_values *final, int64_t value)
{
	int at = 0;

	while (at < final->n && final->values[at] < value)
		at++;
	if (at < final->n && final->values[at] == value)
		return;
	if (final->n == final->room) {
		int64_t *values = arena_alloc(arena, (size_t)(2 * final->room + 8) * sizeof *values);

		if (final->n)
			memcpy(values, final->values, (size_t)final->n * sizeof *values);
		final->values = values;
		final->room = 2 * final->room + 8;
	}
	memmove(&final->values[at + 1], &final->values[at], (size_t)(final->n - at) * sizeof *final->values);
	final->values[at] = value;
	final->n++;
}

static struct final_values *final_of(struct exploration *found, const char *name)
{
	struct final_values *grown;

	for (int i = 0; i < found->n_finals; i++)
		if (strcmp(found->finals[i].name, name) == 0)
			return &found->finals[i];
	grown = arena_alloc(found->arena, ((size_t)found->n_finals + 1) * sizeof *grown);
	if (found->n_finals)
		memcpy(grown, found->finals, (size_t)found->n_finals * sizeof *grown);
	found->finals = grown;
	grown[found->n_finals].name = arena_text(found->arena, name);
	return &grown[found->n_finals++];
}

/* Are the values of cells final? A false claim or a crash may have stopped the run before others changed them. */
static bool is_final(const struct world *world, enum verdict verdict)
{
	const struct move *moves;

	if (world_ends_by_race(world))
		return false;
	return verdict == VERDICT_OK || verdict == VERDICT_LEAK || verdict == VERDICT_RACE ||
	       verdict == VERDICT_UNDECLARED ||
	       ((verdict == VERDICT_BROKEN || verdict == VERDICT_CRASH) && turn_moves(world->run, &moves) == 0);
}

static bool has_address(const struct final_values *final)
{
	for (int i = 0; i < final->n; i++)
		if (is_address(final->values[i]))
			return true;
	return false;
}

/* What a program gives back to the system is told where that is not always 0. */
static const char exit_status[] = "exit status";

static bool is_told(const struct exploration *found, const struct final_values *final)
{
	if (strcmp(final->name, exit_status) == 0)
		return final->n > 1 || final->values[0] != 0;
	return !found->unsettled && !has_address(final);
}

void exploration_settle_finals(struct exploration *found)
{
	int kept = 0;

	for (int i = 0; i < found->n_finals; i++)
		if (is_told(found, &found->finals[i]))
			found->finals[kept++] = found->finals[i];
	found->n_finals = kept;
}

static void note_final(void *context, const char *name, int64_t value)
{
	struct world *world = context;

	add_value(world->found->arena, final_of(world->found, name), value);
}

/* A program's are in its memory, of which objects are only a picture. */
static void note_finals(struct world *world)
{
	const struct run *run = world->run;

	if (run->outside) {
		run_enter(run);
		run->pattern->outside->finals(run->outside, note_final, world);
		return;
	}
	for (int i = 0; i < run->n_objects; i++)
		if (run->objects[i]->primitive->value)
			note_final(world, run->objects[i]->name, run->objects[i]->primitive->value(run->objects[i]));
}

/* Has a program come to its end by itself? */
static bool has_exited(const struct world *world, enum verdict verdict)
{
	return world->run->outside && (verdict == VERDICT_OK || (verdict == VERDICT_RACE && !world_ends_by_race(world)));
}

static int status_of(const struct world *world)
{
	return world->run->pattern->outside->status(world->run->outside);
}

/*
 * Those that it may have ended in the midst of something. One that has ended before, unless it was joined, could as well
 * have been so late: what it did after its last operation takes no time here. One that is detached is let off then.
 */
static void note_left(struct world *world)
{
	const struct run *run = world->run;

	for (int i = 0; i < run->n_tasks && i < MOST_IN_TASK_SET; i++)
		if (run->fault.over && i != run->fault.task && (!run->tasks[i]->ended || run->tasks[i]->taken == NOT_TAKEN))
			task_set_add(&world->found->left, i);
}

/* A lock whose owner is no more: nobody else may have needed it, yet. */
static void note_kept(struct world *world)
{
	const struct run *run = world->run;

	for (int i = 0; i < run->n_objects && !world->found->kept; i++) {
		const struct object *object = run->objects[i];

		if (object->owner && object->owner->ended && !(run->fault.over && object->owner->id == run->fault.task))
			world->found->kept = arena_printf(world->found->arena, "%s has ended and still holds %s",
			                                  object->owner->object.name, object->name);
	}
}

/* ---- Ends ---- */

static void name_tasks(struct world *world)
{
	struct exploration *found = world->found;

	if (world->run->n_tasks <= found->n_tasks)
		return;
	found->n_tasks = world->run->n_tasks;
	found->tasks = arena_alloc(found->arena, (size_t)found->n_tasks * sizeof *found->tasks);
	for (int i = 0; i < found->n_tasks; i++)
		found->tasks[i] = arena_text(found->arena, world->run->tasks[i]->object.name);
}

static struct ending *copy_schedule(struct world *world, enum verdict verdict, const struct step *steps, long n)
{
	struct ending *schedule = arena_alloc(world->found->arena, sizeof *schedule);

	schedule->verdict = verdict;
	schedule->n = n;
	schedule->steps = arena_alloc(world->found->arena, (size_t)schedule->n * sizeof *steps);
	if (schedule->n)
		memcpy(schedule->steps, steps, (size_t)schedule->n * sizeof *steps);
	schedule->switches = schedule_switches(steps, n);
	return schedule;
}

bool world_has_failed(const struct world *world)
{
	int leaked;

	return world->run->outside && has_exited(world, world_verdict(world, &leaked)) && status_of(world) != 0;
}

static void note_leaked(struct exploration *found, int leaked)
{
	bool first = found->schedules == 1;

	if (first || leaked < found->leaked_least)
		found->leaked_least = leaked;
	if (first || leaked > found->leaked_most)
		found->leaked_most = leaked;
}

/*
 * Has the program ended while a thread could still be at work, for nobody has joined it? Where its accesses are no steps it
 * is always far ahead then: what the memory would have been with less done was not looked at.
 */
static bool is_unsettled(const struct world *world)
{
	const struct run *run = world->run;
	bool all = true;

	for (int i = 1; i < run->n_tasks; i++)
		all &= run->tasks[i]->ended && run->tasks[i]->taken == TAKEN_JOINED;
	return run->outside && run->fault.over && run_memory(run) != MEMORY_STEPS && !all;
}

/* They are listed as long as there is room for all. */
static void list(struct world *world, enum verdict verdict, const struct step *steps, long n)
{
	if (!world->listed || tree_add(world->listed, steps, n, verdict))
		return;
	tree_clear(world->listed);
	world->listed->extent = TREE_OUTCOMES;
	world->listed = NULL;
}

static void keep_shorter(struct world *world, struct ending **kept, enum verdict verdict, const struct step *steps, long n)
{
	if (!*kept || n < (*kept)->n)
		*kept = copy_schedule(world, verdict, steps, n);
}

/* ---- What is printed ---- */

static bool prints_first(const struct printing *a, const struct printing *b)
{
	return !b->ending || a->ending->n < b->ending->n || (a->ending->n == b->ending->n && a->lines < b->lines);
}

/*
 * The two kinds of lines whose shortest schedules are the shortest; of those as long, the lesser numbers. Of several searches
 * each has these two of its own, so theirs are those of all, whichever is added first.
 */
static void add_printing(struct exploration *found, const struct printing *more)
{
	struct printing *printed = found->printed;

	for (int i = 0; i < 2; i++)
		if (printed[i].ending && printed[i].lines == more->lines) {
			if (prints_first(more, &printed[i]))
				printed[i] = *more;
			if (i == 1 && prints_first(&printed[1], &printed[0]))
				printed[1] = printed[0], printed[0] = *more;
			return;
		}
	if (prints_first(more, &printed[0]))
		printed[1] = printed[0], printed[0] = *more;
	else if (prints_first(more, &printed[1]))
		printed[1] = *more;
}

static void note_printed(struct world *world, enum verdict verdict, const struct step *steps, long n)
{
	struct ending length = { .n = n };
	struct printing *printed = world->found->printed,
	                more = { world->run->pattern->outside->printed(world->run->outside), &length };

	for (int i = 0; i < 2; i++)     /* most are like one that is there */
		if (printed[i].ending && printed[i].lines == more.lines && printed[i].ending->n <= n)
			return;
	if (printed[0].ending && printed[1].ending && !prints_first(&more, &printed[1]))
		return;
	more.ending = copy_schedule(world, verdict, steps, n);
	add_printing(world->found, &more);
}

/* ---- Ends of programs ---- */

static void note_exit(struct world *world, enum verdict verdict, const struct step *steps, long n)
{
	note_final(world, exit_status, status_of(world));
	note_left(world);
	note_kept(world);
	note_printed(world, verdict, steps, n);
	if (!status_of(world))
		return;
	world->found->failures++;
	keep_shorter(world, &world->found->failed, verdict, steps, n);
}

void world_note_end(struct world *world)
{
	struct exploration *found = world->found;
	int leaked;
	enum verdict verdict = world_verdict(world, &leaked);
	struct ending **kept = verdict == VERDICT_OK ? &found->good : &found->bad[verdict];
	const struct step *steps;
	long n = turn_steps(world->run, &steps);

	if (run_braked(world->run))
		return;
	found->schedules++;
	found->ends[verdict]++;
	note_leaked(found, leaked);
	if (n > found->longest)
		found->longest = n;
	if (is_final(world, verdict))
		note_finals(world);
	if (has_exited(world, verdict))
		note_exit(world, verdict, steps, n);
	found->unsettled |= is_unsettled(world);
	keep_shorter(world, kept, verdict, steps, n);
	list(world, verdict, steps, n);
	name_tasks(world);
}

void world_note_schedule(struct world *world, enum verdict verdict, const struct step *steps, long n)
{
	struct ending **kept = &world->found->bad[verdict], *before = *kept;

	world->found->ends[verdict]++;
	keep_shorter(world, kept, verdict, steps, n);
	if (*kept != before)
		(*kept)->cut = verdict == VERDICT_RACE;
	name_tasks(world);
}

/* ---- Two searches of the same ---- */

static const struct ending *shorter(const struct ending *a, const struct ending *b)
{
	if (!a || !b)
		return a ? a : b;
	return b->n < a->n ? b : a;
}

void exploration_add(struct exploration *into, const struct exploration *from)
{
	if (from->schedules && (!into->schedules || from->leaked_least < into->leaked_least))
		into->leaked_least = from->leaked_least;
	if (from->schedules && (!into->schedules || from->leaked_most > into->leaked_most))
		into->leaked_most = from->leaked_most;
	for (int i = 0; i < VERDICT_COUNT; i++) {
		into->bad[i] = (struct ending *)shorter(into->bad[i], from->bad[i]);
		if (!into->ends[i]) {
			into->ends[i] = from->ends[i];
			into->schedules += from->ends[i];
		}
	}
	if (!into->good)
		into->good = from->good;
	into->failed = (struct ending *)shorter(into->failed, from->failed);
	for (int i = 0; i < 2; i++)
		if (from->printed[i].ending)
			add_printing(into, &from->printed[i]);
	if (!into->failures)
		into->failures = from->failures;
	task_set_unite(&into->left, &from->left);
	into->kept = into->kept ? into->kept : from->kept;
	into->unsettled |= from->unsettled;
	for (int i = 0; i < from->n_finals; i++)
		for (int k = 0; k < from->finals[i].n; k++)
			add_value(into->arena, final_of(into, from->finals[i].name), from->finals[i].values[k]);
	if (from->longest > into->longest)
		into->longest = from->longest;
	if (from->n_tasks > into->n_tasks) {
		into->n_tasks = from->n_tasks;
		into->tasks = from->tasks;
	}
}

void exploration_take_over(struct exploration *into, const struct exploration *from)
{
	long schedules = into->schedules;       /* of its own search: what `from` counts are ends of states */

	exploration_add(into, from);
	into->schedules = schedules;
	memcpy(into->ends, from->ends, sizeof into->ends);
	into->failures = from->failures;
	if (!into->ends[VERDICT_STALLED])       /* what was given up as too long came to an end here */
		into->bad[VERDICT_STALLED] = NULL;
}
