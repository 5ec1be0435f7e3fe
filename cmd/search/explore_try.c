/* explore_try.c - see explore_try.h. */
#include "cmd/search/explore_try.h"

#include <string.h>

#include "cmd/search/search_report.h"
#include "cmd/search/search_smaller.h"
#include "cmd/term/prose.h"
#include "lab/program/beside.h"
#include "lab/program/program.h"
#include "lab/trace/schedule.h"

enum { LONGEST_TO_TYPE = 400 };

/* The number of a program's setting memory=. */
static int memory_setting(const struct search *search)
{
	return pattern_n_settings(search->pattern) - N_BESIDE + BESIDE_MEMORY;
}

/* What comes of a race is seen where accesses to memory are steps: the same, with them. */
static void add_steps(struct buf *out, const struct search *search)
{
	struct resolved all = search->all;

	if (!program_is_program(search->pattern) || all.values[memory_setting(search)] == MEMORY_STEPS)
		return;
	all.values[memory_setting(search)] = MEMORY_STEPS;
	buf_adds(out, "explore ");
	settings_print(out, &all);
	buf_adds(out, " memory=steps\n");
}

/* A schedule that nobody would read or paste is left to `replay last`. */
void explore_try(struct buf *out, const struct search *search, const struct exploration *found, const struct ending *ending,
                 const struct look *look)
{
	struct buf text = { 0 }, step = { 0 };

	search_smaller(&text, search, found);
	buf_adds(&step, "step schedule=\"");
	schedule_print(&step, ending->steps, ending->n);
	buf_adds(&step, "\"\n");
	if (step.length <= LONGEST_TO_TYPE && ending->n > 0)
		buf_adds(&text, buf_text(&step));
	buf_free(&step);
	if (ending->verdict == VERDICT_RACE)
		add_steps(&text, search);
	buf_adds(&text, "replay last");
	if (ending->verdict != VERDICT_OK)
		buf_adds(&text, "\nexplain");
	if (ending->verdict != VERDICT_OK && ending->verdict != VERDICT_UNDECLARED && pattern_n_settings(search->pattern))
		buf_adds(&text, "\nrepair");
	prose_try(out, look, buf_text(&text));
	buf_free(&text);
}

/* Is each access of a program to shared memory a step? */
static bool makes_steps(const struct search *search)
{
	return program_is_program(search->pattern) && search->all.values[memory_setting(search)] == MEMORY_STEPS;
}

/* Is so much of a run access to shared memory that with memory=races far less is to be searched? */
static bool is_all_memory(const struct search *search)
{
	const struct result *last = search->session->last;
	long cells = 0;

	if (!last || last->pattern != search->pattern || !makes_steps(search))
		return false;
	for (long i = 0; i < last->trace.n_events; i++) {
		int object = last->trace.events[i].object;

		cells += object >= 0 && object < last->snapshot->n_objects &&
		         !strcmp(last->snapshot->objects[object].kind, "cell");
	}
	return cells * 3 > last->trace.n_events;
}

static void add_line(struct buf *out, const struct search *search, const char *more)
{
	buf_adds(out, out->length ? "\nexplore " : "explore ");
	search_line(out, search);
	buf_printf(out, " %s", more);
}

void explore_further(struct buf *out, const struct search *search, const struct exploration *found,
                     const struct look *look)
{
	struct buf lines = { 0 };

	search_smaller(&lines, search, found);
	if (lines.length)
		lines.text[--lines.length] = '\0';
	if (search_rests_on_time(search, found) && !found->any_time)
		add_line(&lines, search, "time=any");
	if (found->failed)
		add_line(&lines, search, "outcome=exit");
	if (found->limit && strcmp(found->limit, "limit of time") == 0) {
		if ((found->cut && makes_steps(search)) || is_all_memory(search))
			add_line(&lines, search, "memory=races");
		add_line(&lines, search, "seconds=60");
	}
	if (lines.length)
		prose_try(out, look, buf_text(&lines));
	buf_free(&lines);
}
