/* export_table.c - what `measure` tells of a run as a table: a line an object, a line a task. */
#include "cmd/look/export.h"
#include "cmd/run/measuring.h"
#include "lab/base/text.h"
#include "lab/export/csv.h"

static const char *const head[] = {
	"what", "name", "kind", "operations", "operations_per_second", "level_least", "level_mean", "level_most", "alive_ms",
	"waiting_ms", "asleep_ms", "waits", "mean_wait_ms", "median_wait_ms", "p95_wait_ms", "longest_wait_ms", "timed_out",
	"to_the_end", NULL
};

static void skip(struct csv *csv, int fields)
{
	while (fields-- > 0)
		csv_text(csv, NULL);
}

static void add_ms(struct csv *csv, double ns)
{
	csv_double(csv, ns / 1e6, 3);
}

static void add_waits(struct csv *csv, const struct wait_stats *stats)
{
	csv_int(csv, stats->n);
	add_ms(csv, stats->mean);
	add_ms(csv, stats->median);
	add_ms(csv, stats->p95);
	add_ms(csv, stats->longest ? stats->longest->to - stats->longest->from : 0);
	csv_int(csv, stats->timed_out);
	csv_int(csv, stats->lasting);
	csv_end_line(csv);
}

/* False where nothing was done to it, nor waited for. */
static bool add_object(struct csv *csv, const struct measures *m, int id)
{
	const struct measured_object *object = &m->objects[id];
	struct wait_stats stats = measure_waits(m, &(struct wait_filter){ .task = NO_TASK, .object = id });

	if (object->operations == 0 && stats.n == 0)
		return false;
	csv_text(csv, "object");
	csv_text(csv, m->trace->objects[id].name);
	csv_text(csv, m->trace->objects[id].kind);
	csv_int(csv, object->operations);
	csv_double(csv, m->duration > 0 ? (double)object->operations * 1e9 / m->duration : 0, 3);
	if (object->has_level) {
		csv_int(csv, object->least);
		csv_double(csv, object->mean, 6);
		csv_int(csv, object->most);
	} else {
		skip(csv, 3);
	}
	skip(csv, 3);
	add_waits(csv, &stats);
	return true;
}

static void add_task(struct csv *csv, const struct measures *m, int id)
{
	const struct measured_task *task = &m->tasks[id];
	struct wait_stats stats = measure_waits(m, &(struct wait_filter){ .task = id, .object = NO_OBJECT, .no_clock = true });

	csv_text(csv, "task");
	csv_text(csv, m->trace->tasks[id]);
	skip(csv, 6);
	add_ms(csv, task->to > task->from ? task->to - task->from : 0);
	add_ms(csv, task->waiting);
	add_ms(csv, task->asleep);
	add_waits(csv, &stats);
}

int export_measures(struct exporting *job)
{
	struct measures *m;
	struct csv csv = { .out = job->out };
	int n_objects = 0;

	if (job->result->trace.n_events == 0)
		return complain(job->session, "cannot-export", NULL, "that run recorded no events: there is nothing to measure");
	m = measuring(job->result);
	csv_line(&csv, head);
	for (int i = 0; i < m->trace->n_objects; i++)
		n_objects += add_object(&csv, m, i);
	for (int i = 0; i < m->trace->n_tasks; i++)
		add_task(&csv, m, i);
	buf_printf(&job->said, "the measures of %s: %d object%s, %d task%s", job->result->pattern->name, n_objects,
	           text_s(n_objects), m->trace->n_tasks, text_s(m->trace->n_tasks));
	job->n = n_objects + m->trace->n_tasks;
	job->unit = "rows";
	measures_free(m);
	return STATUS_OK;
}
