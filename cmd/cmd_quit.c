/* cmd_quit.c - leave. */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/session/guest.h"

static int run(struct session *session, const struct call *call)
{
	const char *text = call->n_args ? call->args[0].text : NULL;

	if (call->n_args > 1 ||
	    (text && (strlen(text) > 3 || text[strspn(text, "0123456789")] || atoi(text) > 255)))
		return complain_usage(session, call, "the status must be a number, 0..255");
	if (!text && session->interactive && session->depth == 0 && guest_leave_one(session))
		return STATUS_OK;
	guest_farewells(session);
	session->quitting = true;
	if (text)
		session->quit_status = atoi(text);
	return STATUS_OK;
}

const struct command cmd_quit = {
	.name = "quit", .alias = { "q", "exit" }, .group = GROUP_SESSION,
	.args = "[status]",
	.summary = "leave what you are in: a stepped run, a lesson, a quiz; else conclab",
	.detail = "`quit`, `q`, `exit` and ^D mean the same at every prompt: they leave what you are in,\n"
	          "one thing at a time. First the run that is stepped (a challenge is one), then the\n"
	          "lesson, the review or the quiz, and when you are in none of them, conclab. What you\n"
	          "have done is kept. A lecture is left with q or ^D, too, and so is what is drawn over\n"
	          "the whole screen. In a script `quit` leaves at once, and so does `quit 0` anywhere.",
	.example = { "quit", "quit 3" },
	.see_also = "help",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
