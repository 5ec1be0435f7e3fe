/* trials.c - see trials.h. */
#include "lab/search/trials.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct trial {
	int         values[MAX_SETTINGS];
	bool        any_time;
	enum answer answer;
	bool        timed;
	long        work;               /* that was allowed for this answer; more may give another */
	bool        final;              /* more does not */
};

void trials_begin(struct trials *t, const struct run_options *options, const struct trial_limits *limits,
                  const struct explore_watcher *watcher)
{
	*t = (struct trials){
		.options = *options, .limits = *limits, .watcher = watcher, .started = clock_now(),
	};
}

void trials_free(struct trials *t)
{
	free(t->all);
	t->all = NULL;
}

static int n_settings(const struct trials *t)
{
	return pattern_n_settings(t->options.pattern);
}

/* ---- What is known ---- */

static struct trial *find(const struct trials *t, const int *values, bool any_time)
{
	for (long i = 0; i < t->n; i++)
		if (t->all[i].any_time == any_time &&
		    memcmp(t->all[i].values, values, (size_t)n_settings(t) * sizeof *values) == 0)
			return &t->all[i];
	return NULL;
}

static struct trial *add(struct trials *t, const int *values, bool any_time)
{
	struct trial *trial;

	if (t->n == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->all = realloc(t->all, (size_t)t->room * sizeof *t->all);
		must(t->all);
	}
	trial = &t->all[t->n++];
	*trial = (struct trial){ .any_time = any_time, .answer = UNDECIDED };
	memcpy(trial->values, values, (size_t)n_settings(t) * sizeof *values);
	return trial;
}

void trials_know(struct trials *t, const int *values, bool any_time, enum answer answer)
{
	struct trial *trial = add(t, values, any_time);

	trial->answer = answer;
	trial->final = true;
}

bool trials_timed(const struct trials *t, const int *values)
{
	const struct trial *trial = find(t, values, false);

	return trial && trial->timed;
}

/* ---- Finding out ---- */

static bool may_try(struct trials *t)
{
	if (!t->over && t->limits.work && t->worked >= t->limits.work)
		t->over = t->counted = true;
	if (t->limits.ns && clock_now() - t->started >= t->limits.ns)
		t->over = true;
	if (t->watcher && t->watcher->interrupted && t->watcher->interrupted(t->watcher->context))
		t->over = true;
	return !t->over;
}

static enum answer answer_of(const struct exploration *found)
{
	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			return BAD;
	if (found->failed)
		return BAD;
	return found->proved ? GOOD : UNDECIDED;
}

/* That may be spent on the next exploration. */
static long work_left(const struct trials *t)
{
	long left = t->limits.work - t->worked;

	return t->limits.work && left < t->work ? left : t->work;
}

/* A program is built for these values when they are new. False: that is more than may be done. */
static bool may_build(struct trials *t, const int *values)
{
	if (!t->options.pattern->outside || find(t, values, false) || find(t, values, true))
		return true;
	t->worked += WORK_OF_BUILDING;
	return may_try(t);
}

static struct exploration *explore_trial(struct trials *t, const struct trial *trial)
{
	struct explore_limits limits = { .work = work_left(t), .first_bad = true, .as_found = true };
	struct explore_watcher watcher = { 0 };

	t->options.values = trial->values;
	t->options.turn.any_time = trial->any_time;
	if (t->limits.ns)
		limits.ns = t->limits.ns - (clock_now() - t->started);
	if (t->limits.ns && limits.ns <= 0)
		limits.ns = 1;
	if (t->watcher) {
		watcher = *t->watcher;
		watcher.tick = NULL;            /* how far one of them is says nothing about all */
	}
	return explore(&t->options, &limits, &watcher, &t->error);
}

/* The run could not be made. With other sizes a program need not compile: then that is all there is to know. */
static void give_up(struct trials *t, struct trial *trial)
{
	if (!t->options.pattern->outside) {
		t->over = true;
		return;
	}
	free(t->error);
	t->error = NULL;
	trial->answer = IMPOSSIBLE;
	trial->final = true;
}

static void find_out(struct trials *t, struct trial *trial)
{
	struct exploration *found = explore_trial(t, trial);

	if (!found) {
		give_up(t, trial);
		return;
	}
	t->worked += found->work;
	trial->answer = answer_of(found);
	trial->timed = found->timed;
	trial->work = t->work;
	if (!may_try(t) && trial->answer == UNDECIDED)
		trial->work = 0;                /* not all of it was done */
	else
		trial->final = !found->more;
	exploration_free(found);
}

enum answer trials_ask(struct trials *t, const int *values, bool any_time)
{
	struct trial *trial = find(t, values, any_time);

	if (!trial && !t->over && t->limits.tries && t->n >= t->limits.tries)
		t->over = t->counted = true;
	if (!trial && may_try(t) && may_build(t, values))
		trial = add(t, values, any_time);
	if (!trial)
		return UNDECIDED;
	if (!trial->final && trial->work < t->work && may_try(t))
		find_out(t, trial);
	t->more |= trial->answer == UNDECIDED && !trial->final;
	return trial->answer;
}
