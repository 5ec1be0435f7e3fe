/* watching.c - a run that is watched, key by key, and how it ended in words; see watching.h. */
#include "cmd/look/watching.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/line/between.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/keys.h"
#include "cmd/term/prose.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"
#include "lab/explain/explain.h"
#include "lab/trace/snap_text.h"

enum { FASTEST = 20, SLOWEST = 10000, MOST_NAMED = 5 };

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

/* How much the paragraph at `text` tells: 2 why it came to that, 1 who is stuck as well, 0 that main is. */
static int worth(const char *text)
{
	const char *reason = next_line(text), *but = strstr(reason, ", but it ");

	if (strncmp(text, "main ", 5) == 0)
		return 0;
	return but && but < reason + line_length(reason) ? 1 : 2;
}

/* Does a paragraph of a task that is stuck begin here: a line without a full stop, and the reason, further in? */
static bool begins_stuck(const char *text)
{
	return *text != ' ' && *text != '\n' && text[line_length(text) - 1] != '.' && *next_line(text) == ' ';
}

/* Of the explanation what it says of a task that is stuck, and why: of the first of those that tell most. */
static void add_stuck(struct buf *out, const char *text)
{
	const char *found = NULL;

	for (const char *at = next_line(text); *at && *next_line(at); at = next_line(at))
		if (begins_stuck(at) && (!found || worth(at) > worth(found)))
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
	if (result->snapshot->n_cycle >= 2 && !snap_is_group(result->snapshot))
		add_circle(out, result->snapshot);
	else if (result->snapshot->n_stuck > 0)
		add_stuck(out, buf_text(&whole));
	buf_free(&whole);
}

/* ---- Playing ---- */

/* False: it is left. */
static bool go_on(struct watching *watching, int key)
{
	bool at_end = watching->step == picture_steps(watching->picture);

	if (!at_end && key != ' ')
		watching->step++;
	watching->goes = !at_end && key == ' ' && !watching->goes;
	return !at_end;
}

/* The same keys as those of a lecture, cmd/lecture/giving_keys.c, mean the same. */
bool watching_key(struct watching *watching, int key)
{
	long last = picture_steps(watching->picture);
	int half = watching->room > 2 ? watching->room / 2 : 1;

	switch (key) {
	case KEY_LEAVE: case 'q': case 'Q':
		return false;
	case ' ': case KEY_ENTER: case KEY_RIGHT: case KEY_PAGE_DOWN: case 'n':
		return go_on(watching, key);
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
	case KEY_UP: case 'k':
		watching->top = watching->top > half ? watching->top - half : 0;
		return true;
	case KEY_DOWN: case 'j':
		watching->top += half;
		return true;
	case KEY_LEFT: case KEY_PAGE_UP: case KEY_BACKSPACE: case 'b': case 'p':
		if (watching->step == 0 && watching->session->look.looks_on) {
			watching->session->turned_back = true;
			return false;
		}
		watching->step -= watching->step > 0;
		break;
	case KEY_HOME:
		watching->step = 0;
		break;
	case KEY_END:
		watching->step = last;
		break;
	default:
		return true;
	}
	watching->goes = false;
	return true;
}

bool watching_can_type(const struct watching *watching)
{
	return watching->aside || !watching->session->lent;
}

static void say_dim(struct session *session, const char *words)
{
	struct buf text = { 0 };

	prose_colour(&text, &session->look, "2", words);
	fprintf(session->out, "%s\n", buf_text(&text));
	fflush(session->out);
	buf_free(&text);
}

/* False: nothing more is to be shown. */
static bool type_one(struct watching *watching, struct keys *keys)
{
	struct session *session = watching->session;
	int key;

	watching->goes = false;
	do {
		keys_lend(keys);
		line_between(session, &watching->aside);
		if (session->quitting || session->output_lost || interrupt_ending())
			return false;
		keys_take_back(keys);
		say_dim(session, "any key: back to the picture   : another command");
		key = keys_next(keys, -1);
	} while (key == ':');
	return true;
}

static bool obey(struct watching *watching, struct keys *keys)
{
	int key = keys_next(keys, watching->goes ? watching->pace : -1);

	return key == ':' && watching_can_type(watching) ? type_one(watching, keys) : watching_key(watching, key);
}

bool watching_play(struct watching *watching)
{
	struct session *session = watching->session;
	struct buf frame = { 0 };
	struct keys keys;

	if (!keys_possible(session->out) || !keys_open(&keys, session->out))
		return false;
	watching->goes = picture_steps(watching->picture) > 0 && !session->look.looks_on;
	do {
		buf_clear(&frame);
		watching_frame(&frame, watching, terminal_height(session->out), true);
		keys_show(&keys, buf_text(&frame));
	} while (obey(watching, &keys));
	keys_close(&keys);
	if (watching->aside)
		session_bring_back(session, watching->aside);
	watching->aside = NULL;
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
