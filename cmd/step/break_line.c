/* break_line.c - see break_line.h. */
#include "cmd/step/break_line.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/out.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "lab/program/program.h"
#include "lab/trace/snap_text.h"

/* ---- What is typed ---- */

static bool is_number(const char *text)
{
	return *text && strlen(text) < 9 && text[strspn(text, "0123456789")] == '\0';
}

/* "21" of "queue.c:21" and of "21"; NULL for what is no line. */
static const char *number_of(const char *typed)
{
	const char *colon = strrchr(typed, ':'), *number = colon ? colon + 1 : typed;

	return is_number(number) ? number : NULL;
}

bool is_line_typed(const char *typed)
{
	return number_of(typed) != NULL;
}

static int count_lines(const char *text)
{
	size_t length = strlen(text);

	return text_lines(text) + (length > 0 && text[length - 1] != '\n');
}

/* Does any step that was made, or that is to be made, name this file: a header, mostly? */
static bool is_named(const struct position *position, const char *file, size_t length)
{
	const struct trace *trace = &position->result->trace;

	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].here && !strncmp(snap_place(trace->events[i].here), file, length) &&
		    snap_place(trace->events[i].here)[length] == ':')
			return true;
	for (int i = 0; i < position->n_tasks; i++)
		if (position->tasks[i].here && !strncmp(snap_place(position->tasks[i].here), file, length) &&
		    snap_place(position->tasks[i].here)[length] == ':')
			return true;
	return false;
}

/* The files of a program, or the pattern's own: their number, and the last part of the path of one. */
static int n_files(const struct pattern *pattern)
{
	int n = program_n_files(pattern);

	return n ? n : 1;
}

static const char *file_at(const struct pattern *pattern, int i, const char **text)
{
	if (program_n_files(pattern) > 0)
		return snap_place(program_file(pattern, i, text));
	*text = embedded_text(pattern->file);
	return snap_place(pattern->file);
}

static int complain_which(struct session *session, const struct pattern *pattern, const char *number)
{
	struct buf list = { 0 };
	const char *text;
	int status;

	for (int i = 0; i < n_files(pattern); i++)
		buf_printf(&list, "%s%s:%s", i ? ", " : "", file_at(pattern, i, &text), number);
	status = complain(session, "which-file", NULL, "in which file? %s", buf_text(&list));
	buf_free(&list);
	return status;
}

/* The file that is meant, by the last part of its path; -1: none of them. */
static int find_file(const struct pattern *pattern, const char *name, size_t length)
{
	const char *text;

	for (int i = 0; i < n_files(pattern); i++)
		if (strlen(file_at(pattern, i, &text)) == length && !strncmp(file_at(pattern, i, &text), name, length))
			return i;
	return -1;
}

static char *place(const char *file, size_t length, const char *number)
{
	struct buf text = { 0 };

	buf_printf(&text, "%.*s:%d", (int)length, file, atoi(number));
	return buf_take(&text);
}

char *line_typed(struct session *session, const struct stepping *stepping, const char *typed, int *status)
{
	const struct pattern *pattern = stepping->pattern;
	const char *number = number_of(typed), *name = snap_place(typed), *text = NULL, *file;
	size_t length = number > typed ? (size_t)(number - 1 - name) : 0;
	int i = length ? find_file(pattern, name, length) : 0;

	if (length == 0 && n_files(pattern) > 1) {
		*status = complain_which(session, pattern, number);
		return NULL;
	}
	if (i < 0) {
		if (is_named(stepper_look(stepping->stepper), name, length))
			return place(name, length, number);
		*status = complain(session, "unknown-file", NULL, "%s has no file %.*s", pattern->name, (int)length, name);
		return NULL;
	}
	file = file_at(pattern, i, &text);
	if (text && (atoi(number) < 1 || atoi(number) > count_lines(text))) {
		*status = complain(session, "unknown-line", NULL, "%s has no line %s: it has %d", file, number, count_lines(text));
		return NULL;
	}
	return place(file, strlen(file), number);
}

/* ---- Where steps are ---- */

static bool is_there(const struct op *op, const char *place)
{
	return op && op->here && !strcmp(snap_place(op->here), place);
}

bool is_at_line(const struct run *run, const struct way *way, const char *place)
{
	if (way->step.task == CLOCK_TASK)
		return false;
	return is_there(turn_op(run, way->step.task), place) ||
	       (way->partner != NO_TASK && is_there(turn_op(run, way->partner), place));
}

/* The number of the line, when the place is in the same file as that one; 0: it is not. */
static int line_in(const char *here, const char *place)
{
	size_t file = strcspn(place, ":") + 1;

	return here && !strncmp(snap_place(here), place, file) ? atoi(snap_place(here) + file) : 0;
}

/* The first line of the file, from this one on, that something was done at; 0: none. */
static int next_line(const struct trace *trace, const char *place)
{
	int least = 0;

	for (long i = 0; i < trace->n_events; i++) {
		int line = line_in(trace->events[i].here, place);

		if (line >= line_in(place, place) && (!least || line < least))
			least = line;
	}
	return least;
}

void lines_unreached(struct buf *out, const struct stepping *stepping, const struct position *position)
{
	const struct trace *trace = &position->result->trace;

	if (position->result->events > trace->n_events)
		return;
	for (int i = 0; i < stepping->n_breaks; i++) {
		const char *place = stepping->breaks[i].place;
		int next = place ? next_line(trace, place) : 0;

		if (!place || next == line_in(place, place))
			continue;
		buf_printf(out, "%sno step of this run came to %s", out->length ? "; " : "", place);
		if (next)
			buf_printf(out, ": the next line with one is %d", next);
	}
}
