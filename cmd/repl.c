/* repl.c - see repl.h. */
#include "cmd/repl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_choose.h"
#include "cmd/course/progress.h"
#include "cmd/line/history.h"
#include "cmd/line/line.h"
#include "cmd/session/choices.h"
#include "cmd/session/guest.h"
#include "cmd/session/parse.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "cmd/version.h"
#include "lab/base/files.h"
#include "lab/base/text.h"

/* Where the course begins; where it goes on, for whoever has done some of it. */
static void add_lesson(struct buf *out)
{
	struct buf error = { 0 };
	struct course *course = course_load(course_usual(), &error);
	const struct lesson *left = course ? lesson_open(course) : NULL, *next = course ? lesson_undone(course) : NULL;

	if (left && left->number)
		buf_printf(out, "You are in lesson %s: `lesson next` goes on; ", left->name);
	else if (next && lesson_any_done(course))
		buf_printf(out, "Lesson %s is next: `lesson %s` goes on; ", next->name, next->name);
	else if (course && !next)
		buf_adds(out, "You have done all lessons: `patterns` lists what there is to run, ");
	else
		buf_adds(out, "Type `lesson 1` to start, ");
	course_free(course);
	buf_free(&error);
}

static void greet(struct session *session)
{
	struct buf greeting = { 0 }, text = { 0 };

	if (session->quiet || session->json || guest_listens(session))
		return;
	buf_adds(&greeting, "conclab " CONCLAB_VERSION " - threads you can watch. ");
	add_lesson(&greeting);
	buf_adds(&greeting, "`help` for commands.");
	text_wrap(&text, buf_text(&greeting), 0, 0, session->look.width, session->look.ascii);
	fputs(buf_text(&text), session->out);
	buf_free(&greeting);
	buf_free(&text);
}

/* One line when what is typed and learnt here will be forgotten. */
static void warn_of_forgetting(struct session *session)
{
	char *path = files_state("history");
	struct buf said = { 0 }, wrapped = { 0 };
	char *kept = files_kept("history");
	int error = kept ? 0 : errno;

	free(kept);
	if (!path)
		buf_adds(&said, "(History and progress are not kept: HOME is not set)");
	else if (!files_replaceable(path))
		buf_printf(&said, "(History and progress are not kept: cannot write %s: %s)", path,
		           strerror(errno));
	else if (error)
		buf_printf(&said, "(History is not kept: cannot read %s: %s)", path, strerror(error));
	if (said.length && !session->quiet && !session->json) {
		text_wrap(&wrapped, buf_text(&said), 0, 0, session->look.width, session->look.ascii);
		wrapped.text[--wrapped.length] = '\0';
		buf_clear(&said);
		prose_colour(&said, &session->look, "2", buf_text(&wrapped));
		fprintf(session->out, "%s\n", buf_text(&said));
	}
	buf_free(&said);
	buf_free(&wrapped);
	free(path);
}

/* A mistake in it is told, with its line; the session begins all the same. */
static void read_init(struct session *session)
{
	char *path = files_config("init");
	FILE *file = path ? fopen(path, "r") : NULL;

	if (file) {
		session->origin = FROM_INIT;
		session_script(session, file, path);
		session->origin = FROM_SESSION;
		fclose(file);
	}
	free(path);
}

static bool has_prompt(const char *line)
{
	return parse_skip_prompt(line) != line;
}

/*
 * Several lines were pasted. When they come from a transcript, what stands after no prompt is its output; when they are
 * what `try:` offers, one of them is to be chosen.
 */
static void execute(struct session *session, char *text)
{
	bool transcript = strchr(text, '\n') && has_prompt(text);
	struct buf choices = { 0 };
	int status = STATUS_OK;
	char *end;

	if (!transcript)
		prose_join_try(text);
	if (choices_skip_try(text) != text && choices_in(text, &choices)) {
		status = choices_complain(session, buf_text(&choices));
		session->worst = status_worse(session->worst, status);
		text = NULL;
	}
	buf_free(&choices);
	for (char *line = text; line && !session->quitting && status != STATUS_INTERRUPTED; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (!transcript || has_prompt(line))
			status = session_line(session, line);
	}
}

static void remember(const struct line_editor *editor, const char *text)
{
	const char *line = parse_skip_prompt(text);

	line += line != text && *line == ' ';
	if (history_keep(line))
		editor->remember(line);
}

static bool one_line(struct session *session, const struct line_editor *editor)
{
	char *text;
	struct buf prompt = { 0 };
	enum line_end end;

	session_prompt(session, &prompt);
	fflush(session->out);
	text = editor->read(session, buf_text(&prompt), guest_prefill(session), &end);
	if (text) {
		remember(editor, text);
		execute(session, text);
	}
	free(text);
	buf_free(&prompt);
	return end == LINE_READ || end == LINE_INTERRUPTED || (end == LINE_EOF && guest_leave_one(session));
}

int repl_run(struct session *session, bool no_init)
{
	const struct line_editor *editor = line_choose();

	session->interactive = true;
	greet(session);
	warn_of_forgetting(session);
	editor->open(session);
	if (!no_init)
		read_init(session);
	do {
		interrupt_clear();
	} while (!session->quitting && !session->output_lost && one_line(session, editor));
	editor->close();
	if (session->output_lost)
		return STATUS_SYSTEM;
	return session->quit_status >= 0 ? session->quit_status : STATUS_OK;
}
