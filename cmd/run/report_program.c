/* report_program.c - how a person's program ended, who was left, what it read and printed; see report.h. */
#include "cmd/run/report_parts.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { MOST_TASKS = 8, MOST_LINES = 20 };

bool report_is_left(const struct result *result, int task)
{
	return result->exited && task != result->exited_by && result->snapshot->tasks[task].state != TASK_ENDED;
}

/* "it waits to lock m, prog.c:12", "it could go on" */
static void add_stance(struct buf *text, const struct snapshot *snapshot, const struct snap_task *task)
{
	bool sleeps = task->state == TASK_SLEEPING && task->n_cases == 0;

	if (task->state != TASK_BLOCKED && task->state != TASK_SLEEPING) {
		buf_adds(text, task->here ? "it could go on" : "it had done nothing yet");
		return;
	}
	buf_adds(text, sleeps ? "it sleeps" : task->state == TASK_SLEEPING ? "it waits, for a while, to " : "it waits to ");
	if (!sleeps)
		snap_wait(text, snapshot, task);
	buf_printf(text, ", %s", snap_place(task->here));
}

/* "worker-1 (it waits to lock m, prog.c:12), worker-2 (it could go on)" */
static void add_left(struct buf *text, const struct result *result, int *n)
{
	const struct snapshot *snapshot = result->snapshot;

	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];

		if (!report_is_left(result, i) || ++*n > MOST_TASKS)
			continue;
		buf_printf(text, "%s%s (", *n > 1 ? ", " : "", task->name);
		add_stance(text, snapshot, task);
		buf_addc(text, ')');
	}
	if (*n > MOST_TASKS)
		buf_printf(text, ", and %d more", *n - MOST_TASKS);
}

/* Said once, however often it reads. */
static void add_dry(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };

	if (!result->dry)
		return;
	buf_printf(&text, "it reads its standard input (%s), which is empty: stdin=FILE gives it one", snap_place(result->dry));
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* What is shown is not all. */
static void add_cut(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };

	if (!result->cut)
		return;
	buf_printf(&text, "its output is cut: only the first %d MiB of it is kept", MOST_KEPT_OUTPUT >> 20);
	buf_printf(&text, "; what it printed after that, first at %s, is lost", snap_place(result->cut));
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

static void add_exit(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };
	int n = 0;

	add_left(&text, result, &n);
	if (n) {
		buf_adds(out, "  the program ended before these did: ");
		text_wrap(out, buf_text(&text), 38, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

/* A lock whose owner is no more, where nobody waits for it: who does is told of it by the verdict. */
static void add_kept(struct buf *out, const struct result *result, const struct look *look)
{
	const struct snapshot *snapshot = result->snapshot;
	struct buf text = { 0 };

	for (int i = 0; i < snapshot->n_objects && result->exited; i++) {
		int owner = snapshot->objects[i].owner;

		if (owner == NO_TASK || owner == result->exited_by || snapshot->tasks[owner].state != TASK_ENDED)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s has ended and still holds %s: whoever locked it then would wait for ever",
		           snapshot->tasks[owner].name, snapshot->objects[i].name);
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

/* All that was printed, in its order. */
void report_output(struct buf *out, const struct result *result)
{
	bool begun = false;
	long lines = 0;

	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];
		const char *text = event_text(event);

		if (event->kind != EV_PRINT || !*text)
			continue;
		if (!begun && lines == 0)
			buf_adds(out, "output:\n");
		if (lines < MOST_LINES)
			buf_printf(out, "%s%s", begun ? "" : "  ", text);
		begun = text[strlen(text) - 1] != '\n';
		lines += !begun;
	}
	if (begun && lines < MOST_LINES)
		buf_addc(out, '\n');
	lines += begun;
	if (lines > MOST_LINES)
		buf_printf(out, "  ... %ld more line%s (`trace` shows all)\n", lines - MOST_LINES, text_s(lines - MOST_LINES));
}

void report_program(struct buf *out, const struct result *result, const struct look *look)
{
	add_exit(out, result, look);
	add_kept(out, result, look);
	add_dry(out, result, look);
	report_no_arguments(out, result, look);
	add_cut(out, result, look);
}
