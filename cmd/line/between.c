/* between.c - see between.h. */
#include "cmd/line/between.h"

#include <stdlib.h>

#include "cmd/line/line.h"
#include "cmd/term/interrupt.h"

void line_between(struct session *session, struct aside **aside)
{
	const char *file = session->file;
	const struct findings findings = session->findings;
	int worst = session->worst;
	enum line_end end;
	char *line;

	fflush(session->out);
	line = line_plain.read(session, "conclab> ", NULL, &end);
	session->file = NULL;
	if (line && !*aside)
		*aside = session_put_aside(session);
	if (line)
		session_line(session, line);
	session->file = file;
	session->worst = worst;
	session->findings = findings;
	interrupt_clear();
	free(line);
}
