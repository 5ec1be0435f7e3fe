/* cmd_use.c - select a pattern for the session. */
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"

static int tell(struct session *session)
{
	const struct pattern *pattern = session->pattern;
	struct buf line = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &line);
		which_json(&json, pattern);
		out_json_end(session, &json);
	} else if (pattern) {
		remark(session, "%s - %s", pattern->name, pattern->summary);
	} else {
		remark(session, "no pattern is selected");
	}
	return STATUS_OK;
}

static int run(struct session *session, const struct call *call)
{
	const struct pattern *pattern = NULL;
	int status;

	if (call->n_args > 1)
		return complain_usage(session, call, "one pattern at a time");
	if (call->n_args == 0)
		return tell(session);
	if (strcmp(call->args[0].text, "none")) {
		status = pattern_named(session, call->args[0].text, &pattern);
		if (status)
			return status;
	}
	session->pattern = pattern;
	return tell(session);
}

static const char *const words[] = { "none", NULL };

const struct command cmd_use = {
	.name = "use", .alias = { NULL }, .group = GROUP_RUN,
	.args = "[pattern | none]",
	.summary = "select a pattern: run, set and show are then about it",
	.detail = "The prompt shows it. `use none` takes it back.",
	.example = { "use worker-pool", "use none" },
	.see_also = "patterns, run, set",
	.completer = COMPLETE_PATTERN, .words = words,
	.run = run,
};
