/* search_ending.c - see search_ending.h. */
#include "cmd/search/search_ending.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_report.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/engine/strategy.h"

struct result *search_replay_ending(const struct search *search, const struct ending *ending)
{
	struct replay replay = { .steps = ending->steps, .n = ending->n, .stop_after = true };
	struct run_options options = search_turn(search, &strategy_replay, &replay);
	char *error = NULL;
	struct result *result = watch_run(&options, NULL, &error);

	if (result && ending->verdict == VERDICT_LIVELOCK)
		result->verdict = VERDICT_LIVELOCK;     /* it was stopped where it comes back to where it was */
	if (result && ending->verdict != VERDICT_OK)
		result->shortest = ending->minimal ? SHORTEST_PROVED : SHORTEST_FOUND;
	free(error);
	return result;
}

void search_remember_ending(struct search *search, const struct ending *ending)
{
	struct result *result = search_replay_ending(search, ending);

	if (result)
		search_remember(search, result);
}

/* The two accesses that race, of the run that was made again by the schedule. */
static void add_race(struct buf *out, const struct search *search, const struct ending *ending)
{
	const struct look *look = &search->session->look;
	const struct result *last = search->session->last;
	struct buf text = { 0 };

	if (ending->verdict != VERDICT_RACE || !last || !last->race)
		return;
	buf_printf(&text, "these race: %s", last->race->text);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* Of a program that lacks a line: what it printed instead, the last of it; no step is made by that. */
static void add_printed(struct buf *out, const struct search *search, const struct ending *ending)
{
	enum { MOST_PRINTS = 4 };
	const struct look *look = &search->session->look;
	const struct result *last = search->session->last;
	struct buf text = { 0 };
	int told = 0, n = 0;

	if (ending->verdict != VERDICT_BROKEN || !last || !last->operation || strcmp(last->operation, OPERATION_MUST_PRINT))
		return;
	for (long i = 0; i < last->trace.n_events; i++)
		n += last->trace.events[i].kind == EV_PRINT;
	for (long i = 0; i < last->trace.n_events; i++) {
		const struct event *event = &last->trace.events[i];
		const char *said = event_text(event);

		if (event->kind != EV_PRINT || n - told++ > MOST_PRINTS || !*said)
			continue;
		buf_printf(&text, "%s\"%.*s\" (%s)", text.length ? ", " : "it printed ", (int)strcspn(said, "\n"), said,
		           last->trace.tasks[event->task]);
	}
	if (!n)
		buf_adds(&text, "it printed nothing");
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* Does the task do anything in what is done again and again? */
static bool goes_round(const struct ending *ending, const struct tale *tale, int task)
{
	for (long i = ending->n - ending->round; i < tale->n; i++)
		if (tale->steps[i].task == task || tale->steps[i].partner == task)
			return true;
	return false;
}

/* The lock that the task is about to take; NULL for none. */
static const char *wanted_lock(const struct result *result, int task)
{
	const struct snap_task *is = &result->snapshot->tasks[task];
	int object = NO_OBJECT;

	if (is->state == TASK_BLOCKED && is->n_cases == 1 && event_takes(is->cases->event))
		object = is->cases->object;
	else if (is->state != TASK_BLOCKED && is->n_next == 1 && event_takes(is->next))
		object = is->next_object;
	return object == NO_OBJECT ? NULL : result->snapshot->objects[object].name;
}

/* Who takes this lock in it, and gives it back; NO_TASK: nobody. */
static int keeper_of(const struct ending *ending, const struct tale *tale, const char *lock)
{
	int keeper = NO_TASK;
	bool given = false;

	for (long i = ending->n - ending->round; i < tale->n; i++) {
		const struct told_step *step = &tale->steps[i];
		bool of_lock = step->object && !strcmp(step->object, lock);

		given |= of_lock && strstr(step->operation, "unlock");
		if (of_lock && strstr(step->operation, "lock") && !strstr(step->operation, "unlock"))
			keeper = step->task;
	}
	return given ? keeper : NO_TASK;
}

/*
 * A livelock only for who waits for a lock that others take and give back, round after round: the lock is free now and then, so
 * it is an unfair lock that keeps him waiting.
 */
static void add_starved(struct buf *out, const struct search *search, const struct ending *ending, const struct tale *tale)
{
	struct result *result = ending->round > 0 && tale->n == ending->n ? search_replay_ending(search, ending) : NULL;
	struct buf text = { 0 };

	for (int i = 0; result && i < result->snapshot->n_tasks && i < tale->n_tasks && !text.length; i++) {
		const char *lock = goes_round(ending, tale, i) ? NULL : wanted_lock(result, i);
		int keeper = lock ? keeper_of(ending, tale, lock) : NO_TASK;

		if (keeper != NO_TASK)
			buf_printf(&text, "starvation: %s never gets %s, for %s takes it again each time it was given back; a mutex need "
			           "not let in who has waited longest", tale->tasks[i], lock, tale_who(tale, keeper));
	}
	if (text.length) {
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, search->session->look.width, search->session->look.ascii);
	}
	buf_free(&text);
	result_free(result);
}

void search_add_ending(struct buf *out, const struct search *search, const struct ending *ending)
{
	struct arena *arena = arena_new();
	char *error = NULL;
	struct tale *tale = tale_tell(&search->options, ending->steps, ending->n, arena, &error);

	if (tale)
		search_tale(out, ending, tale, &search->session->look);
	if (tale)
		add_starved(out, search, ending, tale);
	add_race(out, search, ending);
	add_printed(out, search, ending);
	free(error);
	arena_free(arena);
}
