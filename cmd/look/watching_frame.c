/* watching_frame.c - a step as it is drawn: what was done, the picture, how it ended, the keys; see watching.h. */
#include "cmd/look/watching.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "lab/program/program.h"
#include "lab/trace/snap_text.h"

enum { LOW = 16, HIGH = 30, NARROW = 40 };

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
	text += line_length(text);
	return *text ? text + 1 : text;
}

/* ---- What was done, and where ---- */

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
	int file = program_file_of(result->pattern, here);
	struct buf path = { 0 };
	const char *text = NULL;

	buf_add(&path, here, name);
	if (file >= 0)
		program_file(result->pattern, file, &text);
	else if (!program_source(result->pattern))
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

/* "dining seats=3, step 3 of 3"; "after step 3 of 3" where going wrong took no step */
static void add_head(struct buf *out, const struct watching *watching)
{
	int width = watching->session->look.width;
	long taken = picture_taken(watching->picture);
	struct buf step = { 0 }, text = { 0 };

	buf_printf(&step, "%sstep %ld of %ld", watching->step > taken ? "after " : "", watching->step > taken ? taken : watching->step,
	           taken);
	text_cut(&text, buf_text(&watching->title), width - 2 - (int)step.length, watching->session->look.ascii);
	buf_printf(&text, "%s%s", text.length ? "  " : "", buf_text(&step));
	add_cut(out, watching, "1", buf_text(&text));
	buf_free(&step);
	buf_free(&text);
}

/*
 * It ends here, and never would have: then who waits is told, not what somebody did last. Where tasks took turns the last
 * step is what made them wait, and is told first.
 */
static bool hangs_here(const struct watching *watching)
{
	return !watching->result->schedule && watching->result->snapshot->n_stuck > 0 &&
	       watching->step == picture_steps(watching->picture);
}

/* So many lines are there for what was done. */
static int caption_rows(const struct watching *watching, int height)
{
	return height < LOW ? 1 : watching->session->look.width < NARROW ? 6 : 2;
}

/* Between words in as many lines as it takes, `rows` at most; what is too much is cut off. Returns how many. */
static int add_caption(struct buf *out, const struct watching *watching, const char *text, int rows)
{
	const struct look *look = &watching->session->look;
	struct buf wrapped = { 0 }, one = { 0 };
	const char *at;
	int used = 0;

	text_wrap(&wrapped, text, 0, 2, look->width, look->ascii);
	for (at = buf_text(&wrapped); *at && used < rows - 1; at = next_line(at), used++) {
		buf_clear(&one);
		buf_add(&one, at, line_length(at));
		add_cut(out, watching, "32", buf_text(&one));
	}
	buf_clear(&one);
	for (; *at; at = next_line(at)) {
		size_t indent = one.length ? strspn(at, " ") : 0;

		buf_adds(&one, one.length ? " " : "");
		buf_add(&one, at + indent, line_length(at) - indent);
	}
	if (one.length || used == 0) {
		add_cut(out, watching, "32", buf_text(&one));
		used++;
	}
	buf_free(&wrapped);
	buf_free(&one);
	return used;
}

/* Who stands elsewhere than the step was made: who began to wait in it, at the end somebody who is stuck; or NO_TASK. */
static int who_stands(const struct watching *watching, int waits)
{
	const struct snapshot *last = watching->result->snapshot;

	if (waits != NO_TASK || watching->step < picture_steps(watching->picture))
		return waits;
	if (last->n_cycle > 0)
		return last->cycle[0];
	for (int i = 0; i < last->n_tasks; i++)
		if (last->tasks[i].stuck)
			return i;
	return NO_TASK;
}

/* The line of the step, and "  then :41" where that has room. */
static void add_short(struct buf *out, const struct watching *watching, const char *here, const char *place)
{
	const char *colon = strrchr(place, ':');
	bool same_file = colon && !strncmp(snap_place(here), place, (size_t)(colon - place) + 1);
	struct buf then = { 0 };

	buf_printf(&then, "  then %s", same_file ? colon : place);
	buf_clear(out);
	add_source(out, watching, here);
	if (text_columns(buf_text(out)) + text_columns(buf_text(&then)) <= watching->session->look.width)
		buf_adds(out, buf_text(&then));
	buf_free(&then);
}

/*
 * The line of the step; and the one in which somebody waits since: "dining.c:39  mutex_lock(self->first);  then :41  ...". Where
 * there is no room for both texts, the second is a number, or left out: the picture has it, too.
 */
static void add_sources(struct buf *out, const struct watching *watching, const char *here, int waits)
{
	int who = who_stands(watching, waits);
	const char *there = who == NO_TASK ? NULL : picture_moment(watching->picture, watching->step)->tasks[who].here;
	size_t file = here ? strcspn(here, ":") : 0;
	struct buf text = { 0 }, second = { 0 };

	add_source(&text, watching, here);
	if (there && (!here || strcmp(there, here) != 0)) {
		add_source(&second, watching, there);
		if (here && strncmp(here, there, file + 1) == 0)
			buf_printf(&text, "  then %s", strchr(buf_text(&second), ':'));
		else
			buf_printf(&text, "%s%s", text.length ? "  then " : "", buf_text(&second));
		if (text_columns(buf_text(&text)) > watching->session->look.width && here)
			add_short(&text, watching, here, snap_place(there));
	}
	buf_adds(out, buf_text(&text));
	buf_free(&text);
	buf_free(&second);
}

/* What was done, in `rows` lines at most, and where. Returns how many it took. */
static int add_deed(struct buf *out, struct watching *watching, int rows)
{
	const struct look *look = &watching->session->look;
	const struct moment *moment = picture_moment(watching->picture, watching->step);
	const char *here = moment->n_marks ? moment->marks[0].event->here : NULL;
	struct buf text = { 0 }, waits = { 0 };
	bool hangs = hangs_here(watching);
	int first = picture_waits(&waits, watching->picture, watching->step, !hangs);

	buf_adds(&text, moment->step > 0 ? "> " : "");
	if (hangs && first != NO_TASK) {
		buf_adds(&text, buf_text(&waits));
		here = picture_moment(watching->picture, watching->step)->tasks[first].here;
	} else {
		picture_deed(&text, watching->picture, watching->step, rows > 1 ? rows * look->width : look->width - 2, look->ascii);
		if (first != NO_TASK && moment->step > 0)
			buf_printf(&text, ", then %s", buf_text(&waits));
	}
	buf_free(&waits);
	rows = add_caption(out, watching, buf_text(&text), rows);
	buf_clear(&text);
	add_sources(&text, watching, here, moment->step > 0 ? first : NO_TASK);
	add_cut(out, watching, "2", buf_text(&text));
	buf_free(&text);
	return rows;
}

/* ---- The last line ---- */

static void add_keys(struct buf *out, const struct watching *watching)
{
	static const char more[] = "   : a command";
	bool ascii = watching->session->look.ascii;
	struct buf text = { 0 };

	if (watching->step == picture_steps(watching->picture))
		buf_printf(&text, "the end: space enter %s leave   %s a step back   home", ascii ? "->" : "→", ascii ? "<-" : "←");
	else
		buf_printf(&text, "space %s   %s a step   home end   + - pace %d ms   q leaves", watching->goes ? "stops" : "goes on",
		           ascii ? "<- ->" : "← →", watching->pace);
	if (watching->more)
		buf_adds(&text, ascii ? "   up down" : "   ↑ ↓");
	if (watching_can_type(watching) && text_columns(buf_text(&text)) + (int)strlen(more) <= watching->session->look.width)
		buf_adds(&text, more);
	if (text_columns(buf_text(&text)) > watching->session->look.width) {
		buf_clear(&text);
		buf_printf(&text, "space %s %sq", ascii ? "<- ->" : "← →", !watching->more ? "" : ascii ? "up down " : "↑ ↓ ");
	}
	add_cut(out, watching, "2", buf_text(&text));
	buf_free(&text);
}

/* ---- The end, and all of it ---- */

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

static const char *skip_lines(const char *text, int n)
{
	for (; n > 0 && *text; n--)
		text = next_line(text);
	return text;
}

/* What matters most; or, moved down, a window over all of it. */
static void add_picture(struct buf *out, struct watching *watching, int room)
{
	const struct look *look = &watching->session->look;
	struct buf all = { 0 };
	const char *from;
	int lines;

	picture_draw_whole(&all, watching->picture, watching->step, look, room);
	lines = text_lines(buf_text(&all));
	watching->more = lines > room;
	watching->room = room;
	if (watching->top > lines - room)
		watching->top = lines > room ? lines - room : 0;
	if (watching->top == 0) {
		picture_draw(out, watching->picture, watching->step, look, room);
	} else {
		from = skip_lines(buf_text(&all), watching->top);
		buf_add(out, from, (size_t)(skip_lines(from, room) - from));
	}
	buf_free(&all);
}

void watching_frame(struct buf *out, struct watching *watching, int height, bool keys)
{
	int end = lines_of_end(watching), rows = caption_rows(watching, height), fixed = 2 + rows + (height >= HIGH) + keys;
	int room, taken;
	struct buf picture = { 0 };

	if (end > height / 5)
		end = height / 5;
	room = height - fixed - end;
	add_head(out, watching);
	taken = add_deed(out, watching, rows);
	buf_fill(out, '\n', keys ? rows - taken : rows > 1 && taken == 1);
	add_picture(&picture, watching, room);
	buf_add(out, buf_text(&picture), picture.length);
	for (int i = text_lines(buf_text(&picture)); keys && i < room; i++)
		buf_addc(out, '\n');
	while (!keys && out->length > 1 && out->text[out->length - 1] == '\n' && out->text[out->length - 2] == '\n')
		out->length--;
	buf_free(&picture);
	buf_fill(out, '\n', height >= HIGH);
	if (watching->step == picture_steps(watching->picture))
		add_end(out, watching, end);
	else if (keys)
		buf_fill(out, '\n', end);
	if (keys)
		add_keys(out, watching);
}
