/* cmd_measure.c - waiting times, throughput and queue lengths of the last run. */
#include <string.h>

#include "cmd/run/measuring.h"
#include "cmd/run/report.h"
#include "cmd/look/trace_names.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"

static int take_names(struct session *session, const struct call *call, const struct trace *trace, int *task,
                      int *object)
{
	int status = STATUS_OK;

	*task = NO_TASK;
	*object = NO_OBJECT;
	for (int i = 0; i < call->n_args && !status; i++)
		if (!trace_takes_name(session, trace, &call->args[i], task, object, &status))
			status = complain_usage(session, call, "it can be narrowed by object= and task=");
	return status;
}

static void tell(struct session *session, const struct result *result, int task, int object)
{
	struct measures *m = measuring(result);
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		measuring_json(&json, m, result, task, object);
		out_json_end(session, &json);
	} else {
		view_measures(&text, m, task, object, measuring_is_virtual(result), &session->look);
		out_text(session, &text);
		buf_free(&text);
	}
	measures_free(m);
}

static int run(struct session *session, const struct call *call)
{
	const struct result *result = report_last(session);
	int task, object, status;

	if (!result)
		return STATUS_USAGE;
	status = take_names(session, call, &result->trace, &task, &object);
	if (status)
		return status;
	if (result->trace.n_events == 0 && !session->json)
		remark(session, "that run recorded no events: there is nothing to measure");
	else
		tell(session, result, task, object);
	return STATUS_OK;
}

const struct command cmd_measure = {
	.name = "measure", .alias = { "m" }, .group = GROUP_LOOK,
	.args = "[object=O] [task=T]",
	.summary = "waiting times, throughput, queue lengths of the last run",
	.detail = "Objects: operations completed, how many a second; the level (items in a\n"
	          "channel, permits left, holders of a lock), its mean weighted by time, and\n"
	          "how it went over the run's time. Tasks: the share of their lives in which\n"
	          "they could move, waited, slept (or waited for the clock alone). Waits: from the\n"
	          "moment a task could not go on until it could; 95 in 100 are no longer than\n"
	          "what stands below `95 %`. For channels with a buffer Little's law is worked\n"
	          "out from the numbers of the run.\n"
	          "With `object` each task that waited for it has a line, with `task` each\n"
	          "object it waited for. A run with a seed has virtual time, in which only\n"
	          "sleeps and clocks take long; on real threads it is real time, and who\n"
	          "could move may have been waiting for a processor.",
	.example = { "measure", "measure object=queue" },
	.see_also = "trace, threads, sweep",
	.completer = COMPLETE_OWN, .offer = offer_trace_names,
	.run = run,
};
