/* judge_beyond.c - see judge_beyond.h. */
#include "cmd/course/judge_beyond.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/course/judge_terms.h"
#include "cmd/term/interrupt.h"
#include "lab/engine/engine.h"
#include "lab/engine/fiber.h"
#include "lab/program/program.h"
#include "lab/search/explore.h"

enum {
	MOST_DOUBLED = 6,
	MOST_WORK = FIBERS ? 300000 : 5000,     /* of a search */
	MOST_OF_PROGRAM = 2                     /* that are doubled of a program: each number is a build */
};

/* What has been found out about one number. */
struct beyond {
	int          holds;             /* the largest with which it is proved to hold */
	int          breaks;            /* the smallest that was seen with which it does not; 0: none was */
	enum verdict verdict;           /* that can come then */
	bool         always;            /* and proved: nothing else can */
};

static bool interrupted(void *context)
{
	(void)context;
	return interrupt_pending();
}

static enum verdict first_bad(const struct exploration *found)
{
	int i = VERDICT_OK + 1;

	while (i < VERDICT_COUNT && !found->ends[i])
		i++;
	return (enum verdict)i;
}

/* All schedules with this value of a setting, or until one ends badly; NULL, or not all, where that is too many. */
static struct exploration *explore_with(const struct result *result, int setting, int value, bool first_bad)
{
	int values[MAX_SETTINGS];
	struct run_options options = {
		.pattern = result->pattern, .values = values, .files = result->files, .engine = &free_engine
	};
	const struct explore_limits limits = { .work = MOST_WORK, .first_bad = first_bad, .as_found = true };
	const struct explore_watcher watcher = { .interrupted = interrupted };
	struct exploration *found;
	char *error = NULL;

	memcpy(values, result->values, sizeof values);
	values[setting] = value;
	found = explore(&options, &limits, &watcher, &error);
	free(error);
	return found;
}

/* Look at every schedule with this value. False: it was not decided, or a program can end with a status other than 0. */
static bool look(struct beyond *beyond, const struct result *result, int setting, int value)
{
	struct exploration *found = explore_with(result, setting, value, true);
	enum verdict bad = found ? first_bad(found) : VERDICT_COUNT;
	bool decided = found && !interrupt_pending() && ((found->proved && !found->failures) || bad != VERDICT_COUNT);

	if (decided && bad == VERDICT_COUNT) {
		beyond->holds = value;
	} else if (decided) {
		beyond->breaks = value;
		beyond->verdict = bad;
	}
	exploration_free(found);
	return decided;
}

/* Where it breaks: in every schedule, and in the same way? */
static void look_whether_always(struct beyond *beyond, const struct result *result, int setting)
{
	struct exploration *found = explore_with(result, setting, beyond->breaks, false);

	beyond->always = found && found->proved && !found->failures && !interrupt_pending();
	for (int i = 0; i < VERDICT_COUNT && beyond->always; i++)
		beyond->always = !found->ends[i] == (i != (int)beyond->verdict);
	exploration_free(found);
}

static void look_beyond(struct beyond *beyond, const struct result *result, const struct spec *spec)
{
	int doubled = program_is_program(result->pattern) ? MOST_OF_PROGRAM : MOST_DOUBLED;
	int value = beyond->holds + 1;
	bool decided = value <= spec->max && look(beyond, result, spec->index, value);

	for (int i = 0; i < doubled && decided && !beyond->breaks && value <= spec->max / 2; i++) {
		value *= 2;
		decided = look(beyond, result, spec->index, value);
	}
	for (decided = beyond->breaks > 0; decided && beyond->breaks - beyond->holds > 1;)
		decided = look(beyond, result, spec->index, beyond->holds + (beyond->breaks - beyond->holds) / 2);
	if (beyond->breaks)
		look_whether_always(beyond, result, spec->index);
}

/* "with jobs=9 it always ends in deadlock", or "with jobs=9 there is a schedule that ends in deadlock" */
static void add_break(struct buf *out, const struct spec *spec, const struct beyond *beyond, int n)
{
	buf_printf(out, "%swith %s=%d %s %s", n ? "; " : " But it holds for these numbers, and not for all: ", spec->name,
	           beyond->breaks, beyond->always ? "it always ends in" : "there is a schedule that ends in",
	           verdict_word(beyond->verdict));
}

void beyond_add(struct buf *said, const struct goal *goal, const struct result *result)
{
	const char *list = goal->keep;
	struct buf holds = { 0 }, breaks = { 0 };
	struct term term;
	struct spec spec;
	int value, n = 0;

	while (term_next(&list, &term)) {
		struct beyond beyond = { 0 };

		if (*term.sign != '>' || !term_understands(&term, result->pattern, &spec, &value))
			continue;
		beyond.holds = result->values[spec.index];
		look_beyond(&beyond, result, &spec);
		if (beyond.breaks)
			add_break(&breaks, &spec, &beyond, n++);
		else if (beyond.holds > result->values[spec.index])
			buf_printf(&holds, "%s%s=%d", holds.length ? " and with " : " It is proved with ", spec.name, beyond.holds);
	}
	if (!interrupt_pending() && breaks.length)
		buf_printf(said, "%s. That is no fault of your answer: the task was about these numbers.", buf_text(&breaks));
	else if (!interrupt_pending() && holds.length)
		buf_printf(said, "%s, too.", buf_text(&holds));
	buf_free(&holds);
	buf_free(&breaks);
}
