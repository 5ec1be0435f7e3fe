/* cmd_echo.c - words among the answers. */
#include <string.h>

#include "cmd/lecture/commands.h"
#include "cmd/session/out.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

/* On a terminal wrapped between words, below one another; elsewhere a line stays a line. */
static void say(struct session *session, const char *text)
{
	int margin = (int)strspn(text, " "), room = session->look.width;
	struct buf out = { 0 };

	if (!(terminal_is(session->out) || session->look.filmed) || text_columns(text) <= room) {
		fprintf(session->out, "%s\n", text);
		return;
	}
	buf_fill(&out, ' ', margin);
	text_wrap(&out, text + margin, margin, margin, room, session->look.ascii);
	fputs(buf_text(&out), session->out);
	buf_free(&out);
}

static int run(struct session *session, const struct call *call)
{
	struct buf text = { 0 }, line = { 0 };
	struct json json;

	for (int i = 0; i < call->n_args; i++)
		buf_printf(&text, "%s%s", i ? " " : "", call->args[i].text);
	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "text", buf_text(&text));
		out_json_end(session, &json);
	} else {
		say(session, buf_text(&text));
	}
	buf_free(&text);
	return STATUS_OK;
}

const struct command cmd_echo = {
	.name = "echo", .alias = { NULL }, .group = GROUP_LEARN,
	.args = "[TEXT]",
	.summary = "write TEXT among the answers",
	.detail = "On a terminal it is wrapped between words. Text with ; # > or & in it stands in\n"
	          "quotes: echo \"first a; then b\". In a lecture it is what is said: no key is\n"
	          "awaited before it.",
	.example = { "echo Both have two forks to take.", "echo \"Who moves first? Say it; then look.\"" },
	.see_also = "present, pause, source",
	.numbers = true,
	.run = run,
};
