/* script.c - lines from a file, one after the other; see session.h. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/session/session.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/lines.h"
#include "cmd/term/prose.h"

enum { DEEPEST = 16 };

static int script_line(struct session *session, char *line, ssize_t length)
{
	int status = STATUS_USAGE;

	if (strlen(line) != (size_t)length) {
		complain(session, "not-text", NULL, "this line holds a zero byte: it is not text");
		session->worst = status_worse(session->worst, status);
		return status;
	}
	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
		line[--length] = '\0';
	return session_line(session, line);
}

/* The line that comes next cannot be had. */
static int cannot_read_on(struct session *session)
{
	session->line++;
	if (errno == EFBIG)
		return complain(session, "line-too-long", NULL, "this line has more than %d MB and no end: it is not text",
		                LONGEST_LINE >> 20);
	return complain(session, "cannot-read", NULL, "cannot read on: %s", strerror(errno));
}

/* Returns only what no line comes to: those are counted as they are executed. */
static int script_lines(struct session *session, FILE *file)
{
	struct lines lines = { .file = file };
	char *line;
	ssize_t length = 0;
	int status = STATUS_OK, one = STATUS_OK;

	while (session_goes_on(session, one) && (length = lines_next(&lines, &line)) >= 0) {
		session->line++;
		one = script_line(session, line, length);
	}
	if (interrupt_pending())
		status = STATUS_INTERRUPTED;
	else if (length < 0 && errno)
		status = cannot_read_on(session);
	lines_free(&lines);
	return status;
}

int session_script_enter(struct session *session, const char *name, struct script_place *outer)
{
	findings_settle(session);
	*outer = (struct script_place){ session->file, session->line, session->verb, session->worst, session->findings };
	if (session->depth == DEEPEST)
		return complain(session, "too-deep", NULL,
		                "%d scripts call one another here: is it a circle?", DEEPEST);
	session->findings = (struct findings){ 0 };
	session->worst = STATUS_OK;
	session->file = name;
	session->line = 0;
	session->verb = NULL;
	session->depth++;
	return STATUS_OK;
}

int session_script_leave(struct session *session, const struct script_place *outer)
{
	int status;

	findings_settle(session);
	findings_tell(session);
	status = session->worst;
	session->findings = outer->findings;
	session->worst = outer->worst;
	session->depth--;
	session->verb = outer->verb;
	session->file = outer->file;
	session->line = outer->line;
	return status;
}

int session_script(struct session *session, FILE *file, const char *name)
{
	struct script_place outer;
	int status = session_script_enter(session, name, &outer);

	if (status)
		return status;
	status = script_lines(session, file);
	status = status_worse(status, session_script_leave(session, &outer));
	session->worst = status_worse(session->worst, status);
	return status;
}

int session_source(struct session *session, const char *path)
{
	FILE *file = fopen(path, "r");
	struct buf quoted = { 0 };
	struct stat facts;
	int status;

	if (file && fstat(fileno(file), &facts) == 0 && S_ISDIR(facts.st_mode)) {
		fclose(file);
		file = NULL;
		errno = EISDIR;
	}
	if (file) {
		status = session_script(session, file, path);
		fclose(file);
		return status;
	}
	quote_typed(&quoted, path);
	status = complain(session, "cannot-read", NULL, "cannot read %s: %s", buf_text(&quoted),
	                  strerror(errno));
	session->worst = status_worse(session->worst, status);
	buf_free(&quoted);
	return status;
}
