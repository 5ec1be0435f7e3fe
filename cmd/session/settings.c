/* settings.c - what can be turned and which values are legal; see settings.h. */
#include "cmd/session/settings.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/engine/input.h"
#include "lab/engine/strategy.h"
#include "lab/trace/verdict.h"

static const char *const switch_words[] = { "on", "off" };

#define X(verdict, word, meaning) word,
static const char *const expect_words[] = { "any", VERDICTS(X) };
#undef X

static const char *const strategy_words[] = { "free", "random", "round-robin", "pct" };
static const char *const carrier_words[] = { "fibers", "threads" };
static const char *const time_words[] = { "virtual", "any" };

static bool check_seed(const char *text, struct buf *why)
{
	uint64_t seed;

	if (seed_read(text, &seed))
		return true;
	buf_adds(why, "seed must be a number, 0..2^64-1, got ");
	quote_typed(why, text);
	return false;
}

static bool check_schedule(const char *text, struct buf *why)
{
	char *error = NULL;
	long n;

	free(schedule_parse(text, &n, &error));
	if (error)
		buf_printf(why, "schedule: %s", error);
	free(error);
	return why->length == 0;
}

static const struct spec run_specs[N_RUN_SETTINGS] = {
	[RUN_PACE] = {
		.name = "pace", .help = "ms between operations; 0 is full speed",
		.max = 10000, .index = RUN_PACE, .of_run = true
	},
	[RUN_TRACE] = {
		.name = "trace", .help = "record events", .words = switch_words, .n_words = 2,
		.max = 1, .index = RUN_TRACE, .of_run = true
	},
	[RUN_LOG] = {
		.name = "log", .help = "events shown while it runs",
		.standard = 200, .max = 1000000, .index = RUN_LOG, .of_run = true
	},
	[RUN_KEEP] = {
		.name = "keep", .help = "events kept",
		.standard = 200000, .min = 1, .max = 100000000, .index = RUN_KEEP, .of_run = true
	},
	[RUN_PATIENCE] = {
		.name = "patience", .help = "ms of the tasks' own time without progress until it counts as stalled; real threads",
		.standard = 5000, .min = 1, .max = 3600000, .index = RUN_PATIENCE, .of_run = true
	},
	[RUN_EXPECT] = {
		.name = "expect", .help = "the verdict that makes the status 0",
		.words = expect_words, .n_words = VERDICT_COUNT + 1,
		.max = VERDICT_COUNT, .index = RUN_EXPECT, .of_run = true
	},
	[RUN_SEED] = {
		.name = "seed", .help = "chance decides, the same way each time",
		.max = 1, .index = RUN_SEED, .of_run = true, .range = "0..2^64-1", .check = check_seed
	},
	[RUN_STRATEGY] = {
		.name = "strategy", .help = "who decides what moves next; free: the system",
		.words = strategy_words, .n_words = 4, .max = 3, .index = RUN_STRATEGY, .of_run = true
	},
	[RUN_PCT_DEPTH] = {
		.name = "pct-depth", .help = "strategy=pct: events whose order makes the bug",
		.standard = 3, .min = 1, .max = PCT_CHANGES, .index = RUN_PCT_DEPTH, .of_run = true
	},
	[RUN_SCHEDULE] = {
		.name = "schedule", .help = "the steps to make, as 0 1x3 2.1",
		.max = 1, .index = RUN_SCHEDULE, .of_run = true, .range = "STEPS", .check = check_schedule
	},
	[RUN_CARRIER] = {
		.name = "carrier", .help = "what tasks taking turns run on",
		.words = carrier_words, .n_words = 2, .max = 1, .index = RUN_CARRIER, .of_run = true
	},
	[RUN_TIME] = {
		.name = "time", .help = "any: it may pass at any moment; virtual: only when nothing else can move",
		.words = time_words, .n_words = 2, .max = 1, .index = RUN_TIME, .of_run = true
	},
	[RUN_WATCH] = {
		.name = "watch", .help = "show it as a picture that moves, at a pace= of ms a step",
		.words = switch_words, .n_words = 2, .standard = 1, .max = 1, .index = RUN_WATCH, .of_run = true
	},
};

struct spec spec_of_pattern(const struct pattern *pattern, int index)
{
	const struct setting *s = &pattern->settings[index];
	struct spec spec = { .name = s->name, .help = s->help, .standard = s->standard, .min = s->min,
	                     .max = s->max, .is_file = s->is_file == ONE_FILE || s->is_file == FILE_OR_TREE,
	                     .is_tree = s->is_file == FILE_OR_TREE, .index = index, .is_text = s->is_file != NO_FILE,
	                     .is_beside = s->is_beside, .range = s->range, .check = s->check };

	if (s->words[0] && !spec.is_text) {
		spec.words = s->words;
		spec.n_words = s->max + 1;
	}
	return spec;
}

struct spec spec_of_run(enum run_setting setting)
{
	return run_specs[setting];
}

bool spec_find(struct spec *spec, const struct pattern *pattern, const char *name)
{
	for (int i = 0; pattern && i < pattern_n_settings(pattern); i++)
		if (!strcmp(pattern->settings[i].name, name)) {
			*spec = spec_of_pattern(pattern, i);
			return true;
		}
	for (int i = 0; i < N_RUN_SETTINGS; i++)
		if (!strcmp(run_specs[i].name, name)) {
			*spec = run_specs[i];
			return true;
		}
	return false;
}

void spec_range(struct buf *out, const struct spec *spec)
{
	if (spec->is_file)
		buf_adds(out, spec->is_tree ? "FILE|DIR" : "FILE");
	else if (spec->check)
		buf_adds(out, spec->range);
	else if (!spec->words && spec->min == INT_MIN && spec->max == INT_MAX)
		buf_adds(out, "any number");
	else if (!spec->words)
		buf_printf(out, "%d..%d", spec->min, spec->max);
	for (int i = 0; i < spec->n_words; i++)
		buf_printf(out, "%s%s", i ? "|" : "", spec->words[i]);
}

void spec_value(struct buf *out, const struct spec *spec, int value, const char *text)
{
	if (spec->is_text && !spec->is_file)
		buf_adds(out, text && *text ? text : "\"\"");
	else if (spec->is_file || spec->check)
		buf_adds(out, text && *text ? text : "none");
	else if (spec->words)
		buf_adds(out, spec->words[value]);
	else
		buf_printf(out, "%d", value);
}

/* ---- Values. ---- */

static bool is_number(const char *text)
{
	text += *text == '-';
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool check_number(const struct spec *spec, const char *text, int *value, struct buf *why)
{
	long long number;

	if (!is_number(text)) {
		buf_printf(why, "%s must be a number, %d..%d, got ", spec->name, spec->min, spec->max);
		quote_typed(why, text);
		return false;
	}
	errno = 0;
	number = strtoll(text, NULL, 10);
	if (errno || number < spec->min || number > spec->max) {
		buf_printf(why, "%s must be %d..%d, got %.30s%s", spec->name, spec->min, spec->max, text,
		           strlen(text) > 30 ? "..." : "");
		return false;
	}
	*value = (int)number;
	return true;
}

static bool check_word(const struct spec *spec, const char *text, int *value, struct buf *why,
                       struct suggestions *near)
{
	struct suggester suggester = { .typed = text };

	for (int i = 0; i < spec->n_words; i++) {
		if (!strcmp(spec->words[i], text)) {
			*value = i;
			return true;
		}
		suggest_offer(&suggester, spec->words[i]);
	}
	buf_printf(why, "%s must be ", spec->name);
	for (int i = 0; i < spec->n_words; i++)
		buf_printf(why, "%s%s", i == 0 ? "" : i == spec->n_words - 1 ? " or " : ", ", spec->words[i]);
	buf_adds(why, ", got ");
	quote_typed(why, text);
	*near = suggester.best;
	return false;
}

static bool check_file(const struct spec *spec, const char *text, int *value, struct buf *why)
{
	struct stat facts;

	*value = *text != '\0';
	if (!*text)
		return true;
	buf_printf(why, "%s: ", spec->name);
	if (stat(text, &facts) || access(text, S_ISDIR(facts.st_mode) ? R_OK | X_OK : R_OK)) {
		buf_adds(why, "cannot read ");
		quote_typed(why, text);
		buf_printf(why, ": %s", strerror(errno));
		return false;
	}
	if (S_ISDIR(facts.st_mode) ? !spec->is_tree : !S_ISREG(facts.st_mode)) {
		quote_typed(why, text);
		buf_printf(why, " is %s; %s is needed", S_ISDIR(facts.st_mode) ? "a directory" : "no file",
		           spec->is_tree ? "a file or a directory" : "a file");
		return false;
	}
	if (S_ISREG(facts.st_mode) && facts.st_size > (off_t)MOST_INPUT_MIB << 20) {
		quote_typed(why, text);
		buf_printf(why, " holds more than %d MiB, the most a run takes", MOST_INPUT_MIB);
		return false;
	}
	buf_clear(why);
	return true;
}

bool seed_read(const char *text, uint64_t *seed)
{
	char *end;

	errno = 0;
	*seed = strtoull(text, &end, 10);
	return isdigit((unsigned char)*text) && !*end && !errno;
}

bool value_check(const struct spec *spec, const char *text, int *value, struct problem *problem)
{
	struct buf why = { 0 };
	bool good = false;

	*problem = (struct problem){ .code = "bad-value" };
	if ((spec->is_file || (spec->check && !spec->is_text)) && !strcmp(text, "none"))
		text = "";                      /* as spec_value() shows it; ./none is a file */
	if (spec->is_file) {
		good = check_file(spec, text, value, &why);
	} else if (spec->check) {
		*value = *text != '\0';
		good = !*text || spec->check(text, &why);
	} else if (!*text) {
		buf_printf(&why, "%s needs a value: ", spec->name);
		spec_range(&why, spec);
	} else if (spec->words) {
		good = check_word(spec, text, value, &why, &problem->suggestions);
	} else {
		good = check_number(spec, text, value, &why);
	}
	if (!good)
		problem->sentence = buf_take(&why);
	buf_free(&why);
	return good;
}
