/* stepping_guest.c - a run that is stepped, as a guest of the session: its prompt, its words, what they mean. */
#include "cmd/step/stepping.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/guest.h"
#include "cmd/step/commands.h"
#include "cmd/step/step_screen.h"
#include "cmd/step/step_task.h"
#include "cmd/step/stepping_parts.h"

/* Is it a pattern, or short for a command? Then it is not short for a task. */
static bool means_something(const char *word)
{
	char *candidates;
	bool command = command_find_prefix(word, &candidates) || candidates;

	free(candidates);
	return command || pattern_find(word);
}

/* Would `step WORD` be a step: is it a task or a number? */
static bool takes(const struct session *session, const void *state, const char *word)
{
	const struct position *position = stepper_look(((const struct stepping *)state)->stepper);

	(void)session;
	if (!*word)
		return false;
	return !word[strspn(word, "0123456789")] || step_task_is_number(word) || step_task_exact(position, word) != NO_TASK ||
	       (!means_something(word) && step_task(position, word) != NO_TASK);
}

static void means(void *state, const char *word, struct buf *out)
{
	struct stepping *stepping = state;
	const struct position *position = stepper_look(stepping->stepper);
	int task = step_task(position, word);

	if (task == NO_TASK || task == CLOCK_TASK || stepping->told_names)
		return;
	stepping->told_names = true;
	if (task == SEVERAL_TASKS)
		buf_adds(out, "a task is named by more of its name, or as t1, #1");
	else
		buf_printf(out, "the task %s is t%d or #%d", step_who(position, task), task, task);
}

/* The tasks that can move, and what they would do. */
static void offer_tasks(const struct session *session, const void *state, struct offers *offers)
{
	(void)session;
	stepping_offer(state, offers);
}

static void suggest_tasks(const struct session *session, const void *state, struct suggester *suggester)
{
	const struct stepping *stepping = state;
	const struct position *position = stepper_look(stepping->stepper);

	(void)session;
	for (int i = 0; i < position->n_tasks; i++)
		suggest_offer(suggester, step_who(position, i));
}

static const struct result *result_now(const struct session *session, const void *state)
{
	const struct stepping *stepping = state;

	(void)session;
	return stepper_look(stepping->stepper)->result;
}

/* "conclab(worker-pool:12)> " */
static void add_prompt(const struct session *session, const void *state, struct buf *out)
{
	const struct stepping *stepping = state;

	(void)session;
	buf_printf(out, "conclab(%s:%ld)> ", stepping->pattern->name, stepper_look(stepping->stepper)->step);
}

/* The step marked `>`. At the end there is none. */
static char *again(const struct session *session, const void *state)
{
	const struct stepping *stepping = state;
	struct buf line = { 0 };

	(void)session;
	if (stepper_look(stepping->stepper)->over)
		return NULL;
	buf_adds(&line, "step");
	return buf_take(&line);
}

const struct guest_kind stepping_guest = {
	.name = "stepping", .rank = 2,
	.free = stepping_free,
	.prompt = add_prompt, .again = again,
	.takes = takes, .command = &cmd_step, .means = means, .suggest = suggest_tasks, .offer = offer_tasks,
	.result = result_now,
	.leave = stepping_say_leaving,
};
