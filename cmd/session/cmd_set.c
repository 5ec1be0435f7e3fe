/* cmd_set.c - turn settings for the session. */
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"

static int turn(struct session *session, const char *name, const char *value)
{
	struct buf line = { 0 };
	struct json json;
	int status = settings_turn(session, name, value);

	if (status == STATUS_OK && session->json && session->origin == FROM_SESSION) {
		json = out_json_begin(session, &line);
		json_text(&json, "name", name);
		json_text(&json, "value", value);
		out_json_end(session, &json);
	}
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const struct arg *args = call->args;
	int status = STATUS_OK;

	if (call->n_args == 0)
		return complain_usage(session, call, "set what? `show` lists the settings");
	if (call->n_args == 2 && !args[0].name && !args[1].name)
		return turn(session, args[0].text, args[1].text);
	if (call->n_args == 1 && !args[0].name)
		return complain_usage(session, call, "%s to which value?", args[0].text);
	for (int i = 0; i < call->n_args; i++)
		if (!args[i].name)
			return complain_usage(session, call, "settings are written name=value");
	for (int i = 0; i < call->n_args && status == STATUS_OK; i++)
		status = turn(session, args[i].name, args[i].value);
	return status;
}

const struct command cmd_set = {
	.name = "set", .alias = { NULL }, .group = GROUP_SESSION,
	.args = "name value | name=value ...",
	.summary = "turn a setting for the rest of the session",
	.detail = "`name=value` alone on a line does the same. A setting on a `run` line holds\n"
	          "for that run only and wins over this one.",
	.example = { "set workers 4", "set feed=main jobs=20" },
	.see_also = "show, unset, run",
	.completer = COMPLETE_SETTING,
	.run = run,
};
