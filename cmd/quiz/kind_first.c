/*
 * kind_first.c - questions about the shortest schedule that ends in a deadlock: who is the first that has to wait? See kinds.h.
 *
 * Main is left aside: it mostly waits for the others from the start, and who else does so is no candidate either.
 */
#include "cmd/quiz/kinds.h"

#include <stdlib.h>

#include "cmd/quiz/certify.h"
#include "lab/base/text.h"
#include "lab/search/stepper.h"
#include "lab/search/tale.h"

enum { LEAST_STEPS = 2, MOST_STEPS = 12, LEAST_TASKS = 2, MOST_TASKS = 8, MAIN = 1 };

/* Tasks, a bit each by id. */
typedef unsigned task_set;

/* Who waits. A run that is over has stopped those who would wait for ever. */
static task_set waiting(const struct position *position)
{
	task_set who = 0;

	for (int i = 0; i < position->n_tasks && i < MOST_TASKS; i++)
		if (position->tasks[i].stance != STANCE_CAN_MOVE && position->tasks[i].stance != STANCE_ENDED)
			who |= 1u << i;
	return who;
}

static int only_one(task_set who)
{
	for (int i = 0; i < MOST_TASKS; i++)
		if (who == 1u << i)
			return i;
	return NO_TASK;
}

/* Of the schedule: who waits at its start, and who alone is the first besides; NO_TASK: nobody, or several at once. */
static int first_to_wait(const struct run_options *options, const struct ending *ending, task_set *aside)
{
	char *error = NULL;
	struct stepper *stepper = stepper_new(options, &error);
	const struct position *position;
	task_set who = 0;

	free(error);
	if (!stepper)
		return NO_TASK;
	stepper_suggest(stepper, ending->steps, ending->n);
	position = stepper_look(stepper);
	*aside = MAIN | waiting(position);
	for (long i = 0; i < ending->n && !who && position->n_tasks <= MOST_TASKS; i++) {
		stepper_next(stepper);
		position = stepper_look(stepper);
		who = waiting(position) & ~*aside;
	}
	stepper_free(stepper);
	return only_one(who);
}

static void add_names(struct buf *out, const struct tale *tale, task_set who)
{
	int left = 0, n = 0;

	for (int i = 0; i < tale->n_tasks; i++)
		left += who >> i & 1;
	for (int i = 0; i < tale->n_tasks; i++)
		if (who >> i & 1) {
			buf_printf(out, "%s%s", n == 0 ? "" : n + 1 == left ? " and " : ", ", tale->tasks[i]);
			n++;
		}
}

/* " 1  philosopher-0  lock fork-0", a line each. */
static const char *list_steps(struct asked *asked, const struct tale *tale)
{
	struct buf text = { 0 };
	const char *listing;
	int widest = 0;

	for (long i = 0; i < tale->n; i++)
		if (text_columns(tale_who(tale, tale->steps[i].task)) > widest)
			widest = text_columns(tale_who(tale, tale->steps[i].task));
	for (long i = 0; i < tale->n; i++)
		buf_printf(&text, "%s%2ld  %-*s  %s", i ? "\n" : "", i + 1, widest, tale_who(tale, tale->steps[i].task),
		           tale->steps[i].what);
	listing = arena_text(asked->arena, buf_text(&text));
	buf_free(&text);
	return listing;
}

/* All but those aside, in the order of their numbers, but begun anywhere: the first to move is often the lowest. */
static bool list_tasks(struct asked *asked, struct rng *rng, const struct tale *tale, task_set aside, int first)
{
	int n = tale->n_tasks, candidates = 0, from;

	for (int i = 0; i < n; i++)
		candidates += !(aside >> i & 1);
	if (candidates < LEAST_TASKS || n > MOST_TASKS)
		return false;
	from = (int)rng_below(rng, (uint32_t)n);
	for (int k = 0; k < n; k++) {
		int i = (from + k) % n;

		if (!(aside >> i & 1))
			asked_choice(asked, tale->tasks[i], i == first);
	}
	return true;
}

static void word_first(struct asked *asked, const struct tale *tale, task_set aside, int first)
{
	struct buf but = { 0 };

	buf_adds(&but, "Main aside");
	if (aside != MAIN) {
		buf_adds(&but, ", and who waits from the start (");
		add_names(&but, tale, aside & ~(task_set)MAIN);
		buf_adds(&but, ")");
	}
	asked->listing = list_steps(asked, tale);
	asked->text = arena_printf(asked->arena, "The tasks move in this order, and then it is a deadlock. No schedule that "
	                           "ends so is shorter. %s: who is the first that has to wait, even for a moment?", buf_text(&but));
	asked->fact = arena_printf(asked->arena, "The first that has to wait is %s.", tale->tasks[first]);
	buf_free(&but);
}

static bool make_first(struct session *session, struct asked *asked, struct rng *rng)
{
	struct exploration *found = certify(session, &asked->setup, asked->subject->verdict);
	const struct ending *ending = found ? found->bad[VERDICT_DEADLOCK] : NULL;
	struct arena *arena = arena_new();
	struct tale *tale = NULL;
	struct search search;
	task_set aside = 0;
	int first = NO_TASK;
	char *error = NULL;
	bool good;

	setup_search(&search, session, &asked->setup);
	if (ending && ending->minimal && ending->n >= LEAST_STEPS && ending->n <= MOST_STEPS)
		first = first_to_wait(&search.options, ending, &aside);
	if (first != NO_TASK)
		tale = tale_tell(&search.options, ending->steps, ending->n, arena, &error);
	good = tale && list_tasks(asked, rng, tale, aside, first);
	if (good) {
		word_first(asked, tale, aside, first);
		asked_tell(asked, &asked->setup, found);
	} else {
		exploration_free(found);
	}
	free(error);
	arena_free(arena);
	return good;
}

const struct quiz_kind kind_first = { .name = "first", .level = 4, .verdict = VERDICT_DEADLOCK, .make = make_first };
