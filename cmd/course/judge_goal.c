/* judge_goal.c - see judge_goal.h. */
#include "cmd/course/judge_goal.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/course/judge_beyond.h"
#include "cmd/course/judge_terms.h"
#include "cmd/course/judge_threads.h"
#include "cmd/session/settings.h"
#include "cmd/term/interrupt.h"
#include "lab/check/watchdog.h"
#include "lab/engine/engine.h"
#include "lab/engine/fiber.h"
#include "lab/program/program.h"
#include "lab/search/explore.h"

enum { LONGEST_S = 4 };         /* for all repetitions */
enum { MOST_WORK = FIBERS ? 10000000 : 200000 };        /* of looking at every schedule */

bool goal_valid(const struct goal *goal, const struct pattern *pattern, struct buf *why)
{
	const char *list = goal->keep;
	struct term term;
	struct spec spec;
	int value;

	if (*goal->must_print && !program_is_program(pattern)) {
		buf_adds(why, "must-print");
		return false;
	}
	while (term_next(&list, &term))
		if (!term_understands(&term, pattern, &spec, &value)) {
			buf_adds(why, term.text);
			return false;
		}
	return true;
}

bool goal_kept(const struct goal *goal, const struct pattern *pattern, const int *values, struct buf *why)
{
	const char *list = goal->keep;
	struct term term;
	struct spec spec;
	int value;

	while (term_next(&list, &term)) {
		if (!term_understands(&term, pattern, &spec, &value) ||
		    term_compares(term.sign, values[spec.index], value))
			continue;
		buf_printf(why, "%s, this run has %s=", term.text, term.name);
		spec_value(why, &spec, values[spec.index], NULL);
		return false;
	}
	return true;
}

/* As it was loaded last; else as it stands in its file. */
static const struct pattern *program_at(const char *path)
{
	const struct pattern *loaded = program_loaded(path);
	struct program_outcome outcome;

	if (!loaded) {
		program_load(&outcome, path, NULL);
		loaded = outcome.pattern;
		program_outcome_free(&outcome);
	}
	return loaded;
}

const struct pattern *goal_pattern(const struct goal *goal)
{
	const char *name = goal->start;
	char word[200] = "";
	size_t length;

	if (strncmp(name, "run ", 4) == 0)
		name += 4;
	name += strspn(name, " ");
	length = strcspn(name, " ");
	if (length < sizeof word)
		memcpy(word, name, length);
	return program_is_path(word) ? program_at(word) : pattern_find(word);
}

bool goal_means(const struct goal *goal, const struct pattern *pattern)
{
	const struct pattern *meant = goal_pattern(goal);
	struct buf why = { 0 };
	bool means = pattern == meant;

	if (meant && program_is_program(meant) && program_is_program(pattern))
		means = goal_valid(goal, pattern, &why);
	buf_free(&why);
	return means;
}

static bool interrupted(void *context)
{
	(void)context;
	return interrupt_pending();
}

/* The verdict of one more run. */
static enum verdict rerun(const struct result *result)
{
	struct run_options options = {
		.pattern = result->pattern, .values = result->values, .files = result->files,
		.engine = &free_engine
	};
	struct watcher watcher = { .interrupted = interrupted };
	char *error = NULL;
	struct result *again = watch_run(&options, &watcher, &error);
	enum verdict verdict = again ? again->verdict : VERDICT_FAILED;

	result_free(again);
	free(error);
	return verdict;
}

/* Count every schedule as one run that has reached the goal or has not. */
static struct tally judge_all(const struct goal *goal, const struct exploration *found)
{
	struct tally tally = { .runs = 1, .reached = found->proved && found->ends[goal->verdict] > 0 };

	for (int i = 0; i < VERDICT_COUNT; i++)
		tally.ends |= found->ends[i] ? 1u << i : 0;
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i] && i != (int)goal->verdict) {
			tally.reached = 0;
			tally.other = (enum verdict)i;
			return tally;
		}
	tally.open = !tally.reached;
	return tally;
}

static struct tally look_at_all(const struct goal *goal, const struct pattern *pattern, const int *values,
                                const char *const *files, bool first_bad)
{
	struct run_options options = { .pattern = pattern, .values = values, .files = files, .engine = &free_engine };
	struct explore_limits limits = { .work = MOST_WORK, .first_bad = first_bad, .as_found = true };
	struct explore_watcher watcher = { .interrupted = interrupted };
	struct tally tally = { .runs = 1, .open = true };
	char *error = NULL;
	struct exploration *found = explore(&options, &limits, &watcher, &error);

	if (found)
		tally = judge_all(goal, found);
	tally.interrupted = interrupt_pending();
	exploration_free(found);
	free(error);
	return tally;
}

struct tally goal_of_all(const struct goal *goal, const struct pattern *pattern)
{
	const char *files[MAX_SETTINGS] = { NULL };
	int values[MAX_SETTINGS] = { 0 };

	for (int i = 0; i < pattern_n_settings(pattern); i++)
		values[i] = pattern->settings[i].standard;
	return look_at_all(goal, pattern, values, files, false);
}

/* With what the goal wants to be printed, whatever the run itself was asked for. */
static struct tally look_at_all_of(const struct goal *goal, const struct result *result)
{
	const char *files[MAX_SETTINGS];
	int values[MAX_SETTINGS];
	struct spec spec;

	memcpy(files, result->files, sizeof files);
	memcpy(values, result->values, sizeof values);
	if (*goal->must_print && spec_find(&spec, result->pattern, "must-print")) {
		files[spec.index] = goal->must_print;
		values[spec.index] = 1;
	}
	return look_at_all(goal, result->pattern, values, files, goal->verdict == VERDICT_OK);
}

struct tally goal_repeat(const struct goal *goal, const struct result *result, int runs)
{
	struct tally tally = { 0 };
	int64_t end = clock_now() + (int64_t)LONGEST_S * 1000000000;

	if (goal->proved)
		return look_at_all_of(goal, result);
	while (tally.runs < runs && clock_now() < end) {
		enum verdict verdict = rerun(result);

		if (verdict == VERDICT_INTERRUPTED) {
			tally.interrupted = true;
			break;
		}
		tally.runs++;
		if (verdict == goal->verdict)
			tally.reached++;
		else
			tally.other = verdict;
	}
	return tally;
}

/* ---- In words ---- */

/* A repair may hold for these numbers, and not for larger ones. */
static void tell_proved(const struct goal *goal, const struct result *result, struct buf *said)
{
	buf_printf(said, "You did it: every schedule ends in %s", verdict_word(goal->verdict));
	if (*goal->must_print)
		buf_printf(said, " and prints \"%s\"", goal->must_print);
	buf_adds(said, ", and that is proved.");
	if (goal->verdict == VERDICT_OK)
		beyond_add(said, goal, result);
}

/* The verdict is the one asked for: is it so in every schedule? */
static bool prove(const struct goal *goal, const struct result *result, struct buf *said)
{
	const char *word = verdict_word(goal->verdict);
	struct tally tally = goal_repeat(goal, result, 1);
	struct buf idle = { 0 };
	bool reached = tally.reached && threads_needed(goal_pattern(goal), result, &idle);

	if (idle.length)
		buf_printf(said, "Every schedule of that ends in %s. But %s. The task is to repair what the threads do together, "
		           "not to do without them.", word, buf_text(&idle));
	else if (reached)
		tell_proved(goal, result, said);
	else if (tally.open)
		buf_printf(said, "This run ended in %s. Whether every schedule does could not be decided: there are too "
		           "many. Make its numbers smaller.", word);
	else if (*goal->must_print && tally.other == VERDICT_BROKEN)
		buf_printf(said, "This run ended in %s, but there is a schedule that does not print \"%s\". "
		           "`explore` with must-print=\"%s\" shows it.", word, goal->must_print, goal->must_print);
	else
		buf_printf(said, "This run ended in %s, but not every schedule does: there is one that ends in %s, %s. "
		           "`explore` shows it.", word, verdict_word(tally.other), verdict_meaning(tally.other));
	buf_free(&idle);
	return reached;
}

/* The verdict is the one asked for: is it so every time? */
static bool confirm(const struct goal *goal, const struct result *result, struct buf *said)
{
	const char *word = verdict_word(goal->verdict);
	struct tally tally = goal_repeat(goal, result, goal->runs - 1);
	int others = tally.runs - tally.reached, runs = tally.runs + 1;

	if (others)
		buf_printf(said, "This run ended in %s, but %d of %d did not: %s, %s. Make it %s every time.",
		           word, others, runs, verdict_word(tally.other), verdict_meaning(tally.other), word);
	else if (runs > 1)
		buf_printf(said, "You did it: %d of %d runs on real threads ended in %s. (That many runs, "
		           "not a proof.)", runs, runs, word);
	else
		buf_printf(said, "You did it: this run ended in %s. (One run, not a proof.)", word);
	return !others;
}

bool goal_judge(const struct goal *goal, const struct result *result, struct buf *said)
{
	const char *word = verdict_word(result->verdict);
	struct buf why = { 0 };
	bool reached = false;

	if (!goal_means(goal, result->pattern))
		return false;
	if (!goal_kept(goal, result->pattern, result->values, &why))
		buf_printf(said, "That is %s, but the task asks to keep %s.", word, buf_text(&why));
	else if (result->verdict == goal->verdict)
		reached = (goal->proved ? prove : confirm)(goal, result, said);
	else
		buf_printf(said, "That is %s: %s. The task asks for %s. Try again, or `lesson hint`.", word,
		           verdict_meaning(result->verdict), verdict_word(goal->verdict));
	buf_free(&why);
	return reached;
}
