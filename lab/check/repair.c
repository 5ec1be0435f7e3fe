/* repair.c - see repair.h. */
#include "lab/check/repair.h"

#include <stdlib.h>
#include <string.h>

enum { FARTHEST = 8, FARTHEST_PAIR = 2 };       /* how far a number is changed */

struct workshop {
	struct run_options            options;  /* its values are ours */
	int                           values[MAX_SETTINGS];
	int                           n_settings;
	const struct repair_limits   *limits;
	const struct explore_watcher *watcher;
	struct repairs               *repairs;
	int64_t                       started;
	bool                          over;
	char                        **error;
};

/* ---- Trying ---- */

static bool may_try(struct workshop *w)
{
	if (w->limits->tries && w->repairs->tried >= w->limits->tries)
		w->over = true;
	if (w->limits->ns && clock_now() - w->started >= w->limits->ns)
		w->over = true;
	if (w->watcher && w->watcher->interrupted && w->watcher->interrupted(w->watcher->context))
		w->over = true;
	return !w->over;
}

enum outcome { GOOD, BAD, UNKNOWN };

/* How it goes with the values as they are now. */
static enum outcome try(struct workshop *w)
{
	struct explore_limits limits = { .schedules = w->limits->schedules, .first_bad = true, .as_found = true };
	struct explore_watcher watcher = { 0 };
	struct exploration *found;
	enum outcome outcome = GOOD;

	if (!may_try(w))
		return UNKNOWN;
	if (w->limits->ns)
		limits.ns = w->limits->ns - (clock_now() - w->started);
	if (w->watcher) {
		watcher = *w->watcher;
		watcher.tick = NULL;
	}
	found = explore(&w->options, &limits, &watcher, w->error);
	w->repairs->tried++;
	if (!found) {
		w->over = true;
		return UNKNOWN;
	}
	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			outcome = BAD;
	if (outcome == GOOD && !found->proved)
		outcome = UNKNOWN;
	exploration_free(found);
	return outcome;
}

static bool is_number(const struct workshop *w, int setting)
{
	const struct setting *s = &w->options.pattern->settings[setting];

	return !s->words[0] && !s->is_file;
}

static bool is_legal(const struct workshop *w, struct change change)
{
	const struct setting *s = &w->options.pattern->settings[change.setting];

	return !s->is_file && change.value >= s->min && change.value <= s->max;
}

/* To have nothing to do repairs everything. */
static bool is_meant(const struct workshop *w, struct change change)
{
	const struct setting *s = &w->options.pattern->settings[change.setting];

	return is_legal(w, change) && (s->words[0] || change.value != 0 || s->standard == 0);
}

static bool is_changed(const struct repair *repair, int setting)
{
	for (int i = 0; i < repair->n; i++)
		if (repair->change[i].setting == setting)
			return true;
	return false;
}

/* Is it a number of something? None often means that this is switched off. */
static bool is_amount(const struct workshop *w, int setting)
{
	return is_number(w, setting) && w->values[setting] != 0;
}

/*
 * One more of every other number, one after the other: what breaks the repair, which is in force, again? A number that
 * was made less breaks with what it was before.
 */
static void test(struct workshop *w, struct repair *repair, const int *before)
{
	for (int i = 0; i < repair->n && !repair->broken; i++) {
		struct change change = repair->change[i];

		repair->broken = is_number(w, change.setting) && change.value < before[change.setting];
		repair->by = (struct change){ change.setting, before[change.setting] };
	}
	for (int i = 0; i < w->n_settings && !repair->broken; i++) {
		struct change more = { i, w->values[i] + 1 };
		enum outcome outcome;

		if (is_changed(repair, i) || !is_amount(w, i) || !is_legal(w, more))
			continue;
		w->values[i]++;
		outcome = try(w);
		repair->broken = outcome == BAD;
		repair->unsure |= outcome == UNKNOWN;
		repair->by = more;
		w->values[i]--;
	}
}

static void keep(struct repairs *repairs, const struct repair *repair)
{
	int at = repairs->n;

	while (at > 0 && repairs->at[at - 1].broken && !repair->broken)
		at--;
	memmove(&repairs->at[at + 1], &repairs->at[at], (size_t)(repairs->n - at) * sizeof *repair);
	repairs->at[at] = *repair;
	repairs->n++;
}

/* With these changes, does it end well? Then keep them. */
static bool attempt(struct workshop *w, const struct repair *wanted)
{
	int before[MAX_SETTINGS];
	struct repair repair = *wanted;
	bool good;

	if (w->repairs->n == MAX_REPAIRS)
		return false;
	memcpy(before, w->values, sizeof before);
	for (int i = 0; i < repair.n; i++)
		w->values[repair.change[i].setting] = repair.change[i].value;
	good = try(w) == GOOD;
	if (good) {
		test(w, &repair, before);
		keep(w->repairs, &repair);
	}
	memcpy(w->values, before, sizeof before);
	return good;
}

/* ---- What to try ---- */

/* The change number `i` of a setting, nearest first: more before less. False when there are no more so near. */
static bool change_of(const struct workshop *w, int setting, int i, int farthest, struct change *change)
{
	const struct setting *s = &w->options.pattern->settings[setting];
	int now = w->values[setting];

	change->setting = setting;
	if (s->is_file)
		return false;
	if (s->words[0]) {
		change->value = i < now ? i : i + 1;
		return change->value <= s->max;
	}
	change->value = i % 2 ? now - i / 2 - 1 : now + i / 2 + 1;
	return i / 2 < farthest;
}

static void try_one(struct workshop *w, int setting)
{
	struct repair repair = { .n = 1 };
	bool word = !is_number(w, setting);

	for (int i = 0; !w->over && change_of(w, setting, i, FARTHEST, &repair.change[0]); i++)
		if (is_meant(w, repair.change[0]) && attempt(w, &repair) && !word)
			break;          /* the nearest will do */
}

/* Words change what a program is, numbers only how much of it there is: words first. */
static void try_ones(struct workshop *w)
{
	for (int i = 0; i < w->n_settings; i++)
		if (!is_number(w, i))
			try_one(w, i);
	for (int i = 0; i < w->n_settings; i++)
		if (is_number(w, i))
			try_one(w, i);
}

static void try_two(struct workshop *w, int a, int b)
{
	struct repair repair = { .n = 2 };

	for (int i = 0; !w->over && change_of(w, a, i, FARTHEST_PAIR, &repair.change[0]); i++)
		for (int k = 0; !w->over && change_of(w, b, k, FARTHEST_PAIR, &repair.change[1]); k++)
			if (is_meant(w, repair.change[0]) && is_meant(w, repair.change[1]) && attempt(w, &repair))
				return;
}

static void try_twos(struct workshop *w)
{
	for (int a = 0; a < w->n_settings && w->repairs->n == 0; a++)
		for (int b = a + 1; b < w->n_settings && w->repairs->n < MAX_REPAIRS; b++)
			try_two(w, a, b);
}

bool repair_find(struct repairs *repairs, const struct run_options *options, const struct repair_limits *limits,
                 const struct explore_watcher *watcher, char **error)
{
	struct workshop w = {
		.options = *options, .n_settings = pattern_n_settings(options->pattern), .limits = limits,
		.watcher = watcher, .repairs = repairs, .started = clock_now(), .error = error,
	};

	*repairs = (struct repairs){ .n = 0 };
	*error = NULL;
	memcpy(w.values, options->values, (size_t)w.n_settings * sizeof *w.values);
	w.options.values = w.values;
	try_ones(&w);
	if (repairs->n == 0)
		try_twos(&w);
	repairs->complete = !w.over;
	return *error == NULL;
}
