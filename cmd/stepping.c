/* stepping.c - see stepping.h. */
#include "cmd/stepping.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/interrupt.h"
#include "cmd/out.h"
#include "cmd/perform.h"
#include "cmd/report.h"
#include "cmd/step_screen.h"
#include "cmd/terminal.h"
#include "cmd/turns.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"

enum { LONGEST_WAY_BACK = 2000 };        /* characters */

/* ---- Beginning and leaving ---- */

void stepping_end(struct session *session)
{
	struct stepping *stepping = session->stepping;

	if (!stepping)
		return;
	session->stepping = NULL;
	stepper_free(stepping->stepper);
	for (int i = 0; i < stepping->n_breaks; i++) {
		free(stepping->breaks[i].event);
		free(stepping->breaks[i].object);
	}
	free(stepping->line);
	free(stepping->again);
	free(stepping);
}

/* "replay" or "step mutex schedule="0 1"; step 2", after which all is as it was. */
static void add_way_back(struct buf *out, const struct stepping *stepping)
{
	const struct position *position = stepper_look(stepping->stepper);
	const char *schedule = position->result->schedule;

	if (position->over)
		buf_adds(out, "`replay` repeats it");
	else if (position->step == 0 || !schedule || strlen(schedule) > LONGEST_WAY_BACK)
		buf_printf(out, "`step %s` begins anew", stepping->line);
	else
		buf_printf(out, "to come back:\n  step %s schedule=\"%s\"; step %ld", stepping->line, schedule,
		           position->step);
}

int stepping_leave(struct session *session)
{
	struct buf back = { 0 };

	add_way_back(&back, session->stepping);
	remark(session, "no longer stepping through %s; %s", session->stepping->pattern->name, buf_text(&back));
	buf_free(&back);
	stepping_end(session);
	return STATUS_OK;
}

static bool stop_watching(void *context)
{
	(void)context;
	return interrupt_pending();
}

/* What a strategy would do is known when it has done it: its steps become the way ahead. */
static char *way_of_strategy(struct run_options options, const struct turns *turns)
{
	struct watcher watcher = { .interrupted = stop_watching };
	struct buf copy = { 0 };
	char *error = NULL;
	struct result *result;

	options.engine = &turn_engine;
	options.turn = turns->options;
	options.untraced = true;
	result = watch_run(&options, &watcher, &error);
	if (result)
		buf_adds(&copy, result->schedule);
	result_free(result);
	free(error);
	return buf_take(&copy);
}

static void suggest(struct stepper *stepper, const struct run_options *options, const struct turns *turns)
{
	char *text, *error = NULL;
	struct step *steps;
	long n;

	if (turns->replay.steps) {
		stepper_suggest(stepper, turns->replay.steps, turns->replay.n);
	} else if (turns->on && turns->options.strategy != &strategy_round_robin) {
		text = way_of_strategy(*options, turns);
		steps = schedule_parse(text, &n, &error);
		if (steps)
			stepper_suggest(stepper, steps, n);
		free(steps);
		free(error);
		free(text);
	}
}

static int begin(struct session *session, const struct resolved *all, const struct turns *turns, char *line)
{
	struct run_options options = perform_options(all);
	char *error = NULL;
	struct stepper *stepper;
	int status = STATUS_OK;

	options.engine = &turn_engine;
	options.untraced = false;
	options.turn.carrier = turns->options.carrier;
	options.turn.any_time = turns->options.any_time;
	stepper = stepper_new(&options, &error);
	if (!stepper) {
		status = complain_system(session, "cannot-run", "%s",
		                         error ? error : "the run could not be made");
		free(error);
		free(line);
		return status;
	}
	suggest(stepper, &options, turns);
	session->stepping = calloc(1, sizeof *session->stepping);
	must(session->stepping);
	*session->stepping = (struct stepping){ .stepper = stepper, .pattern = all->pattern, .line = line, .ended_at = -1 };
	return stepping_show(session, NULL);
}

int stepping_begin(struct session *session, const struct resolved *all, char *line)
{
	struct turns turns;
	int status = turns_choose(session, all, &turns);

	if (status) {
		free(line);
	} else {
		session->started = all->pattern;
		stepping_end(session);
		status = begin(session, all, &turns, line);
	}
	turns_free(&turns);
	return status;
}

struct stepping *stepping_now(struct session *session)
{
	if (!session->stepping)
		complain(session, "not-stepping", NULL, "no run is being stepped; `step %s` begins",
		         settings_pattern(session) ? settings_pattern(session)->name : "worker-pool");
	return session->stepping;
}

int stepping_task(const struct position *position, const char *name)
{
	for (int i = 0; i < position->n_tasks; i++)
		if (!strcmp(step_who(position, i), name))
			return i;
	return strcmp(name, "clock") ? NO_TASK : CLOCK_TASK;
}

bool stepping_knows(const struct session *session, const char *word)
{
	if (!session->stepping || !*word)
		return false;
	return !word[strspn(word, "0123456789")] ||
	       stepping_task(stepper_look(session->stepping->stepper), word) != NO_TASK;
}

const struct result *stepping_result(const struct session *session)
{
	return stepper_look(session->stepping->stepper)->result;
}

void stepping_prompt(const struct session *session, struct buf *out)
{
	buf_printf(out, "conclab(%s:%ld)> ", session->stepping->pattern->name,
	           stepper_look(session->stepping->stepper)->step);
}

char *stepping_again(const struct session *session)
{
	struct buf line = { 0 };

	if (!session->stepping || !session->stepping->again)
		return NULL;
	buf_adds(&line, session->stepping->again);
	return buf_take(&line);
}

/* ---- Showing ---- */

/* The run has come to an end that has not been told: it becomes the newest run. */
static void remember_end(struct session *session, const struct position *position)
{
	struct stepping *stepping = session->stepping;
	struct buf line = { 0 };

	if (!position->over || stepping->ended_at == position->step)
		return;
	stepping->ended_at = position->step;
	buf_adds(&line, stepping->line);
	perform_remember(session, stepper_result(stepping->stepper), buf_take(&line));
}

static void show_json(struct session *session, const char *note)
{
	const struct position *position = stepper_look(session->stepping->stepper);
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	step_json(&json, position);
	json_text(&json, "note", note);
	out_json_end(session, &json);
}

static void show_text(struct session *session, const char *note)
{
	const struct position *position = stepper_look(session->stepping->stepper);
	struct buf text = { 0 };

	if (note)
		text_wrap(&text, note, 0, 2, session->look.width, session->look.ascii);
	step_screen(&text, position, &session->look, terminal_height(session->out));
	if (position->over)
		report_result(&text, position->result, &session->look, session->verbose);
	fwrite(buf_text(&text), 1, text.length, session->out);
	buf_free(&text);
}

int stepping_show(struct session *session, const char *note)
{
	const struct position *position = stepper_look(session->stepping->stepper);
	struct buf misfit = { 0 };
	int status = STATUS_OK;

	if (position->misfit) {
		buf_adds(&misfit, position->misfit);
		status = complain(session, "misfit", NULL,
		                  "the schedule does not fit: %s; from here on it is yours",
		                  buf_text(&misfit));
	}
	buf_free(&misfit);
	if (!position->over)
		session->stepping->ended_at = -1;
	remember_end(session, position);
	if (session->json)
		show_json(session, note);
	else
		show_text(session, note);
	position = stepper_look(session->stepping->stepper);
	return position->over ? status_worse(status, status_of_verdict(position->result->verdict)) : status;
}

/* ---- Going on ---- */

struct going {
	const struct stepping   *stepping;
	const struct breakpoint *hit;
};

static bool is_meant(const struct breakpoint *at, const struct run *run, const struct way *way)
{
	bool event = way->step.task != CLOCK_TASK && (!strcmp(at->event, event_operation(way->event)) ||
	             (way->partner != NO_TASK && !strcmp(at->event, event_operation(way->met))));

	return event && (!at->object || (way->object != NO_OBJECT &&
	                                 !strcmp(at->object, run->objects[way->object]->name)));
}

static bool stop_at_break(void *context, const struct run *run, const struct way *way)
{
	struct going *going = context;

	for (int i = 0; i < going->stepping->n_breaks && !going->hit; i++)
		if (is_meant(&going->stepping->breaks[i], run, way))
			going->hit = &going->stepping->breaks[i];
	return going->hit || interrupt_pending();
}

static bool stop_at_interrupt(void *context, const struct run *run, const struct way *way)
{
	(void)context, (void)run, (void)way;
	return interrupt_pending();
}

static int complain_over(struct session *session, const struct position *position)
{
	return complain(session, "over", NULL,
	                "the run is over: %s; `back`, `goto N` and `step quit` are left",
	                verdict_word(position->result->verdict));
}

int stepping_go(struct session *session, long most, bool breaks)
{
	struct stepping *stepping = session->stepping;
	struct going going = { .stepping = stepping };
	struct buf note = { 0 };
	long made;
	int status;

	if (stepper_look(stepping->stepper)->over)
		return complain_over(session, stepper_look(stepping->stepper));
	made = stepper_go(stepping->stepper, most, breaks ? stop_at_break : stop_at_interrupt, &going);
	if (going.hit)
		buf_printf(&note, "break: %s%s%s comes next", going.hit->event, going.hit->object ? " " : "",
		           going.hit->object ? going.hit->object : "");
	else if (made == MAX_GO)
		buf_printf(&note, "no end after %ld steps; `continue` goes on", made);
	status = stepping_show(session, note.length ? buf_text(&note) : NULL);
	buf_free(&note);
	return interrupt_pending() ? STATUS_INTERRUPTED : status;
}
