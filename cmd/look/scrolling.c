/* scrolling.c - see scrolling.h. */
#include "cmd/look/scrolling.h"

#include <string.h>

#include "cmd/term/keys.h"
#include "cmd/term/prose.h"
#include "cmd/term/terminal.h"
#include "lab/base/text.h"
#include "lab/view/lanes.h"

enum { LEAST_SPAN = 3, NAMES = 9 };     /* steps; columns that the names take at least */

void scrolling_begin(struct scrolling *scrolling, struct session *session, const struct trace *trace,
                     const struct timeline_part *part)
{
	struct lanes *lanes = lanes_new(trace);

	*scrolling = (struct scrolling){ .session = session, .trace = trace, .part = *part, .n_steps = lanes->n_taken };
	lanes_free(lanes);
	if (scrolling->part.from < 1)
		scrolling->part.from = 1;
	if (scrolling->part.to < 1 || scrolling->part.to > scrolling->n_steps)
		scrolling->part.to = scrolling->n_steps;
}

static void draw(struct buf *out, const struct scrolling *scrolling)
{
	view_timeline(out, scrolling->trace, &scrolling->part, &scrolling->session->look);
}

static long span(const struct scrolling *scrolling)
{
	return scrolling->part.to - scrolling->part.from + 1;
}

bool scrolling_needed(struct scrolling *scrolling)
{
	struct buf text = { 0 };
	bool more;

	draw(&text, scrolling);
	more = text_lines(buf_text(&text)) >= terminal_height(scrolling->session->out);
	buf_free(&text);
	return more || span(scrolling) > scrolling->session->look.width - NAMES;
}

/* ---- The frame ---- */

static const char *skip_lines(const char *text, int n)
{
	for (; n > 0 && *text; n--) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return text;
}

/* The head stays; the lanes below it begin at `top`, but so that as many are seen as can be. */
void scrolling_frame(struct buf *out, struct scrolling *scrolling, int height, bool keys)
{
	const struct look *look = &scrolling->session->look;
	struct buf text = { 0 }, line = { 0 };
	int room = height - 1 - keys, lines;
	const char *head, *body, *end;

	draw(&text, scrolling);
	head = buf_text(&text);
	body = skip_lines(head, 1);
	lines = text_lines(body);
	if (scrolling->top > lines - room)
		scrolling->top = lines - room;
	if (scrolling->top < 0)
		scrolling->top = 0;
	buf_add(out, head, (size_t)(body - head));
	body = skip_lines(body, scrolling->top);
	end = skip_lines(body, room);
	buf_add(out, body, (size_t)(end - body));
	if (keys) {
		buf_fill(out, '\n', room - lines);
		buf_printf(&line, "steps %ld..%ld of %ld   %s move   + - zoom   q leaves   up down   home end", scrolling->part.from,
		           scrolling->part.to, scrolling->n_steps, look->ascii ? "<- ->" : "← →");
		buf_clear(&text);
		text_cut(&text, buf_text(&line), look->width, look->ascii);
		prose_colour(out, look, "2", buf_text(&text));
		buf_addc(out, '\n');
	}
	buf_free(&text);
	buf_free(&line);
}

/* ---- Keys ---- */

/* A window of so many steps that begins there, as far as that lies within the run. */
static void set(struct scrolling *scrolling, long from, long steps)
{
	if (steps > scrolling->n_steps)
		steps = scrolling->n_steps;
	if (steps < LEAST_SPAN)
		steps = LEAST_SPAN < scrolling->n_steps ? LEAST_SPAN : scrolling->n_steps;
	if (from > scrolling->n_steps - steps + 1)
		from = scrolling->n_steps - steps + 1;
	scrolling->part.from = from < 1 ? 1 : from;
	scrolling->part.to = scrolling->part.from + steps - 1;
}

bool scrolling_key(struct scrolling *scrolling, int key)
{
	long steps = span(scrolling), from = scrolling->part.from, some = steps / 4 > 0 ? steps / 4 : 1;
	int page = terminal_height(scrolling->session->out) - 3;

	switch (key) {
	case KEY_LEAVE: case 'q': case 'Q':
		return false;
	case KEY_LEFT:  set(scrolling, from - some, steps); break;
	case KEY_RIGHT: set(scrolling, from + some, steps); break;
	case '+': case '=':
		set(scrolling, from + steps / 4, (steps + 1) / 2);
		break;
	case '-': set(scrolling, from - steps / 2, steps * 2); break;
	case KEY_HOME:  set(scrolling, 1, steps); break;
	case KEY_END:   set(scrolling, scrolling->n_steps, steps); break;
	case KEY_UP:    scrolling->top--; break;
	case KEY_DOWN:  scrolling->top++; break;
	case KEY_PAGE_UP:   scrolling->top -= page; break;
	case KEY_PAGE_DOWN: scrolling->top += page; break;
	case KEY_RESIZED:
		scrolling->session->look.width = terminal_width(scrolling->session->out);
		break;
	default:
		break;
	}
	return true;
}

bool scrolling_play(struct scrolling *scrolling)
{
	FILE *out = scrolling->session->out;
	struct buf frame = { 0 };
	struct keys keys;

	if (!keys_possible(out) || !keys_open(&keys, out))
		return false;
	do {
		buf_clear(&frame);
		scrolling_frame(&frame, scrolling, terminal_height(out), true);
		keys_show(&keys, buf_text(&frame));
	} while (scrolling_key(scrolling, keys_next(&keys, -1)));
	keys_close(&keys);
	buf_clear(&frame);
	scrolling_frame(&frame, scrolling, terminal_height(out) - 1, false);
	fwrite(buf_text(&frame), 1, frame.length, out);
	buf_free(&frame);
	return true;
}
