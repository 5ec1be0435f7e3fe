/* search_ending.c - see search_ending.h. */
#include "cmd/search/search_ending.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_report.h"
#include "lab/base/text.h"
#include "lab/check/conclude.h"
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
	if (result && result->race && ending->cut)
		conclude_by_race(result);               /* it went on from there, and came to no end */
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

/* A livelock only for who never gets a lock: an unfair lock keeps him waiting. */
static void add_starved(struct buf *out, const struct search *search, const struct ending *ending, const struct tale *tale)
{
	struct arena *arena = arena_new();
	struct starved starved;
	struct buf text = { 0 };

	if (search_starves(search, ending, tale, arena, &starved)) {
		buf_printf(&text, "starvation: %s never gets %s, for %s takes it again each time it was given back; a mutex need "
		           "not let in who has waited longest", starved.task, starved.lock, starved.keeper);
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, search->session->look.width, search->session->look.ascii);
	}
	buf_free(&text);
	arena_free(arena);
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
