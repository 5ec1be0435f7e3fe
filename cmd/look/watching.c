/* watching.c - see watching.h. */
#include "cmd/look/watching.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/term/keys.h"
#include "cmd/term/prose.h"
#include "cmd/term/terminal.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "lab/explain/explain.h"
#include "lab/program/program.h"
#include "lab/trace/snap_text.h"

enum { FASTEST = 20, SLOWEST = 10000, LOW = 16, HIGH = 30, MOST_NAMED = 5 };

/* ---- How it ended ---- */

/* "philosopher-0 waits for philosopher-1, which waits for philosopher-0: a circle." */
static void add_circle(struct buf *out, const struct snapshot *snapshot)
{
	int n = snapshot->n_cycle;

	if (n > MOST_NAMED) {
		buf_printf(out, " %d task%s wait for one another, each for the next: a circle.", n, text_s(n));
		return;
	}
	buf_printf(out, " %s", snapshot->tasks[snapshot->cycle[0]].name);
	for (int i = 1; i <= n; i++)
		buf_printf(out, "%s waits for %s", i > 1 ? ", which" : "", snapshot->tasks[snapshot->cycle[i % n]].name);
	buf_adds(out, ": a circle.");
}

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
	text += line_length(text);
	return *text ? text + 1 : text;
}

/* Of the explanation what it says of the first task that is stuck, and why; of main only when there is no other. */
static void add_stuck(struct buf *out, const char *text)
{
	const char *found = NULL;

	for (const char *at = next_line(text); *at && *next_line(at); at = next_line(at))
		if (*at != ' ' && *at != '\n' && *next_line(at) == ' ' && (!found || strncmp(found, "main ", 5) == 0))
			found = at;
	if (!found)
		return;
	buf_addc(out, ' ');
	buf_add(out, found, line_length(found));
	found = next_line(found);
	found += strspn(found, " ");
	buf_adds(out, ": ");
	buf_add(out, found, line_length(found));
	buf_addc(out, '.');
}

static void tell_end(struct buf *out, const struct result *result)
{
	struct buf whole = { 0 };

	explain_result(&whole, result, 10000, true);
	buf_adds(out, verdict_word(result->verdict));
	if (whole.length)
		buf_adds(out, ": ");
	buf_add(out, buf_text(&whole), line_length(buf_text(&whole)));
	if (result->snapshot->n_cycle >= 2)
		add_circle(out, result->snapshot);
	else if (result->snapshot->n_stuck > 0)
		add_stuck(out, buf_text(&whole));
	buf_free(&whole);
}

/* ---- The frame ---- */

/* Line `line` of `text`, without its indent, its mark for the lessons and its last comment. */
static void add_line_of(struct buf *out, const char *text, int line)
{
	size_t from = out->length;
	const char *end;

	for (; line > 1 && *text; line--) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	text += strspn(text, " \t");
	end = text + strcspn(text, "\n");
	for (const char *at = text; at + 1 < end; at++)
		if (at[0] == '/' && (at[1] == '/' || at[1] == '*')) {
			end = at;
			break;
		}
	for (; text < end; text++)
		buf_addc(out, *text == '\t' ? ' ' : *text);
	text_trim(out, from);
}

/* The text of the file that `here` names: a program's as it was compiled, a pattern's as it is carried along. NULL: none. */
static const char *source_of(const struct result *result, const char *here, size_t name)
{
	const char *own = snap_place(result->pattern->file);
	struct buf path = { 0 };
	const char *text;

	if (program_source(result->pattern))
		return strlen(own) == name && strncmp(own, here, name) == 0 ? program_source(result->pattern) : NULL;
	buf_add(&path, here, name);
	text = embedded_text(buf_text(&path));
	buf_free(&path);
	return text;
}

/* "dining.c:41  mutex_lock(self->second);" */
static void add_source(struct buf *out, const struct watching *watching, const char *here)
{
	const char *colon = here ? strrchr(here, ':') : NULL, *text;

	if (!colon)
		return;
	buf_printf(out, "%s", snap_place(here));
	text = source_of(watching->result, here, (size_t)(colon - here));
	if (text) {
		buf_adds(out, "  ");
		add_line_of(out, text, atoi(colon + 1));
	}
}

static void add_cut(struct buf *out, const struct watching *watching, const char *sgr, const char *text)
{
	const struct look *look = &watching->session->look;
	struct buf cut = { 0 };

	text_cut(&cut, text, look->width, look->ascii);
	text_trim(&cut, 0);
	if (cut.length)
		prose_colour(out, look, sgr, buf_text(&cut));
	buf_addc(out, '\n');
	buf_free(&cut);
}

/* "dining seats=3, step 3 of 3" */
static void add_head(struct buf *out, const struct watching *watching)
{
	int width = watching->session->look.width;
	struct buf step = { 0 }, text = { 0 };

	buf_printf(&step, "step %ld of %ld", watching->step, picture_steps(watching->picture));
	text_cut(&text, buf_text(&watching->title), width - 2 - (int)step.length, watching->session->look.ascii);
	buf_printf(&text, "%s%s", text.length ? "  " : "", buf_text(&step));
	add_cut(out, watching, "1", buf_text(&text));
	buf_free(&step);
	buf_free(&text);
}

static void add_deed(struct buf *out, struct watching *watching)
{
	const struct look *look = &watching->session->look;
	const struct moment *moment = picture_moment(watching->picture, watching->step);
	const char *here = moment->n_marks ? moment->marks[0].event->here : NULL;
	struct buf text = { 0 };

	buf_adds(&text, moment->step > 0 ? "> " : "");
	picture_deed(&text, watching->picture, watching->step, look->width - 2, look->ascii);
	add_cut(out, watching, "32", buf_text(&text));
	buf_clear(&text);
	add_source(&text, watching, here);
	add_cut(out, watching, "2", buf_text(&text));
	buf_free(&text);
}

static void add_keys(struct buf *out, const struct watching *watching)
{
	bool ascii = watching->session->look.ascii;
	struct buf text = { 0 };

	buf_printf(&text, "space %s   %s a step   home end   + - pace %d ms   q leaves", watching->goes ? "stops" : "goes on",
	           ascii ? "<- ->" : "← →", watching->pace);
	if (text_columns(buf_text(&text)) > watching->session->look.width) {
		buf_clear(&text);
		buf_printf(&text, "space %s q", ascii ? "<- ->" : "← →");
	}
	add_cut(out, watching, "2", buf_text(&text));
	buf_free(&text);
}

/* How many lines are kept free for the end, so that the picture does not move when it comes. */
static int lines_of_end(const struct watching *watching)
{
	const struct look *look = &watching->session->look;
	struct buf text = { 0 };
	int lines;

	text_wrap(&text, buf_text(&watching->end), 0, 2, look->width, look->ascii);
	lines = text_lines(buf_text(&text));
	buf_free(&text);
	return lines;
}

static void add_end(struct buf *out, const struct watching *watching, int lines)
{
	const struct look *look = &watching->session->look;
	struct buf text = { 0 };
	const char *at;

	text_wrap(&text, buf_text(&watching->end), 0, 2, look->width, look->ascii);
	at = buf_text(&text);
	for (int i = 0; i < lines && *at; i++) {
		struct buf one = { 0 };
		size_t length = strcspn(at, "\n");

		buf_add(&one, at, length);
		prose_colour(out, look, watching->result->verdict == VERDICT_OK ? "32" : "35", buf_text(&one));
		buf_addc(out, '\n');
		buf_free(&one);
		at += length + (at[length] == '\n');
	}
	buf_free(&text);
}

void watching_frame(struct buf *out, struct watching *watching, int height, bool keys)
{
	int end = lines_of_end(watching), gaps = (height >= LOW) + (height >= HIGH), fixed = 3 + gaps + keys, room;
	struct buf picture = { 0 };

	if (end > height / 5)
		end = height / 5;
	room = height - fixed - end;
	add_head(out, watching);
	add_deed(out, watching);
	buf_fill(out, '\n', gaps > 0);
	picture_draw(&picture, watching->picture, watching->step, &watching->session->look, room);
	buf_add(out, buf_text(&picture), picture.length);
	for (int i = text_lines(buf_text(&picture)); keys && i < room; i++)
		buf_addc(out, '\n');
	while (!keys && out->length > 1 && out->text[out->length - 1] == '\n' && out->text[out->length - 2] == '\n')
		out->length--;
	buf_free(&picture);
	buf_fill(out, '\n', gaps > 1);
	if (watching->step == picture_steps(watching->picture))
		add_end(out, watching, end);
	else if (keys)
		buf_fill(out, '\n', end);
	if (keys)
		add_keys(out, watching);
}

/* ---- Playing ---- */

bool watching_key(struct watching *watching, int key)
{
	long last = picture_steps(watching->picture);

	switch (key) {
	case KEY_LEAVE: case 'q': case 'Q':
		return false;
	case ' ':
		watching->goes = !watching->goes;
		if (watching->goes && watching->step == last)
			watching->step = 0;
		return true;
	case '+': case '=':
		watching->pace = watching->pace / 2 < FASTEST ? FASTEST : watching->pace / 2;
		return true;
	case '-':
		watching->pace = watching->pace * 2 > SLOWEST ? SLOWEST : watching->pace * 2;
		return true;
	case KEY_RESIZED:
		watching->session->look.width = terminal_width(watching->session->out);
		return true;
	case KEY_NONE:
		watching->step += watching->goes && watching->step < last;
		watching->goes = watching->goes && watching->step < last;
		return true;
	case KEY_RIGHT: watching->step += watching->step < last; break;
	case KEY_LEFT:  watching->step -= watching->step > 0; break;
	case KEY_HOME:  watching->step = 0; break;
	case KEY_END:   watching->step = last; break;
	default:
		return true;
	}
	watching->goes = false;
	return true;
}

bool watching_play(struct watching *watching)
{
	FILE *out = watching->session->out;
	struct buf frame = { 0 };
	struct keys keys;

	if (!keys_possible(out) || !keys_open(&keys, out))
		return false;
	watching->goes = picture_steps(watching->picture) > 0;
	do {
		buf_clear(&frame);
		watching_frame(&frame, watching, terminal_height(out), true);
		keys_show(&keys, buf_text(&frame));
	} while (watching_key(watching, keys_next(&keys, watching->goes ? watching->pace : -1)));
	keys_close(&keys);
	buf_free(&frame);
	return true;
}

/* "dining seats=3": the run as it was typed, without what is only about showing it. */
static void add_title(struct buf *out, const char *line)
{
	static const char *const shown[] = { "log=", "pace=", "watch=", "expect=" };

	for (size_t length; *line; line += length) {
		bool left_out = false;

		length = strspn(line, " ");
		length += strcspn(line + length, " ");
		for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
			left_out |= strncmp(line + strspn(line, " "), shown[i], strlen(shown[i])) == 0;
		if (!left_out)
			buf_add(out, line, length);
	}
}

void watching_begin(struct watching *watching, struct session *session, const struct result *result, int pace)
{
	*watching = (struct watching){ .session = session, .result = result, .pace = pace };
	watching->picture = picture_new(&result->trace, result->snapshot, result->pattern->file, true);
	add_title(&watching->title, result == session->last && session->last_run ? session->last_run : result->pattern->name);
	tell_end(&watching->end, result);
}

void watching_end(struct watching *watching)
{
	picture_free(watching->picture);
	buf_free(&watching->title);
	buf_free(&watching->end);
}
