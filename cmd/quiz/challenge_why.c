/* challenge_why.c - where a person's way left the shortest schedule that ends badly; see challenge.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/quiz/challenge.h"
#include "lab/base/text.h"
#include "lab/search/tale.h"
#include "lab/trace/schedule.h"

/* ---- Whose steps ---- */

/* Is the task of this name in the step: it moved, or was met? */
static bool takes_part(const struct tale *tale, long i, const char *name)
{
	const struct told_step *step = &tale->steps[i];

	return (step->task != CLOCK_TASK && !strcmp(tale->tasks[step->task], name)) ||
	       (step->partner != NO_TASK && !strcmp(tale->tasks[step->partner], name));
}

/* In how many of the first `n` steps. */
static long count(const struct tale *tale, const char *name, long n)
{
	long steps = 0;

	for (long i = 0; i < n; i++)
		steps += takes_part(tale, i, name);
	return steps;
}

/* Where its step number `nth` is, from 1; -1: it has fewer. */
static long find(const struct tale *tale, const char *name, long nth)
{
	for (long i = 0; i < tale->n; i++)
		if (takes_part(tale, i, name) && --nth == 0)
			return i;
	return -1;
}

/* ---- Further than there ---- */

/* The first step with which this task has more of them than in all of the shortest; -1: it never has. */
static long goes_beyond(const struct tale *mine, const struct tale *shortest, int task)
{
	return find(mine, mine->tasks[task], count(shortest, mine->tasks[task], shortest->n) + 1);
}

static long add_beyond(struct buf *out, const struct tale *mine, const struct tale *shortest, const char *end)
{
	const char *who = NULL;
	long first = -1, steps;

	for (int task = 0; task < mine->n_tasks; task++) {
		long at = goes_beyond(mine, shortest, task);

		if (at >= 0 && (first < 0 || at < first)) {
			first = at;
			who = mine->tasks[task];
		}
	}
	if (first < 0)
		return -1;
	steps = count(shortest, who, shortest->n);
	buf_printf(out, " At step %ld %s went further: %s. In the shortest schedule that ends in %s ", first + 1, who,
	           mine->steps[first].what, end);
	if (steps)
		buf_printf(out, "it makes only %ld step%s.", steps, text_s(steps));
	else
		buf_adds(out, "it makes no step.");
	return first;
}

/* ---- In another order ---- */

/* Two steps that matter to each other: to the same object, and not two that only look. */
static bool touch(const struct told_step *one, const struct told_step *other)
{
	return one->task != other->task && one->task != CLOCK_TASK && other->task != CLOCK_TASK && one->object && other->object &&
	       !strcmp(one->object, other->object) && (strcmp(one->operation, "load") != 0 || strcmp(other->operation, "load") != 0);
}

/* Where the shortest has what step `i` of mine is; -1: nowhere. */
static long counterpart(const struct tale *mine, const struct tale *shortest, long i)
{
	const char *who = mine->tasks[mine->steps[i].task];

	return find(shortest, who, count(mine, who, i + 1));
}

static bool is_turned(const struct tale *mine, const struct tale *shortest, long i, long j)
{
	long first, second;

	if (!touch(&mine->steps[i], &mine->steps[j]))
		return false;
	first = counterpart(mine, shortest, i);
	second = counterpart(mine, shortest, j);
	return second >= 0 && first > second;
}

static long add_turned(struct buf *out, const struct tale *mine, const struct tale *shortest, const char *end)
{
	for (long i = 0; i < mine->n; i++)
		for (long j = i + 1; j < mine->n; j++) {
			if (!is_turned(mine, shortest, i, j))
				continue;
			buf_printf(out, " At step %ld, before %s (%s), came %s (%s). In the shortest schedule that ends in %s it is the "
			           "other way round.", i + 1, tale_who(mine, mine->steps[j].task), mine->steps[j].what,
			           tale_who(mine, mine->steps[i].task), mine->steps[i].what, end);
			return i;
		}
	return -1;
}

/* ---- The whole ---- */

static struct tale *tell(const struct run_options *options, const struct step *steps, long n, struct arena *arena)
{
	char *error = NULL;
	struct tale *tale = tale_tell(options, steps, n, arena, &error);

	free(error);
	return tale;
}

long challenge_add_why(struct buf *out, const struct result *result, const struct goal_end *end, enum verdict verdict)
{
	struct run_options options = {
		.pattern = result->pattern, .values = result->values, .files = result->files, .engine = &free_engine,
		.turn = { .any_time = result->any_time }
	};
	struct arena *arena = arena_new();
	struct tale *mine = NULL, *shortest = NULL;
	char *error = NULL;
	long n = 0, at = -1;
	struct step *steps = schedule_parse(result->schedule, &n, &error);

	if (steps)
		mine = tell(&options, steps, n, arena);
	if (mine && end->steps)
		shortest = tell(&options, end->steps, end->n, arena);
	if (shortest)
		at = add_beyond(out, mine, shortest, verdict_word(verdict));
	if (shortest && at < 0)
		at = add_turned(out, mine, shortest, verdict_word(verdict));
	free(steps);
	free(error);
	arena_free(arena);
	return at;
}
