/* live.c - see live.h. */
#include "cmd/run/live.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "cmd/term/terminal.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

enum { INTERVAL_MS = 33, MANY_TASKS = 1000 };

static const int64_t a_second = 1000000000;

/* Take the progress line away. In a window that has become narrower terminals wrap it: it is several rows then. */
static void erase(struct live *live)
{
	FILE *out = live->session->out;

	if (live->drawn) {
		for (int rows = (live->drawn - 1) / terminal_width(out); rows > 0; rows--)
			fputs("\r\033[K\033[A", out);
		fputs("\r\033[K", out);
	}
	live->drawn = 0;
}

static void draw(struct live *live, const char *text)
{
	live->drawn = out_progress(live->session, text, "   (^C stops it)");
}

static void draw_progress(struct live *live, const struct trace *trace, int64_t elapsed)
{
	struct buf text = { 0 };

	buf_adds(&text, "... running ");
	text_time(&text, elapsed);
	buf_printf(&text, ", %ld event%s kept", trace->n_events, text_s(trace->n_events));
	draw(live, buf_text(&text));
	buf_free(&text);
}

/* Many tasks take long to start, and until then there is nothing to show. */
void live_begin(struct live *live)
{
	struct buf text = { 0 };

	if (live->session->live)
		terminal_hush(true);
	if (live->silent || !live->session->live || !live->plan || live->plan->n_tasks < MANY_TASKS)
		return;
	buf_adds(&text, "... running: ");
	text_count(&text, live->plan->n_tasks);
	buf_adds(&text, " tasks are being started");
	draw(live, buf_text(&text));
	buf_free(&text);
}

/*
 * Lines of the log that a screen has room for beside the topology, the verdict and the prompt, but never less than a small
 * run takes. What has come at once and is more, nobody could read: it is folded. In a file, and where log= was asked for,
 * all is shown.
 */
static long screenful(const struct live *live)
{
	enum { BESIDE = 11, SMALL = 30, SMALL_IN_TURNS = 60 };
	long least = live->in_turns ? SMALL_IN_TURNS : SMALL;

	if (live->rows == 0)
		return LONG_MAX;
	return live->rows - BESIDE > least ? live->rows - BESIDE : least;
}

/* What a run may be about: it is never folded. `over`: the task has done nothing since. */
static bool matters(const struct event *event, bool over)
{
	return event->kind == EV_SIGNAL_LOST || event->kind == EV_BROADCAST_LOST || event->kind == EV_FAULT ||
	       (event->kind == EV_PARK && over);
}

/* Which of the events from..to-1 matter, by their place behind `from`. To be freed. */
static bool *find_what_matters(const struct trace *trace, long from, long to)
{
	bool *kept = calloc((size_t)(to - from) + 1, sizeof *kept), *seen = calloc((size_t)trace->n_tasks + 1, sizeof *seen);

	must(kept);
	must(seen);
	for (long i = trace->n_events - 1; i >= from; i--) {
		const struct event *event = &trace->events[i];

		if (i < to)
			kept[i - from] = matters(event, !seen[event->task]);
		seen[event->task] = true;
	}
	free(seen);
	return kept;
}

static void add_fold(struct buf *out, struct live *live, const struct trace *trace, long from, long to)
{
	if (to - from < 2) {
		view_log_paged(out, trace, from, to, NULL, &live->session->look, &live->page);
		return;
	}
	buf_printf(out, "     ... %ld more at once: `trace` shows all\n", to - from);
	live->page.below++;
}

/* The events from..to-1, those that matter shown, the others between them folded. */
static void add_folded(struct buf *out, struct live *live, const struct trace *trace, long from, long to)
{
	bool *kept = find_what_matters(trace, from, to);

	for (long at = from, next; at < to; at = next) {
		for (next = at; next < to && kept[next - from] == kept[at - from]; )
			next++;
		if (kept[at - from])
			view_log_paged(out, trace, at, next, NULL, &live->session->look, &live->page);
		else
			add_fold(out, live, trace, at, next);
	}
	free(kept);
}

/* The events from..to-1, or the first few and the last of them, and what matters between. */
static void add_log(struct buf *out, struct live *live, const struct trace *trace, long from, long to)
{
	const struct look *look = &live->session->look;
	long room = screenful(live), first = room / 3, last = room - first - 1;

	if (to - from <= room) {
		view_log_paged(out, trace, from, to, NULL, look, &live->page);
		return;
	}
	view_log_paged(out, trace, from, from + first, NULL, look, &live->page);
	add_folded(out, live, trace, from + first, to - last);
	view_log_paged(out, trace, to - last, to, NULL, look, &live->page);
}

static void show_events(struct live *live, const struct trace *trace, long from)
{
	const struct look *look = &live->session->look;
	long new_events = trace->n_events - from, left = live->room - live->shown;
	long shown = new_events < left ? new_events : left;
	struct buf text = { 0 };

	if (shown > 0 && live->n_tasks != trace->n_tasks) {
		view_log_head(&text, trace, NULL, look);
		live->n_tasks = trace->n_tasks;
		live->page.below = 0;
	}
	if (shown > 0)
		add_log(&text, live, trace, from, from + shown);
	live->shown += shown;
	fwrite(buf_text(&text), 1, text.length, live->session->out);
	buf_free(&text);
}

/* Is the run, so far, as it was planned? */
static bool goes_as_planned(const struct snapshot *plan, const struct trace *trace)
{
	for (int i = 0; i < trace->n_tasks; i++)
		if (i >= plan->n_tasks || strcmp(plan->tasks[i].name, trace->tasks[i]) != 0)
			return false;
	return true;
}

/* The trace with the names of all tasks that are going to be started, so that the columns need not change. */
static struct trace foresee(const struct live *live, const struct trace *trace, const char **names)
{
	struct trace whole = *trace;

	for (int i = 0; i < live->plan->n_tasks; i++)
		names[i] = live->plan->tasks[i].name;
	whole.tasks = names;
	whole.n_tasks = live->plan->n_tasks;
	return whole;
}

static void show_foreseen(struct live *live, const struct trace *trace, long from)
{
	const char **names;
	struct trace whole;

	if (!live->plan || trace->n_tasks >= live->plan->n_tasks || !goes_as_planned(live->plan, trace)) {
		show_events(live, trace, from);
		return;
	}
	names = malloc((size_t)live->plan->n_tasks * sizeof *names);
	must(names);
	whole = foresee(live, trace, names);
	show_events(live, &whole, from);
	free(names);
}

/* What is shown from now on fits the window as it is now; where that has become wider or narrower, under a head of its own. */
static void measure(struct live *live)
{
	int width = live->session->live ? terminal_width(live->session->out) : live->session->look.width;

	live->page.rows = live->session->live ? terminal_height(live->session->out) : 0;
	if (width == live->session->look.width)
		return;
	live->session->look.width = width;
	live->n_tasks = 0;
}

static void tick(void *context, const struct trace *trace, long from, int64_t elapsed)
{
	struct live *live = context;

	erase(live);
	measure(live);
	show_foreseen(live, trace, from);
	if (live->session->live && elapsed > a_second)
		draw_progress(live, trace, elapsed);
	fflush(live->session->out);
}

static bool stop(void *context)
{
	struct live *live = context;

	return interrupt_pending() || ferror(live->session->out);
}

struct watcher live_watcher(struct live *live, int pace_ms, int patience_ms)
{
	struct watcher watcher = { .context = live, .interrupted = stop, .patience_ms = patience_ms };

	watcher.tick = live->silent ? NULL : tick;
	watcher.interval_ms = pace_ms > 0 && pace_ms < INTERVAL_MS ? pace_ms : INTERVAL_MS;
	return watcher;
}

void live_end(struct live *live, long events)
{
	struct buf text = { 0 }, wrapped = { 0 };

	erase(live);
	if (live->session->live && !terminal_hush(false) && interrupt_pending())
		fputc('\n', live->session->out);        /* the terminal has echoed ^C */
	if (live->silent || live->room == 0 || live->shown >= events)
		return;
	buf_printf(&text, "... %ld event%s not shown (`trace last=50` shows the newest)", events - live->shown,
	           text_s(events - live->shown));
	text_wrap(&wrapped, buf_text(&text), 0, 4, live->session->look.width, live->session->look.ascii);
	fputs(buf_text(&wrapped), live->session->out);
	buf_free(&text);
	buf_free(&wrapped);
}
