/*
 * log.c - the event log: a column per task while the names fit, else a line "task: what" each.
 *
 *           ms line  main            feeder          worker-0
 *        0.012  :31  start feeder    ·               ·
 *        0.034  :18  ·               send 1 → jobs   ·
 *
 * Where a column is narrow, names are cut, with a mark; what has a line of its own is told in full, on several if need be.
 * What is told again and again, by one task without another between, is told once, and how often.
 * The room decides in which form all events of a table are told. A log of one task has one column.
 */
#include <limits.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/log_words.h"
#include "lab/view/paint.h"
#include "lab/view/view.h"

enum { MIN_CELL = 13, MAX_NAME = 14, ROOM_FOR_SENTENCE = 40, ROOM_FOR_ARROW = 26, ROOM_FOR_TERSE = 18, GAP = 1 };
enum { MOST_PLACE = 20 };       /* columns of "file.c:41" */
enum { LEAST_FOLDED = 4 };      /* lines in a row that are alike */

/* How the lines of a log are laid out. */
struct layout {
	int time, line;         /* columns of the time and of the source line; 0: not shown */
	int name;               /* of the task's name, in a line each; 0: a column per task */
	int cell;               /* of what happened */
	enum form form;
	bool files;             /* the lines are told with their files */
};

static enum paint event_paint(const struct event *event)
{
	if (event->kind == EV_PARK)
		return event->n_cases ? BLOCKED : READY;
	if (event->kind == EV_FAULT)
		return FINDING;
	if (event->kind == EV_TASK_END || (event_fields(event->kind) & EVENT_IDLE))
		return DIM;
	return MOVES;
}

/* Tell the event in at most `columns`. Returns the columns taken. */
static int tell_in(struct buf *out, struct teller *t, enum form form, int columns, const struct look *look)
{
	int taken;

	log_words(t, form, columns);
	paint_on(out, event_paint(t->event), look);
	taken = text_cut(out, buf_text(t->out), columns, look->ascii);
	paint_off(out, event_paint(t->event), look);
	return taken;
}

/* Is there a column for the task, or a line when lines have names? */
static bool is_shown(int task, const struct log_filter *filter)
{
	return !filter || filter->task == NO_TASK || filter->task == task;
}

static enum form form_for(int cell)
{
	return cell >= ROOM_FOR_ARROW ? ARROW : cell >= ROOM_FOR_TERSE ? TERSE : BARE;
}

static int widest_name(const struct trace *trace, const struct log_filter *filter)
{
	int columns = 0;

	for (int i = 0; i < trace->n_tasks; i++) {
		int own = is_shown(i, filter) ? text_columns(trace->tasks[i]) : 0;

		columns = own > columns ? own : columns;
	}
	return columns;
}

/* How long the name of the file is with which "patterns/worker_pool.c:41" begins; 0 for none. */
static size_t file_length(const char *here)
{
	const char *colon = here ? strrchr(here, ':') : NULL;

	return colon ? (size_t)(colon - here) : 0;
}

/* The columns of the longest place, where events are of more than one file; else 0: a line says where they are. */
static int columns_of_places(const struct trace *trace)
{
	const char *first = NULL, *last = NULL;
	bool several = false;
	int widest = 0;

	for (long i = 0; i < trace->n_events; i++) {
		const char *here = trace->events[i].here;
		size_t length = here == last ? 0 : file_length(here);
		int columns = length ? text_columns(snap_place(here)) : 0;

		if (!length)
			continue;
		last = here;
		first = first ? first : here;
		several |= length != file_length(first) || strncmp(here, first, length) != 0;
		widest = columns > widest ? columns : widest;
	}
	return several ? widest : 0;
}

static struct layout line_each(int width, int widest)
{
	struct layout layout = { .time = width >= 32 ? 10 : 0, .line = width >= 56 ? 5 : 0 };

	layout.name = widest < MAX_NAME ? widest : MAX_NAME;
	if (layout.name > width / 3 + 1)
		layout.name = width / 3 + 1;
	layout.cell = width - layout.time - layout.line - layout.name - 2;
	layout.form = layout.cell >= ROOM_FOR_SENTENCE ? SENTENCE : form_for(layout.cell);
	return layout;
}

static struct layout lay_out(const struct trace *trace, const struct log_filter *filter, const struct look *look)
{
	int width = paint_width(look), widest = widest_name(trace, filter);
	int n = trace->n_tasks > 0 && is_shown(NO_TASK, filter) ? trace->n_tasks : 1;
	int least = widest > MIN_CELL ? widest : MIN_CELL;
	int places = columns_of_places(trace);
	struct layout layout = { .time = 10, .line = places && places <= MOST_PLACE ? places + 1 : 6 };

	layout.files = places && places <= MOST_PLACE;
	if ((width - layout.time - layout.line) / n - GAP < least)
		layout.line = 0;
	layout.cell = (width - layout.time - layout.line) / n - GAP;
	if (layout.cell < least)
		return line_each(width, widest);
	if (layout.cell > ROOM_FOR_SENTENCE)
		layout.cell = ROOM_FOR_SENTENCE;
	layout.form = form_for(layout.cell);
	return layout;
}

void view_log_head(struct buf *out, const struct trace *trace, const struct log_filter *filter, const struct look *look)
{
	struct layout layout = lay_out(trace, filter, look);
	size_t from;

	paint_on(out, DIM, look);
	if (layout.time)
		buf_printf(out, "%*s", layout.time, "ms  ");
	if (layout.line)
		buf_printf(out, "%-*s", layout.line, "line");
	from = out->length;
	if (layout.name)
		buf_printf(out, "task: what");
	for (int i = 0; !layout.name && i < trace->n_tasks; i++) {
		if (!is_shown(i, filter))
			continue;
		text_pad(out, trace->tasks[i], layout.cell, look->ascii);
		buf_fill(out, ' ', GAP);
	}
	text_trim(out, from);
	paint_off(out, DIM, look);
	buf_addc(out, '\n');
}

/* ":41" of "patterns/worker_pool.c:41". */
static const char *source_line(const char *here)
{
	const char *colon = here ? strrchr(here, ':') : NULL;

	return colon ? colon : "";
}

static void margin(struct buf *out, const struct trace *trace, const struct event *event, const struct layout *layout,
                   const struct look *look)
{
	paint_on(out, DIM, look);
	if (layout->time)
		buf_printf(out, "%*.3f  ", layout->time - 2, trace_ns(trace, event) / 1e6);
	if (layout->line)
		text_pad(out, layout->files ? snap_place(event->here) : source_line(event->here), layout->line, look->ascii);
	paint_off(out, DIM, look);
}

/* "task: what", what in a column of its own where it fits; else on as many lines as it takes. */
static void named_line(struct buf *out, struct teller *t, const struct layout *layout, const struct look *look)
{
	const char *name = t->trace->tasks[t->event->task];
	int column = layout->time + layout->line;
	struct buf text = { 0 };

	log_words(t, layout->form, INT_MAX);
	if (text_columns(name) <= layout->name && text_columns(buf_text(t->out)) <= layout->cell) {
		text_cut_name(out, name, layout->name, look->ascii);
		buf_addc(out, ':');
		buf_fill(out, ' ', layout->name - text_columns(name) + 1);
		tell_in(out, t, layout->form, layout->cell, look);
		return;
	}
	buf_printf(&text, "%s: %s", name, buf_text(t->out));
	paint_on(out, event_paint(t->event), look);
	text_wrap(out, buf_text(&text), column, column + 2, paint_width(look), look->ascii);
	out->text[--out->length] = '\0';
	paint_off(out, event_paint(t->event), look);
	buf_free(&text);
}

static void event_line(struct buf *out, struct teller *t, const struct layout *layout, const struct log_filter *filter,
                       const struct look *look)
{
	size_t from;

	margin(out, t->trace, t->event, layout, look);
	from = out->length;
	if (layout->name)
		named_line(out, t, layout, look);
	for (int i = 0; !layout->name && i < t->trace->n_tasks; i++) {
		int taken;

		if (!is_shown(i, filter))
			continue;
		if (i == t->event->task)
			taken = tell_in(out, t, layout->form, layout->cell, look);
		else
			taken = painted(out, look->ascii ? "." : "·", 1, DIM, look);
		buf_fill(out, ' ', layout->cell - taken + GAP);
	}
	text_trim(out, from);
	buf_addc(out, '\n');
}

/* Would they look the same, but for the time? */
static bool is_alike(const struct event *a, const struct event *b)
{
	unsigned fields = event_fields((enum event_kind)a->kind);

	if (a->task != b->task || a->kind != b->kind || a->here != b->here || a->has_value != b->has_value || a->kind == EV_PARK)
		return false;
	if (a->has_value == VALUE_TEXT)
		return strcmp(event_text(a), event_text(b)) == 0;
	return (!(fields & EVENT_OBJECT) || (a->object == b->object && a->level == b->level)) &&
	       (!(fields & EVENT_PEER) || a->peer == b->peer) && (!a->has_value || a->value == b->value);
}

/* "... 39 more like it", under what it is said of. */
static void more_alike(struct buf *out, const struct event *event, long n, const struct layout *layout,
                       const struct log_filter *filter, const struct look *look)
{
	int columns = layout->time + layout->line;
	struct buf text = { 0 };

	for (int i = 0; !layout->name && i < event->task; i++)
		columns += is_shown(i, filter) ? layout->cell + GAP : 0;
	if (layout->name)
		columns += layout->name + 2;
	buf_fill(out, ' ', columns);
	buf_printf(&text, "... %ld more like it", n);
	painted(out, buf_text(&text), paint_width(look) - columns, DIM, look);
	buf_addc(out, '\n');
	buf_free(&text);
}

static bool passes(const struct event *event, const struct log_filter *filter)
{
	return is_shown(event->task, filter) &&
	       (filter->object == NO_OBJECT || event->object == filter->object);
}

/*
 * How many events like number `i`, which passes, come in a row with it where only those count that pass. `*next` is the
 * number from which on others do.
 */
static long count_alike(const struct trace *trace, long i, long to, const struct log_filter *filter, long *next)
{
	long n = 1;

	for (*next = i + 1; *next < to; ++*next) {
		const struct event *event = &trace->events[*next];

		if (passes(event, filter) && !is_alike(event, &trace->events[i]))
			break;
		n += passes(event, filter);
	}
	return n;
}

/* The index from which on exactly the newest `last` that pass are left. */
static long newest(const struct trace *trace, long from, long to, const struct log_filter *filter)
{
	long left = filter->last;

	if (left <= 0)
		return from;
	while (to > from && left > 0)
		left -= passes(&trace->events[--to], filter);
	return to;
}

static void dropped(struct buf *out, const struct trace *trace, const struct look *look)
{
	struct buf text = { 0 };

	buf_adds(&text, "... ");
	text_count(&text, trace->dropped);
	buf_adds(&text, trace->dropped == 1 ? " event not kept" : " events not kept");
	painted(out, buf_text(&text), paint_width(look), READY, look);
	buf_addc(out, '\n');
	buf_free(&text);
}

/* The head again, when the next line would push it off the screen, whose last row is for a prompt. */
static void turn_page(struct buf *out, const struct trace *trace, const struct log_filter *filter, const struct look *look,
                      struct log_page *page)
{
	if (page->rows < LOG_LEAST_ROWS || page->below < page->rows - 2)
		return;
	view_log_head(out, trace, filter, look);
	page->below = 0;
}

void view_log(struct buf *out, const struct trace *trace, long from, long to, const struct log_filter *filter,
              const struct look *look)
{
	view_log_paged(out, trace, from, to, filter, look, &(struct log_page){ 0 });
}

void view_log_paged(struct buf *out, const struct trace *trace, long from, long to, const struct log_filter *filter,
                    const struct look *look, struct log_page *page)
{
	static const struct log_filter all = { NO_TASK, NO_OBJECT, 0 };
	struct layout layout = lay_out(trace, filter, look);
	struct buf words = { 0 };

	filter = filter ? filter : &all;
	for (long i = newest(trace, from, to, filter), next; i < to; i = next) {
		struct teller teller = { &words, trace, &trace->events[i], look->ascii };
		size_t before;
		long alike;

		next = i + 1;
		if (!passes(teller.event, filter))
			continue;
		turn_page(out, trace, filter, look, page);
		before = out->length;
		event_line(out, &teller, &layout, filter, look);
		alike = count_alike(trace, i, to, filter, &next);
		if (alike >= LEAST_FOLDED)
			more_alike(out, teller.event, alike - 1, &layout, filter, look);
		else
			next = i + 1;
		page->below += text_lines(buf_text(out) + before);
	}
	if (trace->dropped > 0 && to == trace->n_events)
		dropped(out, trace, look);
	buf_free(&words);
}
