/* cmd_explain.c - the last finding in plain words. */
#include "cmd/run/came_about.h"
#include "cmd/run/explained.h"
#include "cmd/run/report.h"
#include "cmd/run/source_lines.h"
#include "cmd/run/would_finish.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "lab/base/text.h"
#include "lab/explain/explain.h"
#include "lab/program/program.h"

/* What would let it finish, where that is known at once. */
static void add_repair(struct session *session, const struct result *result, const struct run_options *options,
                       const struct look *look, struct buf *out)
{
	struct explore_watcher watcher = { .interrupted = session_stopped, .context = session };
	struct buf text = { 0 };

	if (result->verdict == VERDICT_OK || result->verdict == VERDICT_INTERRUPTED ||
	    result->verdict == VERDICT_FAILED || result->verdict == VERDICT_UNDECLARED)
		return;
	would_finish(&text, options, result->verdict, 0, session_seconds(session) * (int64_t)1000000000, &watcher);
	if (text.length)
		text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
	buf_free(&text);
}

void explained(struct session *session, const struct result *result, const struct look *look, struct buf *out)
{
	struct run_options options = {
		.pattern = result->pattern, .values = result->values, .files = result->files,
		.turn = { .any_time = result->any_time },
	};
	struct hint_source source = source_lines(result->pattern);

	explain_result(out, result, look->width, look->ascii);
	explain_looks(out, result, &source, look->width, look->ascii);
	came_about(result, &options, look, out);
	add_repair(session, result, &options, look, out);
}

/* The newest search came to no bad end: what it looked at, and what to try. */
static int tell_all_well(struct session *session)
{
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		json_text(&json, "verdict", verdict_word(VERDICT_OK));
		json_text(&json, "text", session->all_well);
		out_json_end(session, &json);
	} else {
		buf_adds(&text, session->all_well);
		out_text(session, &text);
		buf_free(&text);
	}
	return STATUS_OK;
}

/* It ended well, as far as the lab looks. */
static void tell_end(struct session *session, const struct result *result)
{
	if (result->exited && result->exit)
		remark(session, "%s, but for the exit status, %d: the program has ended by itself, and why with that its code alone says",
		       verdict_word(result->verdict), result->exit);
	else
		remark(session, "%s: %s", verdict_word(result->verdict), verdict_meaning(result->verdict));
}

static int run(struct session *session, const struct call *call)
{
	bool all_well = session->all_well && !guest_result(session) && call->n_args == 0;
	const struct result *result = all_well ? NULL : report_only_last(session, call);
	struct buf text = { 0 }, line = { 0 };
	struct json json;

	if (all_well)
		return tell_all_well(session);
	if (!result)
		return STATUS_USAGE;
	if (session->not_built && result == session->last && session->last_run)
		remark(session, "(%s; this is about `run %s`, from before)", session->not_built, session->last_run);
	if (program_is_stale(result->pattern))
		remark(session, "(%s has changed since that run: its lines are those of then, and `run` runs it as it is now)",
		       result->pattern->name);
	explained(session, result, &session->look, &text);
	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "verdict", verdict_word(result->verdict));
		json_text(&json, "text", buf_text(&text));
		out_json_end(session, &json);
	} else if (text.length == 0) {
		tell_end(session, result);
	}
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

const struct command cmd_explain = {
	.name = "explain", .alias = { "why" }, .group = GROUP_LOOK,
	.args = "",
	.summary = "say in plain words how the last run ended, and why",
	.detail = "Who waits for what on which line, who could free it and why they can't,\n"
	          "the seats, and the circle of waiting when there is one.",
	.example = { "explain", "explain > why.txt" },
	.see_also = "repair, graph, threads, trace",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
