/* stepping.c - see stepping.h. */
#include "cmd/step/stepping.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/run/perform.h"
#include "cmd/run/report.h"
#include "cmd/run/turns.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/step/break_line.h"
#include "cmd/step/commands.h"
#include "cmd/step/step_screen.h"
#include "cmd/step/step_task.h"
#include "cmd/step/stepping_parts.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/search/sample.h"

enum { LONGEST_WAY_BACK = 2000 };        /* characters */

/* ---- Beginning and leaving ---- */

void stepping_free(struct session *session, void *state)
{
	struct stepping *stepping = state;

	(void)session;
	stepper_free(stepping->stepper);
	for (int i = 0; i < stepping->n_breaks; i++) {
		free(stepping->breaks[i].event);
		free(stepping->breaks[i].object);
		free(stepping->breaks[i].place);
	}
	free(stepping->line);
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

void stepping_say_leaving(struct session *session, void *state)
{
	const struct stepping *stepping = state;
	struct buf back = { 0 };

	add_way_back(&back, stepping);
	remark(session, "no longer stepping through %s; %s", stepping->pattern->name, buf_text(&back));
	buf_free(&back);
}

int stepping_leave(struct session *session)
{
	stepping_say_leaving(session, stepping_now(session));
	guest_leave(session, &stepping_guest);
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
	static const struct brake brake = { stop_watching, NULL };
	struct run_options options = perform_options(all);
	char *error = NULL;
	struct stepper *stepper;
	struct stepping *stepping;
	int status = STATUS_OK;

	options.engine = &turn_engine;
	options.brake = &brake;
	options.untraced = false;
	options.turn.carrier = turns->options.carrier;
	options.turn.any_time = turns->options.any_time;
	sample_to_learn(&options);
	stepper = stepper_new(&options, &error);
	if (!stepper) {
		status = complain_system(session, "cannot-run", "%s",
		                         error ? error : "the run could not be made");
		free(error);
		free(line);
		return status;
	}
	suggest(stepper, &options, turns);
	stepping = calloc(1, sizeof *stepping);
	must(stepping);
	*stepping = (struct stepping){ .stepper = stepper, .pattern = all->pattern, .line = line,
	                                .expected = all->run[RUN_EXPECT], .ended_at = -1 };
	guest_enter(session, &stepping_guest, stepping);
	return stepping_show(session, NULL);
}

int stepping_begin(struct session *session, const struct resolved *all, char *line)
{
	struct turns turns;
	int status = which_builds(session, all->pattern, all->values, all->files);

	if (status) {
		free(line);
		return status;
	}
	status = turns_choose(session, all, &turns);
	if (status) {
		free(line);
	} else {
		session_begin_run(session, all->pattern);
		status = begin(session, all, &turns, line);
	}
	turns_free(&turns);
	return status;
}

struct stepping *stepping_now(const struct session *session)
{
	return guest_state(session, &stepping_guest);
}

struct stepping *stepping_needed(struct session *session)
{
	if (!stepping_now(session))
		complain(session, "not-stepping", NULL, "no run is being stepped; `step %s` begins",
		         settings_pattern(session) ? settings_pattern(session)->name : "worker-pool");
	return stepping_now(session);
}

/* ---- Showing ---- */

/* The run has come to an end that has not been told: it becomes the newest run. */
static void remember_end(struct session *session, const struct position *position)
{
	struct stepping *stepping = stepping_now(session);
	struct buf line = { 0 };

	if (!position->over || stepping->ended_at == position->step)
		return;
	stepping->ended_at = position->step;
	buf_adds(&line, stepping->line);
	perform_remember(session, stepper_result(stepping->stepper), buf_take(&line));
}

static void show_json(struct session *session, const char *note)
{
	const struct position *position = stepper_look(stepping_now(session)->stepper);
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	step_json(&json, position);
	json_text(&json, "note", note);
	out_json_end(session, &json);
}

static void show_text(struct session *session, const char *note)
{
	const struct position *position = stepper_look(stepping_now(session)->stepper);
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
	const struct position *position = stepper_look(stepping_now(session)->stepper);
	struct buf misfit = { 0 };
	int status = STATUS_OK, ended;

	if (position->misfit) {
		buf_adds(&misfit, position->misfit);
		status = complain(session, "misfit", NULL,
		                  "the schedule does not fit: %s; from here on it is yours",
		                  buf_text(&misfit));
	}
	buf_free(&misfit);
	if (!position->over)
		stepping_now(session)->ended_at = -1;
	remember_end(session, position);
	if (session->json)
		show_json(session, note);
	else
		show_text(session, note);
	position = stepper_look(stepping_now(session)->stepper);
	if (!position->over)
		return status;
	ended = perform_status(position->result, stepping_now(session)->expected);
	session->missed = stepping_now(session)->expected > 0 && ended == STATUS_FINDING;
	return status_worse(status, ended);
}

/* ---- Going on ---- */

struct going {
	const struct stepping   *stepping;
	const struct breakpoint *hit;
};

void breakpoint_words(struct buf *out, const struct breakpoint *at)
{
	if (at->place)
		buf_adds(out, at->place);
	else
		buf_printf(out, "%s%s%s", at->event, at->object ? " " : "", at->object ? at->object : "");
}

static bool is_meant(const struct breakpoint *at, const struct run *run, const struct way *way)
{
	bool event = !at->place && way->step.task != CLOCK_TASK && (!strcmp(at->event, event_operation(way->event)) ||
	             (way->partner != NO_TASK && !strcmp(at->event, event_operation(way->met))));

	if (at->place)
		return is_at_line(run, way, at->place);
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
	struct stepping *stepping = stepping_now(session);
	struct going going = { .stepping = stepping };
	struct buf note = { 0 };
	long made;
	int status;

	if (stepper_look(stepping->stepper)->over)
		return complain_over(session, stepper_look(stepping->stepper));
	made = stepper_go(stepping->stepper, most, breaks ? stop_at_break : stop_at_interrupt, &going);
	if (going.hit) {
		buf_adds(&note, "break: ");
		breakpoint_words(&note, going.hit);
		buf_adds(&note, " comes next");
	} else if (breaks && stepper_look(stepping->stepper)->over) {
		lines_unreached(&note, stepping, stepper_look(stepping->stepper));
	} else if (made == MAX_GO) {
		buf_printf(&note, "no end after %ld steps; `continue` goes on", made);
	}
	status = stepping_show(session, note.length ? buf_text(&note) : NULL);
	buf_free(&note);
	return interrupt_pending() ? STATUS_INTERRUPTED : status;
}
