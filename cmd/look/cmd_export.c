/* cmd_export.c - write what a run was into a file that can be read again. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/candidates.h"
#include "cmd/run/report.h"
#include "cmd/run/saved.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/suggest.h"
#include "lab/base/text.h"

static int complain_what(struct session *session, const char *what)
{
	struct suggester suggester = { .typed = what };

	suggest_offer(&suggester, "schedule");
	return complain_unknown(session, "unknown-export", &suggester, "there is no way to export", "",
	                        "; there is: schedule");
}

static void tell(struct session *session, const struct result *result, const char *path)
{
	struct buf line = { 0 };
	struct json json;

	if (!session->json) {
		remark(session, "%s has %ld step%s of %s; `replay %s` makes the same again", path, result->steps,
		       text_s(result->steps), result->pattern->name, path);
		return;
	}
	json = out_json_begin(session, &line);
	json_text(&json, "what", "schedule");
	json_text(&json, "file", path);
	json_int(&json, "steps", result->steps);
	out_json_end(session, &json);
}

static int write_file(struct session *session, const char *text, const char *path)
{
	struct redirect redirect;
	int status = redirect_begin(session, &redirect, path, false);

	if (status)
		return status;
	fputs(text, session->out);
	return redirect_end(session, &redirect, true);
}

static int run(struct session *session, const struct call *call)
{
	const struct result *result;
	char *text;
	int status;

	if (call->n_args > 0 && strcmp(call->args[0].text, "schedule"))
		return complain_what(session, call->args[0].text);
	if (call->n_args != 2)
		return complain_usage(session, call, "what, and into which file?");
	result = report_last(session);
	if (!result)
		return STATUS_USAGE;
	text = saved_of(result);
	if (!text)
		return complain(session, "cannot-export", NULL,
		                "the last run was free: the system decided what moved, so "
		                "there is no schedule. try: run %s seed=1",
		                session->last_run);
	status = write_file(session, text, call->args[1].text);
	free(text);
	if (!status)
		tell(session, result, call->args[1].text);
	return status;
}

static const char *const words[] = { "schedule", NULL };

const struct command cmd_export = {
	.name = "export", .alias = { NULL }, .group = GROUP_RUN,
	.args = "schedule FILE",
	.summary = "write the last run's schedule into a file",
	.detail = "A text of lines name=value, which can be edited: the pattern, its settings, the\n"
	          "steps. `replay FILE` reads it, here or on another machine.",
	.example = { "export schedule bad.sched", "export schedule /tmp/a.sched" },
	.see_also = "replay, step, run",
	.completer = COMPLETE_FILE, .words = words,
	.run = run,
};
