/*
 * repair.c - see repair.h.
 *
 * All changes are gone through again and again, each time with more work allowed for what is not known yet. What is
 * known is remembered, so that each pass but the last costs little; and it grows slowly, so that what is cheap to decide is
 * decided before what is not takes the time.
 */
#include "lab/search/repair.h"

#include <string.h>

enum { FIRST_WORK = 5000, GROWTH = 4 };

struct workshop {
	struct trials         trials;
	const struct pattern *pattern;
	int                   n_settings;
	bool                  any_time;
	int                   values[MAX_SETTINGS];     /* as they are to be tried */
	struct repairs       *repairs;
	long                  most;                     /* work of one exploration */
};

static long more_work(long work, long most)
{
	return work < most / GROWTH ? work * GROWTH : most;
}

static enum answer ask(struct workshop *w)
{
	return trials_ask(&w->trials, w->values, w->any_time);
}

/* ---- Settings ---- */

/* One of several words, or a number that only switches something on. */
static bool is_word(const struct workshop *w, int setting)
{
	const struct setting *s = &w->pattern->settings[setting];

	return s->words[0] || (!s->is_file && s->min == 0 && s->max == 1);
}

static bool is_number(const struct workshop *w, int setting)
{
	return !is_word(w, setting) && !w->pattern->settings[setting].is_file;
}

static bool is_legal(const struct workshop *w, struct change change)
{
	const struct setting *s = &w->pattern->settings[change.setting];

	return !s->is_file && !s->is_beside && change.value >= s->min && change.value <= s->max;
}

/* To have nothing to do repairs everything; and where a program's own number is none below zero, none is meant. */
static bool is_meant(const struct workshop *w, struct change change)
{
	const struct setting *s = &w->pattern->settings[change.setting];

	return is_legal(w, change) && (is_word(w, change.setting) || change.value != 0 || s->standard == 0) &&
	       (change.value >= 0 || s->standard < 0);
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
 * Of a number so large that the nearest ones are as good as the same, small ones are tried: what a thousand or a million rounds
 * do shows in a few.
 */
static bool is_large(int value)
{
	enum { LARGE = 100 };

	return value >= LARGE;
}

/* ---- Does it last? ---- */

/* Ends it badly with this number, too? Then that is what breaks it. */
static void ask_with(struct workshop *w, struct repair *repair, struct change more)
{
	int now = w->values[more.setting];
	enum answer answer;

	w->values[more.setting] = more.value;
	answer = ask(w);
	w->values[more.setting] = now;
	repair->broken = answer == BAD;
	repair->unsure |= answer == UNDECIDED;
	repair->by = more;
}

/* A number that was made less breaks on the way back to what it was before. */
static void go_back(struct workshop *w, struct repair *repair, const int *before)
{
	for (int i = 0; i < repair->n && !repair->broken; i++) {
		struct change more = repair->change[i];

		if (!is_number(w, more.setting))
			continue;
		while (!repair->broken && ++more.value <= before[more.setting] && more.value <= repair->change[i].value + FARTHEST)
			ask_with(w, repair, more);
		repair->unsure |= !repair->broken && more.value <= before[more.setting];
	}
}

/* Does the pattern, with every word at its default, end well with the numbers as they were, and badly with this one? */
static bool breaks_by_itself(struct workshop *w, const int *before, struct change more)
{
	int values[MAX_SETTINGS];
	enum answer was;

	memcpy(values, before, sizeof values);
	for (int i = 0; i < w->n_settings; i++)
		if (is_word(w, i))
			values[i] = w->pattern->settings[i].standard;
	was = trials_ask(&w->trials, values, w->any_time);
	values[more.setting] = more.value;
	return was != BAD && trials_ask(&w->trials, values, w->any_time) == BAD;
}

/* One more of every other number, one after the other: what breaks the repair, which is in force, again? */
static void go_on(struct workshop *w, struct repair *repair, const int *before)
{
	for (int i = 0; i < w->n_settings && !repair->broken; i++) {
		struct change more = { i, w->values[i] + 1 };

		if (is_changed(repair, i) || !is_amount(w, i) || !is_legal(w, more))
			continue;
		ask_with(w, repair, more);
		if (repair->broken && breaks_by_itself(w, before, more)) {
			repair->broken = false;
			repair->silent |= 1u << i;
		}
	}
}

static enum lasting lasting(struct workshop *w)
{
	static const enum lasting of[] = {
		[GOOD] = AT_ANY_TIME, [BAD] = IN_VIRTUAL_TIME, [UNDECIDED] = TIME_UNDECIDED,
		[IMPOSSIBLE] = TIME_UNDECIDED,
	};

	if (w->any_time || !trials_timed(&w->trials, w->values))
		return CLOCKLESS;
	return of[trials_ask(&w->trials, w->values, true)];
}

/* ---- Keeping ---- */

static int rank(const struct repair *repair)
{
	int certain = repair->lasting == TIME_UNDECIDED ? 1 : repair->lasting == IN_VIRTUAL_TIME ? 2 : 0;

	return repair->broken ? 3 : certain;
}

static void keep(struct repairs *repairs, const struct repair *repair)
{
	int at = repairs->n;

	while (at > 0 && rank(&repairs->at[at - 1]) > rank(repair))
		at--;
	memmove(&repairs->at[at + 1], &repairs->at[at], (size_t)(repairs->n - at) * sizeof *repair);
	repairs->at[at] = *repair;
	repairs->n++;
}

/* With these changes, does it end well? Then keep them. */
static enum answer attempt(struct workshop *w, const struct repair *wanted)
{
	struct repair repair = *wanted;
	int before[MAX_SETTINGS];
	enum answer answer;

	memcpy(before, w->values, sizeof before);
	for (int i = 0; i < repair.n; i++)
		w->values[repair.change[i].setting] = repair.change[i].value;
	answer = ask(w);
	if (answer == GOOD && w->repairs->n == MAX_REPAIRS) {
		answer = UNDECIDED;             /* it is not told, then */
	} else if (answer == GOOD) {
		repair.lasting = lasting(w);
		go_back(w, &repair, before);
		go_on(w, &repair, before);
		keep(w->repairs, &repair);
	}
	memcpy(w->values, before, sizeof before);
	return answer;
}

/* ---- What to try ---- */

/* The change number `i` of a setting, nearest first: more before less. False when there are no more so near. */
static bool change_of(const struct workshop *w, int setting, int i, int farthest, struct change *change)
{
	const struct setting *s = &w->pattern->settings[setting];
	int now = w->values[setting];

	change->setting = setting;
	if (s->is_file || s->is_beside)
		return false;
	if (is_word(w, setting)) {
		change->value = i < now ? i : i + 1;
		return change->value <= s->max;
	}
	if (is_large(now)) {
		change->value = farthest - i;
		return i < farthest;
	}
	change->value = i % 2 ? now - i / 2 - 1 : now + i / 2 + 1;
	return i / 2 < farthest;
}

/* Try change number `i` of a setting. False when that is all of it: none is so near, or a nearer number will do. */
static bool try_one(struct workshop *w, int setting, int i)
{
	struct repairs *repairs = w->repairs;
	struct repair repair = { .n = 1 };
	enum answer answer;

	if (!change_of(w, setting, i, FARTHEST, &repair.change[0]))
		return false;
	answer = is_meant(w, repair.change[0]) ? attempt(w, &repair) : BAD;
	if (answer == UNDECIDED)
		repairs->undecided[repairs->n_undecided++] = repair.change[0];
	return answer != GOOD || !is_number(w, setting);
}

static void try_words(struct workshop *w)
{
	for (int setting = 0; setting < w->n_settings; setting++)
		if (!is_number(w, setting))
			for (int i = 0; try_one(w, setting, i); i++)
				;
}

/* The nearest of all numbers before any that is farther: a large number of threads would use up what the others need. */
static void try_numbers(struct workshop *w)
{
	bool done[MAX_SETTINGS] = { false };

	for (int i = 0; i < 2 * FARTHEST; i++)
		for (int setting = 0; setting < w->n_settings; setting++)
			if (is_number(w, setting) && !done[setting])
				done[setting] = !try_one(w, setting, i);
}

static void ask_word(struct workshop *w, int setting)
{
	int now = w->values[setting];
	struct change change;

	for (int i = 0; change_of(w, setting, i, 0, &change); i++) {
		w->values[setting] = change.value;
		ask(w);
		w->values[setting] = now;
	}
}

/*
 * Words change what a program is, numbers only how much of it there is: words first, and they are given more work than
 * numbers, and than the question how long they last.
 */
static void try_ones(struct workshop *w)
{
	long work = w->trials.work;

	w->repairs->n = w->repairs->n_undecided = 0;
	w->trials.work = more_work(work, w->most);
	for (int i = 0; i < w->n_settings; i++)
		if (!is_number(w, i))
			ask_word(w, i);
	w->trials.work = work;
	try_words(w);
	try_numbers(w);
}

static void try_two(struct workshop *w, int a, int b)
{
	struct repair repair = { .n = 2 };

	for (int i = 0; change_of(w, a, i, FARTHEST_PAIR, &repair.change[0]); i++)
		for (int k = 0; change_of(w, b, k, FARTHEST_PAIR, &repair.change[1]); k++) {
			enum answer answer = BAD;

			if (is_meant(w, repair.change[0]) && is_meant(w, repair.change[1]))
				answer = attempt(w, &repair);
			w->repairs->undecided_pairs += answer == UNDECIDED;
			if (answer == GOOD)
				return;
		}
}

/* The pairs of one setting with the others will do. */
static void try_twos(struct workshop *w)
{
	w->repairs->n = 0;
	w->repairs->undecided_pairs = 0;
	for (int a = 0; a < w->n_settings && w->repairs->n == 0; a++)
		for (int b = a + 1; b < w->n_settings; b++)
			try_two(w, a, b);
}

/* Go through them until all is decided, or no more may be done. */
static void pass(struct workshop *w, void (*through)(struct workshop *))
{
	struct trials *trials = &w->trials;

	trials->work = FIRST_WORK < w->most ? FIRST_WORK : w->most;
	for (;;) {
		trials->more = false;
		through(w);
		if (!trials->more || trials->over || trials->work == w->most)
			return;
		trials->work = more_work(trials->work, w->most);
	}
}

bool repair_find(struct repairs *repairs, const struct run_options *options, const struct repair_limits *limits,
                 const struct explore_watcher *watcher, char **error)
{
	struct workshop w = {
		.pattern = options->pattern, .n_settings = pattern_n_settings(options->pattern),
		.any_time = options->turn.any_time, .repairs = repairs, .most = limits->work,
	};

	*repairs = (struct repairs){ .n = 0 };
	trials_begin(&w.trials, options, &limits->all, watcher);
	memcpy(w.values, options->values, (size_t)w.n_settings * sizeof *w.values);
	trials_know(&w.trials, w.values, w.any_time, BAD);
	pass(&w, try_ones);
	if (repairs->n == 0)
		pass(&w, try_twos);
	repairs->tried = w.trials.n - 1;
	repairs->complete = repairs->n_undecided == 0 && repairs->undecided_pairs == 0;
	repairs->cut = w.trials.over;
	repairs->counted = w.trials.counted;
	repairs->work = limits->work;
	repairs->worked = w.trials.worked;
	*error = w.trials.error;
	trials_free(&w.trials);
	return *error == NULL;
}
