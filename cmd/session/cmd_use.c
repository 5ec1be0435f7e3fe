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

/* What the line turns is turned for the session. */
static int turn_all(struct session *session, const struct call *call)
{
	int status = STATUS_OK;

	for (int i = 0; i < call->n_args && !status; i++)
		if (call->args[i].name)
			status = settings_turn(session, call->args[i].name, call->args[i].value);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const struct pattern *pattern = NULL;
	const char *name = NULL;
	int status;

	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			continue;
		if (name)
			return complain_usage(session, call, "one pattern at a time");
		name = call->args[i].text;
	}
	if (!name && call->n_args)
		return complain_usage(session, call, "use which pattern? `set` turns settings");
	if (!name)
		return tell(session);
	if (strcmp(name, "none")) {
		status = pattern_named(session, call, name, &pattern);
		if (status)
			return status;
	}
	session->pattern = pattern;
	status = turn_all(session, call);
	return status ? status : tell(session);
}

static const char *const words[] = { "none", NULL };

const struct command cmd_use = {
	.name = "use", .alias = { NULL }, .group = GROUP_RUN,
	.args = "[pattern | none] [name=value ...]",
	.summary = "select a pattern: run, set and show are then about it",
	.detail = "The prompt shows it. `use none` takes it back. Settings on the line are turned as\n"
	          "by `set`.",
	.example = { "use worker-pool", "use ./prog.c args=\"4 fast\" stdin=in.txt" },
	.see_also = "patterns, run, set",
	.completer = COMPLETE_PATTERN, .words = words,
	.run = run,
};
