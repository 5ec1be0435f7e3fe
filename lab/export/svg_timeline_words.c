/* svg_timeline_words.c - titles, letters and the legend of a timeline; see svg_timeline_parts.h. */
#include "lab/base/text.h"
#include "lab/export/svg_timeline_parts.h"
#include "lab/trace/snap_text.h"
#include "lab/view/timeline_parts.h"

static void add_deed(struct buf *out, const struct trace *trace, const struct mark *mark)
{
	if (mark->wakes || mark->event->object == NO_OBJECT)
		buf_adds(out, mark_word(mark));
	else
		deed_words(out, (enum event_kind)mark->event->kind, tl_object(trace, mark->event->object));
	if (!mark->wakes && (mark->event->kind == EV_SIGNAL_LOST || mark->event->kind == EV_BROADCAST_LOST))
		buf_adds(out, ", heard by nobody");
}

/* "step 5: philosopher-0: lock fork-0 = 3, dining.c:39" */
void tl_mark_title(struct buf *out, const struct drawing *d, const struct mark *mark)
{
	const struct event *event = mark->event;

	buf_clear(out);
	if (mark->step == tl_fault(d))
		buf_printf(out, "after step %ld: %s: ", mark->step, d->trace->tasks[event->task]);
	else
		buf_printf(out, "step %ld: %s: ", mark->step + 1, d->trace->tasks[event->task]);
	add_deed(out, d->trace, mark);
	if (event->has_value == VALUE_NUMBER && !mark->wakes)
		buf_printf(out, " (%lld)", (long long)event->value);
	if (*snap_place(event->here))
		buf_printf(out, ", %s", snap_place(event->here));
}

void tl_span_title(struct buf *out, const struct drawing *d, const struct span *span)
{
	buf_clear(out);
	buf_printf(out, "%s ", d->trace->tasks[span->task]);
	if (span->state == LANE_HOLDS) {
		buf_printf(out, "holds %s", tl_object(d->trace, span->object));
	} else if (span->state == LANE_ASLEEP) {
		buf_adds(out, "sleeps");
	} else {
		buf_adds(out, "waits to ");
		if (span->choice)
			buf_adds(out, "select");
		else
			deed_words(out, span->what, span->object == NO_OBJECT ? NULL : tl_object(d->trace, span->object));
	}
	if (span->from >= d->lanes->n_steps)
		buf_adds(out, ", at the end");
	else if (span->to > d->lanes->n_steps)
		buf_printf(out, ", from step %ld to the end", span->from + 1);
	else if (span->to <= span->from + 1)
		buf_printf(out, ", in step %ld", span->from + 1);
	else
		buf_printf(out, ", steps %ld to %ld", span->from + 1, span->to);
}

void tl_span_text(struct buf *out, const struct drawing *d, const struct span *span, double width)
{
	struct buf deed = { 0 };
	const char *name = span->state == LANE_ASLEEP ? "sleeps" : span->choice ? "select" :
		span->object == NO_OBJECT ? "nil channel" : tl_object(d->trace, span->object);

	if (span->state == LANE_BLOCKED && !span->choice && span->object != NO_OBJECT) {
		deed_words(&deed, span->what, name);
		name = svg_width(buf_text(&deed)) + svg_width("waits: ") < width - 8 ? buf_text(&deed) : name;
	}
	if (span->state == LANE_BLOCKED && svg_width(name) + svg_width("waits: ") < width - 8)
		buf_adds(out, "waits: ");
	buf_adds(out, name);
	buf_free(&deed);
}

long tl_fault(const struct drawing *d)
{
	return d->lanes->n_taken < d->lanes->n_steps ? d->lanes->n_taken : -1;
}

static const char can_move[] = "can move";

static const char *const meanings[SVG_CLASSES] = {
	[SVG_MOVES] = "does something", [SVG_WAITS] = "waits", [SVG_SLEEPS] = "sleeps", [SVG_HOLDS] = "holds",
	[SVG_MEETS] = "hands over", [SVG_FINDING] = "goes wrong",
};

void tl_draw_legend(const struct drawing *d)
{
	double x = TL_LEFT, y = d->bottom + SVG_LINE / 2;

	svg_line(d->out, SVG_PLAIN, x, y, x + 28, y);
	svg_text(d->out, SVG_PLAIN, x + 38, y, SVG_START, can_move);
	x += 38 + svg_width(can_move) + 28;
	for (int i = 0; i < SVG_CLASSES; i++) {
		if (!d->used[i])
			continue;
		if (i != SVG_MEETS) {
			x = svg_legend(d->out, (enum svg_class)i, x, y, meanings[i]);
			continue;
		}
		svg_arrow(d->out, SVG_MEETS, x, y, x + 28, y);
		svg_text(d->out, SVG_PLAIN, x + 38, y, SVG_START, meanings[i]);
		x += 38 + svg_width(meanings[i]) + 28;
	}
}

int tl_letters(const struct drawing *d, double width, bool draw)
{
	struct buf line = { 0 };
	double y = d->bottom + 1.5 * SVG_LINE;
	int lines = 0;

	for (int i = 0; i < 128; i++) {
		struct buf entry = { 0 };
		bool over;

		if (!d->letters[i])
			continue;
		buf_printf(&entry, "%c %s", i, timeline_meaning((char)i));
		over = line.length > 0 && svg_width(buf_text(&line)) + svg_width(buf_text(&entry)) + 5 * SVG_COLUMN > width;
		if (over && draw)
			svg_text(d->out, SVG_DIM, TL_LEFT, y + lines * SVG_LINE, SVG_START, buf_text(&line));
		if (over)
			buf_clear(&line);
		lines += over;
		buf_printf(&line, "%s%s", line.length ? ",  " : "", buf_text(&entry));
		buf_free(&entry);
	}
	if (line.length && draw)
		svg_text(d->out, SVG_DIM, TL_LEFT, y + lines * SVG_LINE, SVG_START, buf_text(&line));
	lines += line.length > 0;
	buf_free(&line);
	return lines;
}

double tl_legend_width(const struct drawing *d)
{
	double width = 2 * TL_LEFT + 66 + svg_width(can_move);

	for (int i = 0; i < SVG_CLASSES; i++)
		width += d->used[i] ? 66 + svg_width(meanings[i]) : 0;
	return width;
}
