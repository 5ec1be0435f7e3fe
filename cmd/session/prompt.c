/* prompt.c - what stands before the next line: "conclab> ", or what a guest says; cmd/line prints it. See session.h. */
#include "cmd/session/guest.h"
#include "cmd/session/session.h"

void session_prompt(const struct session *session, struct buf *out)
{
	if (guest_prompt(session, out))
		return;
	if (session->pattern)
		buf_printf(out, "conclab(%s)> ", session->pattern->name);
	else
		buf_adds(out, "conclab> ");
}
