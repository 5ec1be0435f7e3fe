/* cmd_trace.c - the event log of the last run, a column per task. */
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/look/trace_json.h"
#include "cmd/look/trace_names.h"
#include "cmd/look/trace_variables.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

static int take_filter(struct session *session, const struct call *call, const struct trace *trace,
                       struct log_filter *filter, const char **variable)
{
	const struct arg *arg;
	int status = STATUS_OK;

	*filter = (struct log_filter){ NO_TASK, NO_OBJECT, 0 };
	for (int i = 0; i < call->n_args && !status; i++) {
		arg = &call->args[i];
		if (trace_takes_name(session, trace, arg, &filter->task, &filter->object, &status))
			continue;
		if (arg->name && !strcmp(arg->name, "variable"))
			*variable = arg->value;
		else if (!arg->name || strcmp(arg->name, "last"))
			status = complain_usage(session, call,
			                        "it can be narrowed by last=, task= and object=; variable= is told alone");
		else if (!whole_number(arg->value, &filter->last) || filter->last < 1)
			status = complain(session, "bad-value", NULL, "last must be a number, at least 1");
	}
	return status;
}

static bool passes(const struct event *event, const struct log_filter *filter)
{
	return (filter->task == NO_TASK || event->task == filter->task) &&
	       (filter->object == NO_OBJECT || event->object == filter->object);
}

static void tell_json(struct session *session, const struct trace *trace, const struct log_filter *filter)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);
	long skip = 0;

	for (long i = 0; filter->last && i < trace->n_events; i++)
		skip += passes(&trace->events[i], filter);
	skip = filter->last ? skip - filter->last : 0;
	json_array(&json, "events");
	for (long i = 0; i < trace->n_events; i++)
		if (passes(&trace->events[i], filter) && --skip < 0)
			trace_json_event(&json, trace, &trace->events[i]);
	json_end_array(&json);
	json_int(&json, "dropped", trace->dropped);
	out_json_end(session, &json);
}

static int run(struct session *session, const struct call *call)
{
	const struct result *result = report_last(session);
	struct log_page page = { .rows = session->live ? terminal_height(session->out) : 0 };
	struct log_filter filter;
	const char *variable = NULL;
	struct buf text = { 0 };
	int status;

	if (!result)
		return STATUS_USAGE;
	status = take_filter(session, call, &result->trace, &filter, &variable);
	if (status)
		return status;
	if (variable && (filter.task != NO_TASK || filter.object != NO_OBJECT))
		return complain_usage(session, call, "variable= is told alone, or with last=");
	if (variable)
		return trace_variables(session, &result->trace, variable, filter.last);
	if (session->json) {
		tell_json(session, &result->trace, &filter);
		return STATUS_OK;
	}
	if (result->trace.n_events == 0) {
		remark(session, "that run recorded no events");
		return STATUS_OK;
	}
	view_log_head(&text, &result->trace, &filter, &session->look);
	view_log_paged(&text, &result->trace, 0, result->trace.n_events, &filter, &session->look, &page);
	if (result->trace.dropped)
		buf_printf(&text, "(%ld more event%s %s not kept: keep=%ld would keep all)\n",
		           result->trace.dropped, text_s(result->trace.dropped), result->trace.dropped == 1 ? "was" : "were",
		           result->events);
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	offer_name(call, offers, "last", "so many events, the newest");
	offer_trace_names(session, call, offers);
	if (session_result(session))
		offer_variables(&session_result(session)->trace, offers);
}

const struct command cmd_trace = {
	.name = "trace", .alias = { "tr" }, .group = GROUP_LOOK,
	.args = "[last=N] [task=T] [object=O] | variable=V [last=N]",
	.summary = "the event log of the last run, a column per task",
	.detail = "`last` counts what is left after the other two have narrowed it. A task is named\n"
	          "or numbered; `thread=` means the same. `variable=count` tells which step has changed\n"
	          "this variable of a program of your own, from what to what, where its threads took\n"
	          "turns: after which line, for what lies between two steps has none of its own.\n"
	          "`variable=all` tells all that changed after the threads were started.",
	.example = { "trace last=50", "trace task=worker-0 object=jobs" },
	.see_also = "threads, graph, measure, run",
	.completer = COMPLETE_OWN, .offer = offer_words,
	.run = run,
};
