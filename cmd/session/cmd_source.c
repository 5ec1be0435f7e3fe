/* cmd_source.c - run a script. */
#include "cmd/session/command.h"

static int run(struct session *session, const struct call *call)
{
	if (call->n_args != 1 || call->args[0].name)
		return complain_usage(session, call, "it needs the name of one file");
	return session_source(session, call->args[0].text);
}

const struct command cmd_source = {
	.name = "source", .alias = { "." }, .group = GROUP_SESSION,
	.args = "FILE",
	.summary = "execute the commands in a file",
	.detail = "One command a line, or several with ';'. '#' starts a comment. It stops at the\n"
	          "first command that is mistyped (unless conclab was started with -k), not at\n"
	          "findings. Commands are written out in full.",
	.example = { "source demo.lab", "source lesson-3/broken.lab" },
	.see_also = "run, expect, help",
	.completer = COMPLETE_FILE,
	.judged = true,
	.run = run,
};
