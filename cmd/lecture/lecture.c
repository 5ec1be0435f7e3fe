/* lecture.c - from lines to items; see lecture.h. */
#include "cmd/lecture/lecture.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/lecture/commands.h"
#include "cmd/session/parse.h"
#include "lab/base/panic.h"

static char *copy(const char *text, size_t length)
{
	struct buf buf = { 0 };

	buf_add(&buf, text, length);
	return buf_take(&buf);
}

static const struct command *find(void *context, const char *verb)
{
	(void)context;
	return command_find(verb);
}

/* ---- What is shown of a command ---- */

/* The word that begins here, up to a blank that stands in no quotes, or the end. */
static size_t word_length(const char *text)
{
	bool quoted = false;
	size_t n = 0;

	for (; text[n] && (quoted || !isspace((unsigned char)text[n])); n++)
		if (text[n] == '"')
			quoted = !quoted;
		else if (text[n] == '\\' && quoted && text[n + 1])
			n++;
	return n;
}

/* One command without the words that say what is expected of it. */
static void add_shown(struct buf *out, const char *text, size_t length)
{
	static const char wish[] = "expect=";
	char *command;
	size_t n, from = out->length;

	while (length && strchr(" \t;", text[length - 1]))
		length--;
	command = copy(text, length);
	for (const char *at = command; *at; at += n) {
		n = strspn(at, " \t");
		if (!n) {
			n = word_length(at);
			if (strncmp(at, wish, sizeof wish - 1) != 0)
				buf_printf(out, "%s%.*s", out->length > from ? " " : "", (int)n, at);
		}
	}
	free(command);
}

/* Is the call for the test alone, or for the one who gives the lecture? */
static bool is_unseen(const struct call *call)
{
	return call->command && (!strcmp(call->command->name, "expect") || call->command == &cmd_echo ||
	                         call->command == &cmd_pause);
}

/* What the audience sees of a line: its commands, one after the other. */
static char *shown_of(const char *line)
{
	struct buf shown = { 0 };
	const char *cursor = line, *from = line;
	char *error = NULL;
	struct call call;

	while (parse_command(&cursor, &call, find, NULL, &error)) {
		if (!is_unseen(&call)) {
			buf_adds(&shown, shown.length ? "; " : "");
			add_shown(&shown, from, (size_t)(cursor - from));
		}
		call_free(&call);
		from = cursor;
	}
	if (error)
		buf_printf(&shown, "%s%s", shown.length ? "; " : "", from + strspn(from, " \t"));
	free(error);
	return buf_take(&shown);
}

/* ---- Items ---- */

static struct item *add_item(struct lecture *lecture, enum item_kind kind, int line, char *text)
{
	struct item *item;

	lecture->items = realloc(lecture->items, ((size_t)lecture->n + 1) * sizeof *lecture->items);
	must(lecture->items);
	item = &lecture->items[lecture->n++];
	*item = (struct item){ .kind = kind, .line = line, .text = text, .seconds = -1 };
	return item;
}

/* The words of "# ## Words", or NULL. */
static const char *caption_in(const char *line)
{
	if (*line != '#')
		return NULL;
	line += 1 + strspn(line + 1, " \t");
	if (strncmp(line, "## ", 3) != 0)
		return NULL;
	return line + 3 + strspn(line + 3, " \t");
}

/* By its first command, and whether there is another. */
static enum item_kind kind_of(const char *line, double *seconds)
{
	const char *cursor = line;
	struct call call;
	char *error = NULL;
	enum item_kind kind = ITEM_COMMAND;

	if (parse_command(&cursor, &call, find, NULL, &error)) {
		if (is_unseen(&call) && !cursor[strspn(cursor, " \t;")])
			kind = call.command == &cmd_pause ? ITEM_PAUSE : call.command == &cmd_echo ? ITEM_SAID : ITEM_QUIET;
		if (kind == ITEM_PAUSE && !pause_seconds(&call, seconds))
			kind = ITEM_QUIET;      /* executed, it complains */
		call_free(&call);
	}
	free(error);
	return kind;
}

/* The words of a comment; NULL for another line, and for "#!". */
static const char *comment_in(const char *line)
{
	if (line[0] != '#' || line[1] == '!')
		return NULL;
	return line + 1 + strspn(line + 1, " \t");
}

static void add_command(struct lecture *lecture, const char *line, int number)
{
	double seconds = -1;
	struct item *item = add_item(lecture, kind_of(line, &seconds), number, copy(line, strlen(line)));

	item->seconds = seconds;
	if (item->kind == ITEM_COMMAND)
		item->shown = shown_of(line);
}

static void add_line(struct lecture *lecture, const char *line, int number)
{
	const char *start = line + strspn(line, " \t"), *caption = caption_in(start), *comment = comment_in(start), *words;

	if (caption) {
		add_item(lecture, ITEM_CAPTION, number, copy(caption, strlen(caption)));
	} else if (*start && *start != '#') {
		add_command(lecture, start, number);
	} else if (comment && !*lecture->about) {
		free(lecture->about);
		words = strstr(comment, " - ");
		words = words ? words + 3 : comment;
		lecture->about = copy(words, strlen(words));
	}
}

struct lecture *lecture_read(const char *name, const char *text)
{
	struct lecture *lecture = calloc(1, sizeof *lecture);
	size_t length, end;
	int number = 0;
	char *line;

	must(lecture);
	lecture->name = copy(name, strlen(name));
	lecture->about = copy("", 0);
	for (; *text; text += length + (text[length] == '\n')) {
		length = end = strcspn(text, "\n");
		while (end && isspace((unsigned char)text[end - 1]))
			end--;
		line = copy(text, end);
		add_line(lecture, line, ++number);
		free(line);
	}
	return lecture;
}

void lecture_free(struct lecture *lecture)
{
	if (!lecture)
		return;
	for (int i = 0; i < lecture->n; i++) {
		free(lecture->items[i].text);
		free(lecture->items[i].shown);
		buf_free(&lecture->items[i].kept);
	}
	free(lecture->items);
	free(lecture->name);
	free(lecture->about);
	free(lecture);
}

/* ---- Stops ---- */

bool lecture_stops(const struct lecture *lecture, int item)
{
	if (item == lecture->n)
		return true;
	switch (lecture->items[item].kind) {
	case ITEM_COMMAND: case ITEM_PAUSE: return true;
	case ITEM_CAPTION: return item > 0 && lecture->items[item - 1].kind != ITEM_PAUSE;
	default: return false;
	}
}

/* A command, and what is said behind something else. */
bool lecture_apart(const struct lecture *lecture, int item)
{
	enum item_kind before = item > 0 ? lecture->items[item - 1].kind : ITEM_CAPTION;

	switch (lecture->items[item].kind) {
	case ITEM_COMMAND: return before != ITEM_CAPTION;
	case ITEM_SAID: return before != ITEM_CAPTION && before != ITEM_SAID;
	default: return false;
	}
}

int lecture_slide(const struct lecture *lecture, int item)
{
	while (item > 0 && lecture->items[--item].kind != ITEM_CAPTION)
		;
	return item;
}

int lecture_stops_before(const struct lecture *lecture, int item)
{
	int n = 0;

	for (int i = 0; i < item; i++)
		n += lecture_stops(lecture, i);
	return n;
}
