/* giving_keys.c - a lecture steered by keys: on, back, up and down, away; see giving.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/lecture/giving.h"
#include "cmd/lecture/stage.h"
#include "cmd/line/between.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"

/* ---- The screen ---- */

/* Rows for the slide: the last is for the line below it. */
static int rows_for_slide(const struct giving *giving)
{
	int rows = terminal_height(giving->session->out) - 1;

	return rows > 1 ? rows : 1;
}

/* Some terminals can only write on. */
static void redraw(struct giving *giving)
{
	struct session *session = giving->session;
	struct buf text = { 0 };

	session->look.width = terminal_width(session->out);
	stage_slide(&text, giving->lecture, giving->at, &session->look);
	if (session->live)
		giving->up = stage_show(session->out, buf_text(&text), session->look.width, rows_for_slide(giving), giving->up);
	else
		fprintf(session->out, "\n%s", buf_text(&text));
	giving->up = session->live ? giving->up : 0;
	giving->beside = false;
	buf_free(&text);
}

/* ---- The line below ---- */

static const char *words_for_next(const struct giving *giving)
{
	const struct item *next = &giving->lecture->items[giving->at];

	if (giving->at == giving->lecture->n)
		return "the end: Enter or q leaves";
	if (giving->at < giving->done)
		return "Space: on";
	return next->kind == ITEM_COMMAND ? "Space: run it" : "Space: on";
}

/* Is the slide taller than the screen, and its beginning not on it? */
static bool more_above(const struct giving *giving)
{
	const struct look *look = &giving->session->look;
	struct buf text = { 0 };
	bool more;

	stage_slide(&text, giving->lecture, giving->at, look);
	more = giving->session->live && stage_rows(buf_text(&text), look->width) - giving->up > rows_for_slide(giving);
	buf_free(&text);
	return more;
}

/* What a key does, where all of it has room in the line. */
static void add_key(struct buf *words, const struct giving *giving, bool there, const char *key)
{
	if (there && text_columns(buf_text(words)) + 3 + text_columns(key) < giving->session->look.width)
		buf_printf(words, "   %s", key);
}

/* "[3/17] Space: run it   Left: back   q: leave" */
static void add_foot(struct buf *out, const struct giving *giving, const char *instead)
{
	const struct look *look = &giving->session->look;
	struct buf words = { 0 }, cut = { 0 };

	buf_printf(&words, "[%d/%d] ", lecture_stops_before(giving->lecture, giving->at) + 1,
	           lecture_stops_before(giving->lecture, giving->lecture->n) + 1);
	if (instead)
		buf_adds(&words, instead);
	else
		buf_adds(&words, words_for_next(giving));
	add_key(&words, giving, !instead && giving->up, "Down: more");
	add_key(&words, giving, !instead && more_above(giving), "Up: more");
	add_key(&words, giving, !instead && lecture_stops_before(giving->lecture, giving->at), "Left: back");
	add_key(&words, giving, !instead && giving->at < giving->lecture->n, "q: leave");
	add_key(&words, giving, !instead, ": a command");
	text_cut(&cut, buf_text(&words), look->width - 1, look->ascii);
	prose_colour(out, look, "2", buf_text(&cut));
	buf_free(&words);
	buf_free(&cut);
}

static void show_foot(struct giving *giving, const char *instead)
{
	struct buf text = { 0 };
	FILE *out = giving->session->out;

	if (giving->session->live)
		fputs("\r\033[K", out);
	add_foot(&text, giving, instead);
	fputs(buf_text(&text), out);
	fputs(giving->session->live ? "" : "\n", out);
	fflush(out);
	buf_free(&text);
}

static void hide_foot(struct giving *giving)
{
	if (giving->session->live)
		fputs("\r\033[K", giving->session->out);
}

/* ---- What keys do ---- */

static const char help[] = "Space on, Left back, Up scroll, : a command, q leaves, ^C stops a run";

static void scroll(struct giving *giving, int rows)
{
	giving->up += rows;
	redraw(giving);
	show_foot(giving, NULL);
}

/* What follows a key is about the end of the slide: it must be on the screen, and the last there. */
static void to_the_end(struct giving *giving, bool last)
{
	if (!giving->up && !(last && giving->beside))
		return;
	giving->up = 0;
	redraw(giving);
}

static void back(struct giving *giving)
{
	int at = giving->at;

	while (at > 0 && !lecture_stops(giving->lecture, --at))
		;
	if (lecture_stops(giving->lecture, at))
		giving->at = at;
	giving->up = 0;
	redraw(giving);
	show_foot(giving, NULL);
}

/* What was executed from there on is to be executed again, as if it had not been. */
static void undo(struct giving *giving, int from, const struct findings *findings, int worst)
{
	struct session *session = giving->session;

	for (int i = from; i < giving->done; i++)
		buf_clear(&giving->lecture->items[i].kept);
	giving->done = from;
	session->findings = *findings;
	session->worst = worst;
	giving->at = from;
	giving->up = 0;
	redraw(giving);
	show_foot(giving, NULL);
}

/*
 * False when the lecture is over. Not at its end: one key too many does not leave it. A picture that moves, and is left where it
 * begins by what goes back, has not been shown: it comes again.
 */
static bool on(struct giving *giving)
{
	const struct findings findings = giving->session->findings;
	int status, done = giving->done, worst = giving->session->worst;

	giving->session->turned_back = false;
	to_the_end(giving, true);
	hide_foot(giving);
	status = giving_on(giving);
	if (!giving_goes_on(giving, status))
		return false;
	if (giving->done > done)
		steer_forget();
	if (giving->done > done && giving->session->turned_back) {
		undo(giving, done, &findings, worst);
		return true;
	}
	giving_announce(giving);
	show_foot(giving, NULL);
	return true;
}

static void type_one(struct giving *giving)
{
	to_the_end(giving, false);
	hide_foot(giving);
	fflush(giving->session->out);
	steer_close(&giving->keys);
	line_between(giving->session, &giving->aside);
	steer_open(&giving->keys);
	giving->beside = true;
}

static bool at_end(const struct giving *giving)
{
	return giving->at == giving->lecture->n;
}

/* False when the lecture is left. */
static bool obey(struct giving *giving, int key)
{
	int screen = rows_for_slide(giving) - 1;

	switch (key) {
	case KEY_ENTER: return !at_end(giving) && on(giving);
	case ' ': case KEY_RIGHT: case KEY_PAGE_DOWN: case 'n': case KEY_NONE: return at_end(giving) || on(giving);
	case KEY_LEFT: case KEY_BACKSPACE: case KEY_PAGE_UP: case 'b': case 'p': back(giving); break;
	case KEY_UP: case 'k': scroll(giving, screen / 2); break;
	case KEY_DOWN: case 'j': scroll(giving, -screen / 2); break;
	case KEY_HOME: scroll(giving, INT_MAX / 2); break;
	case KEY_END: scroll(giving, -INT_MAX / 2); break;
	case KEY_RESIZED: case 'l' - 'a' + 1: scroll(giving, 0); break;
	case ':': type_one(giving); show_foot(giving, NULL); return giving_goes_on(giving, STATUS_OK);
	case 'q': case 'Q': case KEY_LEAVE: return false;
	case KEY_INTERRUPT: show_foot(giving, "^C stops a run; q leaves the lecture"); break;
	default: show_foot(giving, help); break;
	}
	return true;
}

/* A pause that has a length ends by itself, the first time. */
static double patience(const struct giving *giving)
{
	const struct lecture *lecture = giving->lecture;

	if (giving->at == lecture->n || giving->at < giving->done || lecture->items[giving->at].kind != ITEM_PAUSE)
		return -1;
	return lecture->items[giving->at].seconds;
}

void give_by_keys(struct giving *giving)
{
	bool more = steer_open(&giving->keys);

	if (more && lecture_stops(giving->lecture, 0))
		scroll(giving, 0);
	else if (more)
		more = on(giving);
	while (more)
		more = obey(giving, steer_wait(&giving->keys, patience(giving)));
	hide_foot(giving);
	steer_close(&giving->keys);
}
