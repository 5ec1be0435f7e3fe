/* cmd_explain.c - the last finding in plain words. */
#include "cmd/command.h"
#include "cmd/out.h"
#include "cmd/report.h"
#include "lab/check/explain.h"

static int run(struct session *session, const struct call *call)
{
	const struct result *result;
	struct buf text = { 0 }, line = { 0 };
	struct json json;

	if (call->n_args > 0)
		return complain_usage(session, call, "it takes no argument: it is about the last run");
	result = report_last(session);
	if (!result)
		return STATUS_USAGE;
	explain_result(&text, result, session->look.width, session->look.ascii);
	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "verdict", verdict_word(result->verdict));
		json_text(&json, "text", buf_text(&text));
		out_json_end(session, &json);
	} else if (text.length == 0) {
		remark(session, "%s: %s", verdict_word(result->verdict), verdict_meaning(result->verdict));
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
	.see_also = "graph, threads, trace",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
