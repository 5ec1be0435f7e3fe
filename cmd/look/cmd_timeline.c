/* cmd_timeline.c - the last run as lanes: who moved, waited, slept and held what, step by step or over time. */
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/look/scrolling.h"
#include "cmd/look/trace_names.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "lab/view/lanes.h"
#include "lab/view/timeline.h"

static const char *const axes[] = { "step", "time" };

/* Is this by=, from= or to=? */
static bool takes_place(struct session *session, const struct arg *arg, struct timeline_part *part, int *status)
{
	bool is_from = arg->name && !strcmp(arg->name, "from");

	if (arg->name && !strcmp(arg->name, "by")) {
		part->by_time = !strcmp(arg->value, axes[1]);
		if (!part->by_time && strcmp(arg->value, axes[0]) != 0)
			*status = complain(session, "bad-value", NULL, "by must be step or time");
	} else if (is_from || (arg->name && !strcmp(arg->name, "to"))) {
		long *step = is_from ? &part->from : &part->to;

		if (!whole_number(arg->value, step) || *step < 1)
			*status = complain(session, "bad-value", NULL, "%s must be the number of a step, at least 1", arg->name);
	} else {
		return false;
	}
	return true;
}

static int take_part(struct session *session, const struct call *call, const struct result *result,
                     struct timeline_part *part)
{
	int status = STATUS_OK;

	*part = (struct timeline_part){ .task = NO_TASK, .object = NO_OBJECT, .by_time = strcmp(result->engine, "turn") != 0 };
	for (int i = 0; i < call->n_args && !status; i++)
		if (!trace_takes_name(session, &result->trace, &call->args[i], &part->task, &part->object, &status) &&
		    !takes_place(session, &call->args[i], part, &status))
			status = complain_usage(session, call, "it can be narrowed by from=, to=, task= and object=");
	if (!status && part->to && part->to < part->from)
		status = complain(session, "bad-value", NULL, "to must not be before from");
	return status ? status : trace_check_from(session, &result->trace, part->from);
}

/* ---- JSON ---- */

static const char *object_name(const struct trace *trace, int object)
{
	return object >= 0 && object < trace->n_objects ? trace->objects[object].name : NULL;
}

static bool is_wanted(const struct timeline_part *part, long from, long to, int object)
{
	return to >= part->from && (!part->to || from <= part->to) && (part->object == NO_OBJECT || part->object == object);
}

/* Steps are counted from 1. What goes wrong after the last, in no turn of its own, belongs to that. */
static long number_of(const struct lanes *lanes, long step)
{
	return step < lanes->n_taken || lanes->n_taken == 0 ? step + 1 : lanes->n_taken;
}

/* `to` is the last step, or one more for what lasts beyond all. */
static void json_spans(struct json *json, const struct lanes *lanes, int task, const struct timeline_part *part)
{
	static const char *const states[] = {
		[LANE_ALIVE] = "alive", [LANE_BLOCKED] = "waits", [LANE_ASLEEP] = "sleeps", [LANE_HOLDS] = "holds",
	};
	const struct span *span;

	json_array(json, "spans");
	for (long i = lanes->lanes[task].spans; i >= 0; i = span->next) {
		span = &lanes->spans[i];
		if (!is_wanted(part, span->from + 1, span->to, span->object))
			continue;
		json_object(json, NULL);
		json_text(json, "state", states[span->state]);
		if (span->state == LANE_BLOCKED)
			json_text(json, "to_see", span->choice ? "select" : event_operation(span->what));
		if (object_name(lanes->trace, span->object))
			json_text(json, "object", object_name(lanes->trace, span->object));
		json_int(json, "from", span->from + 1);
		json_int(json, "to", span->to > lanes->n_taken ? lanes->n_taken + 1 : span->to);
		json_end_object(json);
	}
	json_end_array(json);
}

static void json_marks(struct json *json, const struct lanes *lanes, int task, const struct timeline_part *part)
{
	const struct mark *mark;

	json_array(json, "marks");
	for (long i = lanes->lanes[task].marks; i >= 0; i = mark->next) {
		mark = &lanes->marks[i];
		if (!is_wanted(part, mark->step + 1, mark->step + 1, mark->event->object))
			continue;
		json_object(json, NULL);
		json_int(json, "step", number_of(lanes, mark->step));
		json_double(json, "us", mark_ns(lanes, mark) / 1e3, 3);
		json_text(json, "event", mark_word(mark));
		if (object_name(lanes->trace, mark->event->object))
			json_text(json, "object", object_name(lanes->trace, mark->event->object));
		if (mark->meets >= 0)
			json_text(json, "with", lanes->trace->tasks[lanes->marks[mark->meets].event->task]);
		json_text(json, "at", mark->event->here);
		json_end_object(json);
	}
	json_end_array(json);
}

static void tell_json(struct session *session, const struct trace *trace, const struct timeline_part *part)
{
	struct lanes *lanes = lanes_new(trace);
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_int(&json, "steps", lanes->n_taken);
	json_array(&json, "lanes");
	for (int i = 0; i < trace->n_tasks; i++) {
		if (part->task != NO_TASK && part->task != i)
			continue;
		json_object(&json, NULL);
		json_text(&json, "task", trace->tasks[i]);
		json_spans(&json, lanes, i, part);
		json_marks(&json, lanes, i, part);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_int(&json, "dropped", trace->dropped);
	out_json_end(session, &json);
	lanes_free(lanes);
}

/* ---- The command ---- */

static int run(struct session *session, const struct call *call)
{
	const struct result *result = report_last(session);
	struct scrolling scrolling;
	struct timeline_part part;
	struct buf text = { 0 };
	int status;

	if (!result)
		return STATUS_USAGE;
	status = take_part(session, call, result, &part);
	if (status)
		return status;
	if (session->json) {
		tell_json(session, &result->trace, &part);
		return STATUS_OK;
	}
	if (result->trace.n_events == 0) {
		remark(session, "that run recorded no events");
		return STATUS_OK;
	}
	scrolling_begin(&scrolling, session, &result->trace, &part);
	if (session->live && scrolling_needed(&scrolling) && scrolling_play(&scrolling))
		return STATUS_OK;
	view_timeline(&text, &result->trace, &part, &session->look);
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	offer_name(call, offers, "from", "the number of a step");
	offer_name(call, offers, "to", "the number of a step");
	offer_name(call, offers, "by", "step or time");
	offer_trace_names(session, call, offers);
}

const struct command cmd_timeline = {
	.name = "timeline", .alias = { "tl" }, .group = GROUP_LOOK,
	.args = "[from=N] [to=N] [task=T] [object=O] [by=step|time]",
	.summary = "the last run as lanes: who moved, waited and held what",
	.detail = "A lane a task. A column is a step, what was so while it was made; `watch` shows what\n"
	          "was so behind it. Where the run is long it is several; of a run on\n"
	          "real threads a slice of time, unless it says by=step. Letters tell what was done, a\n"
	          "line below them what they mean; what a task waits for stands in its wait, where\n"
	          "there is room, what it holds below its lane. A line from lane to lane: those two meet.\n"
	          "With from= and to= there is more room for each step; with task= one lane, with\n"
	          "object= only what is done to it.\n"
	          "In a terminal, where it is larger than the screen: left and right move along it,\n"
	          "+ and - zoom, home and end, up and down for many tasks, q leaves.",
	.example = { "timeline", "timeline from=10 to=20" },
	.see_also = "trace, graph, threads, measure",
	.completer = COMPLETE_OWN, .offer = offer_words,
	.run = run,
};
