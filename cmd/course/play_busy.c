/* play_busy.c - what takes long is said on a terminal, and what is typed meanwhile is not taken for an answer to what comes. */
#include "cmd/course/play_parts.h"

#include "cmd/session/out.h"
#include "cmd/term/terminal.h"

static bool is_seen(const struct session *session)
{
	return session->live && !session->json && !session->quiet;
}

void play_busy(struct session *session, const char *what)
{
	if (!is_seen(session))
		return;
	terminal_hush(true);
	out_progress(session, what, "   ^C stops");
}

void play_idle(struct session *session)
{
	if (!is_seen(session))
		return;
	fputs("\r\033[K", session->out);
	terminal_hush(false);
}

void play_forget_typed(const struct session *session)
{
	if (session->live && session->interactive && session->depth == 0)
		terminal_forget_typed();
}
