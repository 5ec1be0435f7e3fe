/* stepping_guest.c - a run that is stepped, as a guest of the session: its prompt, its words, what they mean. */
#include "cmd/step/stepping.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/guest.h"
#include "cmd/step/commands.h"
#include "cmd/step/step_screen.h"
#include "cmd/step/step_task.h"
#include "cmd/step/stepping_parts.h"
#include "lab/base/panic.h"

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

/* ---- Put aside, and back ---- */

/* A stepping whose stepper is only noted. */
struct noted {
	struct stepping      stepping;
	struct stepper_note *place;
};

static char *copy(const char *text)
{
	char *made = text ? strdup(text) : NULL;

	must(made || !text);
	return made;
}

static void copy_breaks(struct stepping *to, const struct stepping *from)
{
	for (int i = 0; i < from->n_breaks; i++) {
		to->breaks[i] = (struct breakpoint){ copy(from->breaks[i].event), copy(from->breaks[i].object), copy(from->breaks[i].place) };
	}
}

static void *note_place(const void *state)
{
	const struct stepping *stepping = state;
	struct noted *noted = malloc(sizeof *noted);

	must(noted);
	*noted = (struct noted){ *stepping, stepper_note(stepping->stepper) };
	noted->stepping.stepper = NULL;
	noted->stepping.line = strdup(stepping->line);
	must(noted->stepping.line);
	copy_breaks(&noted->stepping, stepping);
	return noted;
}

/* A run that cannot be made any more is not stepped any more. */
static void again_at(struct session *session, void *note)
{
	struct noted *noted = note;
	struct stepping *stepping = malloc(sizeof *stepping);
	char *error = NULL;

	must(stepping);
	*stepping = noted->stepping;
	stepping->stepper = stepper_again(noted->place, &error);
	if (stepping->stepper) {
		guest_enter(session, &stepping_guest, stepping);
	} else {
		complain_system(session, "cannot-run", "%s", error ? error : "the run could not be made");
		stepping_free(session, stepping);
	}
	free(error);
	stepper_note_free(noted->place);
	free(noted);
}

const struct guest_kind stepping_guest = {
	.name = "stepping", .rank = 2,
	.free = stepping_free,
	.prompt = add_prompt, .again = again,
	.takes = takes, .command = &cmd_step, .means = means, .suggest = suggest_tasks, .offer = offer_tasks,
	.note = note_place, .again_at = again_at,
	.result = result_now,
	.leave = stepping_say_leaving,
};
