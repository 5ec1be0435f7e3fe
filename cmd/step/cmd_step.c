/* cmd_step.c - the person is the scheduler: begin to step through a run, and say who moves. */
#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/session/candidates.h"
#include "cmd/run/perform.h"
#include "cmd/session/command.h"
#include "cmd/step/step_screen.h"
#include "cmd/step/step_task.h"
#include "cmd/step/stepping.h"
#include "cmd/term/prose.h"
#include "lab/program/program.h"
#include "cmd/term/suggest.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { MOST_LISTED = 8 };

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

static const char *name_of(const struct position *position, int task)
{
	return step_who(position, task);
}

/* ---- Beginning ---- */

static bool assigns(const struct call *call, const char *name)
{
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && (!name || !strcmp(call->args[i].name, name)))
			return true;
	return false;
}

/* With a schedule and without a pattern the last run is meant, whose schedule it probably is. */
static int begin(struct session *session, const struct call *call, const struct pattern *pattern, bool named)
{
	struct resolved all;
	int status;

	if (!named && assigns(call, "schedule"))
		status = perform_as_last(session, pattern, call->args, call->n_args, &all);
	else
		status = settings_resolve(session, pattern, call->args, call->n_args, &all);
	if (!status && call->n_args == 0)
		report_note_other(session, pattern, all.values);
	return status ? status : stepping_begin(session, &all, settings_line_of(&all));
}

/* `step last`: the way of the last run, as `replay last` would go it. */
static int begin_last(struct session *session)
{
	const struct result *last = session_result(session);
	struct resolved all;
	struct arg schedule = { .name = "schedule" };
	int status;

	if (!last)
		return report_last(session) ? STATUS_OK : STATUS_USAGE;
	if (!last->schedule)
		return complain(session, "cannot-step", NULL, "the last run was free: the system decided what moved, and nobody "
		                "wrote that down. try: run %s seed=1", session->last_run);
	schedule.value = schedule.text = arena_text(last->arena, last->schedule);
	status = perform_as_last(session, last->pattern, &schedule, *last->schedule != 0, &all);
	return status ? status : stepping_begin(session, &all, settings_line_of(&all));
}

static int begin_named(struct session *session, const struct call *call)
{
	const struct pattern *pattern;
	const char *name = NULL;
	int status;

	for (int i = 0; i < call->n_args && !name; i++)
		name = call->args[i].name ? NULL : call->args[i].text;
	if (name && (is_number(name) || !strcmp(name, "quit")))
		return stepping_needed(session) ? STATUS_OK : STATUS_USAGE;
	status = which_pattern(session, call, &pattern);
	return status ? status : begin(session, call, pattern, name != NULL);
}

/* ---- Who moves ---- */

static int complain_task(struct session *session, const struct position *position, const char *name)
{
	struct suggester suggester = { .typed = name };

	if (step_task_is_number(name))
		return complain(session, "unknown-task", NULL, "there is no task %s: t0 to t%d", name + 1,
		                position->n_tasks - 1);
	for (int i = 0; i < position->n_tasks; i++)
		suggest_offer(&suggester, name_of(position, i));
	for (int i = 0; patterns[i]; i++)
		suggest_offer(&suggester, patterns[i]->name);
	if (position->clock)
		suggest_offer(&suggester, "clock");
	suggest_offer(&suggester, "quit");
	return complain_unknown(session, "unknown-task", &suggester, "there is no task", " in this run",
	                        "; `threads` lists them");
}

static int complain_several(struct session *session, const struct position *position, const char *word)
{
	struct buf names = { 0 }, quoted = { 0 };
	int status;

	step_task_several(&names, position, word);
	quote_typed(&quoted, word);
	status = complain(session, "ambiguous-task", NULL, "%s is short for several tasks: %s", buf_text(&quoted),
	                  buf_text(&names));
	buf_free(&names);
	buf_free(&quoted);
	return status;
}

static int complain_clock(struct session *session, const struct position *position)
{
	if (position->over)
		return complain(session, "cannot-move", NULL, "the clock cannot move: the run is over, %s",
		                verdict_word(position->result->verdict));
	if (position->result->any_time)
		return complain(session, "cannot-move", NULL, "the clock cannot move: nobody waits for a later time");
	return complain(session, "cannot-move", NULL, "the clock moves by itself, when nothing else can; "
	                "`step %s time=any` makes it yours to move", position->result->pattern->name);
}

/* "worker-1 cannot move: it waits to receive from jobs 0/1, main could send to or close jobs" */
static int complain_unable(struct session *session, const struct position *position, int task)
{
	struct buf text = { 0 };
	int status;

	buf_printf(&text, "%s cannot move: ", name_of(position, task));
	if (position->over) {
		buf_printf(&text, "the run is over, %s", verdict_word(position->result->verdict));
	} else if (position->tasks[task].stance == STANCE_ENDED) {
		buf_adds(&text, "it has ended");
	} else {
		buf_adds(&text, position->tasks[task].n_deeds ? "it waits to " : "it is to ");
		step_deed(&text, position, task);
		if (position->tasks[task].stance == STANCE_BLOCKED)
			buf_adds(&text, ", ");
		step_cause(&text, position, task);
	}
	status = complain(session, "cannot-move", NULL, "%s", buf_text(&text));
	buf_free(&text);
	return status;
}

static int complain_ways(struct session *session, const struct position *position, int task)
{
	const struct stand *stand = &position->tasks[task];
	struct buf text = { 0 };
	int status;

	buf_printf(&text, "%s can go on in %d way%s: ", name_of(position, task), stand->n_ways,
	           text_s(stand->n_ways));
	for (int i = 0; i < stand->n_ways && i < MOST_LISTED; i++) {
		buf_printf(&text, "%s%d ", i ? "; " : "", i + 1);
		step_way(&text, position, &stand->ways[i], task);
	}
	if (stand->n_ways > MOST_LISTED)
		buf_adds(&text, "; ...");
	buf_printf(&text, ". `step %s 1` takes the first", name_of(position, task));
	status = complain(session, "which-way", NULL, "%s", buf_text(&text));
	buf_free(&text);
	return status;
}

/* Is `word` the object of this way, or whom the task meets in it? */
static bool is_called(const struct position *position, const struct way *way, int task, const char *word)
{
	const struct snapshot *snapshot = position->result->snapshot;
	int other = way->step.task == task ? way->partner : way->step.task;

	return (other != NO_TASK && step_task(position, word) == other) ||
	       (way->object != NO_OBJECT && !strcmp(snapshot->objects[way->object].name, word));
}

/* The way that `word` means: its number, or a name that only it has. NULL: none, or several. */
static const struct way *find_way(const struct position *position, int task, const char *word)
{
	const struct stand *stand = &position->tasks[task];
	const struct way *found = NULL;
	int number = is_number(word) && strlen(word) < 6 ? atoi(word) : 0;

	if (is_number(word))
		return number >= 1 && number <= stand->n_ways ? &stand->ways[number - 1] : NULL;
	for (int i = 0; i < stand->n_ways; i++) {
		if (!is_called(position, &stand->ways[i], task, word))
			continue;
		if (found)
			return NULL;
		found = &stand->ways[i];
	}
	return found;
}

static int move(struct session *session, int task, const char *word)
{
	struct stepper *stepper = stepping_now(session)->stepper;
	const struct position *position = stepper_look(stepper);
	const struct stand *stand = &position->tasks[task];
	const struct way *way;

	if (stand->n_ways == 0)
		return complain_unable(session, position, task);
	way = word ? find_way(position, task, word) : stand->n_ways == 1 ? &stand->ways[0] : NULL;
	if (!way)
		return complain_ways(session, position, task);
	stepper_make(stepper, way);
	return stepping_show(session, NULL);
}

static int move_clock(struct session *session)
{
	struct stepper *stepper = stepping_now(session)->stepper;
	const struct position *position = stepper_look(stepper);

	if (!position->clock)
		return complain_clock(session, position);
	stepper_make(stepper, position->clock);
	return stepping_show(session, NULL);
}

static int go(struct session *session, const char *count)
{
	long n = strlen(count) > 7 ? MAX_GO + 1 : atol(count);

	if (n > MAX_GO)
		return complain(session, "bad-value", NULL, "at most %d steps at a time", MAX_GO);
	return n == 0 ? stepping_show(session, NULL) : stepping_go(session, n, false);
}

/* ---- The command ---- */

static int step(struct session *session, const struct call *call)
{
	const struct position *position = stepper_look(stepping_now(session)->stepper);
	const char *word = call->n_args ? call->args[0].text : "1";
	int task = step_task(position, word);

	if (task == SEVERAL_TASKS)
		return complain_several(session, position, word);
	if (task == NO_TASK && !is_number(word))
		return complain_task(session, position, word);
	if (call->n_args > (task < 0 ? 1 : 2))
		return complain_usage(session, call, "one number of steps, or one task and one of its ways");
	if (task == NO_TASK)
		return go(session, word);
	if (task == CLOCK_TASK)
		return move_clock(session);
	return move(session, task, call->n_args == 2 ? call->args[1].text : NULL);
}

static int run(struct session *session, const struct call *call)
{
	const char *word = call->n_args ? call->args[0].text : "";

	if (call->n_args == 1 && !strcmp(word, "last"))
		return begin_last(session);
	if (!stepping_now(session) || assigns(call, NULL))
		return begin_named(session, call);
	if (step_task_exact(stepper_look(stepping_now(session)->stepper), word) == NO_TASK) {
		if (!strcmp(word, "quit") && call->n_args == 1)
			return stepping_leave(session);
		if (pattern_find(word) || program_is_path(word))
			return begin_named(session, call);
	}
	return step(session, call);
}

void stepping_offer(const struct stepping *stepping, struct offers *offers)
{
	const struct position *position = stepper_look(stepping->stepper);
	struct buf note = { 0 };

	for (int i = 0; i < position->n_tasks; i++) {
		if (!position->tasks[i].n_ways)
			continue;
		buf_clear(&note);
		step_deed(&note, position, i);
		offer(offers, name_of(position, i), buf_text(&note));
	}
	if (position->clock) {
		buf_clear(&note);
		step_way(&note, position, position->clock, CLOCK_TASK);
		offer(offers, "clock", buf_text(&note));
	}
	buf_free(&note);
}

/* Tasks that can move; where no run is stepped, what could be. */
static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct pattern *named = call->n_args ? pattern_find(call->args[0].text) : NULL;

	if (!stepping_now(session) || named) {
		if (call->n_args == 0)
			offer_patterns(offers);
		if (call->n_args || settings_pattern(session))
			offer_settings(offers, named ? named : settings_pattern(session));
	} else if (call->n_args == 0) {
		stepping_offer(stepping_now(session), offers);
		offer(offers, "quit", "leave the run");
	}
}

/* `t2` is a task of a run that is stepped, where one is. */
static bool misheard(struct session *session, const struct call *call, int *status)
{
	const char *verb = call->verb;

	if (stepping_now(session) || verb[0] != 't' || !verb[1] || verb[1 + strspn(verb + 1, "0123456789")])
		return false;
	*status = complain(session, "not-stepping", NULL, "'%.40s' lets a task of a run move that is stepped, and none is: `step "
	                   "PATTERN` begins, `step last` goes through the last run", verb);
	return true;
}

const struct command cmd_step = {
	.name = "step", .alias = { "s" }, .group = GROUP_RUN,
	.args = "[pattern] [name=value ...] | last | [N | TASK [WAY] | quit]",
	.summary = "you are the scheduler: say which task moves next",
	.detail = "  step PATTERN     begin; the screen shows who can move, and why others cannot\n"
	          "  step last        begin with the last run's schedule, or the shortest bad one\n"
	          "                   that explore has found, as the way laid out\n"
	          "  step             the next step (marked >); so does Enter alone; in the\n"
	          "                   picture * is who has moved\n"
	          "  step worker-1    let this task move; also by its number, t2 or #2, or short:\n"
	          "                   so much of the name that no other begins so, or w1\n"
	          "  step worker-1 2  and take the second of its ways, or the one that meets\n"
	          "                   or touches what you name: a select's case, a partner\n"
	          "  step clock       with time=any: let time pass, up to the next moment\n"
	          "                   somebody waits for\n"
	          "  step 5           so many steps; 0 shows the screen again\n"
	          "  step quit        leave; so does `quit` at the prompt\n"
	          "While a run is stepped, `worker-1`, `t2`, `w1` or `5` alone is enough; Tab\n"
	          "completes it. The line below the tasks says who holds what, and what is where;\n"
	          "of a program of your own also what its variables are that have changed since its\n"
	          "threads were started.\n"
	          "A line of the source that is more than one step, a load and a store, is shown\n"
	          "with its parts, and with how far each task is in it.\n"
	          "With schedule= or seed= the way is laid out: `step` follows it until you turn\n"
	          "off. threads, graph, trace and explain look at the run as it stands.",
	.example = { "step worker-pool feed=main jobs=5", "step worker-1" },
	.see_also = "back, goto, break, continue, replay",
	.completer = COMPLETE_OWN, .offer = offer_words, .numbers = true,
	.run = run, .misheard = misheard,
};
