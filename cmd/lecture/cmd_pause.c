/* cmd_pause.c - wait for whoever looks on. */
#include <stdlib.h>
#include <string.h>

#include "cmd/lecture/commands.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/steer.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

enum { LONGEST_PAUSE = 3600 };

bool pause_seconds(const struct call *call, double *seconds)
{
	const char *text = call->n_args ? call->args[0].text : "";
	char *end;

	*seconds = -1;
	if (call->n_args == 0)
		return true;
	if (call->n_args > 1 || !*text || text[strspn(text, "0123456789.")])
		return false;
	*seconds = strtod(text, &end);
	return !*end && *seconds <= LONGEST_PAUSE;
}

static int wait(struct session *session, double seconds)
{
	static const char hint[] = "(any key goes on)";
	bool live = session->live;
	struct steer keys;
	int key;

	if (!steer_open(&keys))
		return STATUS_OK;
	if (seconds < 0)
		fprintf(session->out, "%s", hint);
	fflush(session->out);
	do
		key = steer_wait(&keys, seconds);
	while (key == KEY_RESIZED);
	if (seconds < 0)
		fputs(live ? "\r\033[K" : "\n", session->out);
	steer_close(&keys);
	return key == KEY_INTERRUPT || (key == KEY_LEAVE && interrupt_ending()) ? STATUS_INTERRUPTED : STATUS_OK;
}

static int run(struct session *session, const struct call *call)
{
	double seconds;

	if (!pause_seconds(call, &seconds))
		return complain_usage(session, call, "it takes a number of seconds, at most %d, or nothing", LONGEST_PAUSE);
	if (session->json || !terminal_is(session->out))
		return STATUS_OK;
	return wait(session, seconds);
}

const struct command cmd_pause = {
	.name = "pause", .alias = { NULL }, .group = GROUP_LEARN,
	.args = "[SECONDS]",
	.summary = "wait for a key, or so many seconds",
	.detail = "A key ends the seconds, too; ^C ends the script. Where there is no terminal it\n"
	          "does not wait. In a lecture it is one more place where a key is awaited.",
	.example = { "pause", "pause 2.5" },
	.see_also = "present, echo, source",
	.run = run,
};
