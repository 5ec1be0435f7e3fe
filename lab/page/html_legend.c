/* html_legend.c - what lines and lanes mean: of those that there are in the run. */
#include "lab/page/html_drawing.h"

#include <stdlib.h>
#include <string.h>

/* What a run has, at one moment or another. */
struct has {
	bool holds, waits, ready, cycle, held_cycle, closes, deed, looked, lost;
};

static void see(struct has *has, const struct drawing *d)
{
	const struct snapshot *last = d->w->last;

	for (int i = 0; i < d->now->n_marks; i++) {
		const struct event *event = d->now->marks[i].event;
		int way = html_way((enum event_kind)event->kind);

		if (event->object < 0 && !(event_fields((enum event_kind)event->kind) & EVENT_PEER))
			continue;
		has->deed |= way == 1 || way == -1;
		has->looked |= way == 0;
		has->lost |= way > 1;
	}
	for (int i = 0; i < last->n_tasks; i++) {
		const struct moment_task *is = &d->now->tasks[i];

		has->waits |= is->state == TASK_BLOCKED && !is->ready && !d->in_cycle[i];
		has->ready |= is->state == TASK_BLOCKED && is->ready;
		has->cycle |= d->in_cycle[i];
	}
	for (int i = 0; i < last->n_objects; i++) {
		const struct moment_object *is = &d->now->objects[i];

		has->held_cycle |= is->owner != NO_TASK && d->in_cycle[is->owner];
		has->holds |= is->n_holders + is->n_lent > 0 || (is->owner != NO_TASK && !d->in_cycle[is->owner]);
	}
}

static struct has find(struct html_writer *w)
{
	struct html_closings closings;
	struct has has = { 0 };

	for (long k = 0; k <= reel_steps(w->reel); k++) {
		struct drawing d;

		html_begin_drawing(&d, w, k);
		see(&has, &d);
		html_end_drawing(&d);
	}
	closings = html_closings_of(w);
	has.closes = closings.n > 0;
	free(closings.of);
	return has;
}

static void write_meaning(FILE *out, bool is, const char *class, int end, const char *meaning)
{
	if (is)
		fprintf(out, "<li%s><svg aria-hidden=\"true\"><path class=\"%s\" stroke-width=\"3\" d=\"M2 6H%d\"></path></svg>%s</li>\n",
		        strstr(class, "cycle") || strstr(class, "lost") || !strcmp(class, "closes") ? " class=\"tells\"" : "", class, end, meaning);
}

void html_legend(struct html_writer *w)
{
	struct has has = find(w);

	fputs("<ul class=\"legend\">\n", w->out);
	write_meaning(w->out, has.holds, "holds", 44, "holds");
	write_meaning(w->out, has.waits, "wants", 42, "waits for");
	write_meaning(w->out, has.ready, "wants ready", 42, "can now go on");
	write_meaning(w->out, has.deed, "deed to", 42, "done in this step");
	write_meaning(w->out, has.looked, "deed", 44, "looked at in this step");
	write_meaning(w->out, has.lost, "deed to lost", 42, "lost: nobody hears it");
	write_meaning(w->out, has.held_cycle, "holds cycle", 44, "holds, in a cycle of waiting");
	write_meaning(w->out, has.cycle, "wants cycle", 42, "waits for, in a cycle of waiting");
	write_meaning(w->out, has.closes, "closes", 42, "could end that wait, but waits itself");
	write_meaning(w->out, w->stage->n_edges > 0, "use", 44, "may use");
	fputs("</ul>\n", w->out);
}

static bool has_span(const struct lanes *lanes, enum lane_state state)
{
	for (long i = 0; i < lanes->n_spans; i++)
		if (lanes->spans[i].state == state)
			return true;
	return false;
}

void html_lanes_legend(struct html_writer *w)
{
	static const struct {
		enum lane_state state;
		const char     *html;
	} rows[] = {
		{ LANE_BLOCKED, "<li><span class=\"swatch waits\"></span>waits</li>" },
		{ LANE_ASLEEP,  "<li><span class=\"swatch sleeps\"></span>sleeps</li>" },
		{ LANE_HOLDS,   "<li><span class=\"swatch\" style=\"background:var(--hold);height:5px;vertical-align:3px\"></span>"
		                "holds a lock</li>" },
	};

	fputs("<ul class=\"legend\"><li><span class=\"swatch\" style=\"background:var(--run)\"></span>moves</li>"
	      "<li><span class=\"swatch\" style=\"background:var(--ready-fill)\"></span>can move</li>", w->out);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (has_span(reel_lanes(w->reel), rows[i].state))
			fputs(rows[i].html, w->out);
	if (w->fault.task != NO_TASK)
		fputs("<li class=\"tells\"><span class=\"swatch\" style=\"background:var(--bad)\"></span>went wrong</li>", w->out);
	fputs("</ul>\n", w->out);
}
