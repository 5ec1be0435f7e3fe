/* cmd_load.c - a run that was written into a file is looked at again. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/look/commands.h"
#include "cmd/look/export.h"
#include "cmd/look/run_file.h"
#include "cmd/run/perform.h"
#include "cmd/run/report.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "lab/base/files.h"

static const size_t largest = (size_t)1 << 30;

static int complain_file(struct session *session, const char *code, const char *path, const char *before, const char *why)
{
	struct buf quoted = { 0 };
	int status;

	quote_typed(&quoted, path);
	status = complain(session, code, NULL, "%s%s: %s", before, buf_text(&quoted), why);
	buf_free(&quoted);
	return status;
}

static void tell(struct session *session, const struct result *result, const char *path)
{
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		json_text(&json, "file", path);
		report_json(&json, result);
		out_json_end(session, &json);
		return;
	}
	remark(session, "%s is a run of %s", path, session->last_run);
	report_result(&text, result, &session->look, session->verbose);
	out_text(session, &text);
	buf_free(&text);
}

static int run(struct session *session, const struct call *call)
{
	struct result *result;
	struct buf line = { 0 };
	char *text, *why;
	size_t length;
	int status;

	if (call->n_args != 1)
		return complain_usage(session, call, call->n_args ? "one file at a time" : "which file?");
	text = files_read_most(call->args[0].text, largest, &length);
	if (!text)
		return complain_file(session, "cannot-read", call->args[0].text, "cannot read ", strerror(errno));
	result = run_file_read(text, length, &why);
	free(text);
	if (!result) {
		status = complain_file(session, "damaged-file", call->args[0].text, "no run can be read from ", why);
		free(why);
		return status;
	}
	session_begin_run(session, result->pattern);
	export_settings(&line, result);
	perform_remember(session, result, buf_take(&line));
	tell(session, result, call->args[0].text);
	return perform_status(result, 0);
}

const struct command cmd_load = {
	.name = "load", .alias = { NULL }, .group = GROUP_RUN,
	.args = "FILE",
	.summary = "look at a run again that was written into a file",
	.detail = "What `export run FILE` has written, here or on another machine: it is from then on\n"
	          "the last run, which all commands look at, and `replay` makes it again where it has a\n"
	          "schedule. The status is that of a run that ends so. A run of a person's own program\n"
	          "carries its source, which is compiled and loaded as `run` does it, with your rights:\n"
	          "load only what you would run. A file that was damaged or changed is refused.",
	.example = { "load bad.lab-run", "load /tmp/a.lab-run" },
	.see_also = "export, replay, explain, trace",
	.completer = COMPLETE_FILE,
	.run = run,
};
