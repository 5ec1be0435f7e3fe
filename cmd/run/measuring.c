/* measuring.c - see measuring.h. */
#include "cmd/run/measuring.h"
#include "cmd/session/which.h"

#include <string.h>

bool measuring_is_virtual(const struct result *result)
{
	return strcmp(result->engine, "turn") == 0;
}

struct measures *measuring(const struct result *result)
{
	return measures_new(&result->trace, measuring_is_virtual(result) ? -1 : (double)result->elapsed);
}

/* ---- After a run ---- */

static bool wants(const struct result *result)
{
	return result->pattern->measures[0].kind != MEASURE_NOTHING && result->trace.n_events > 0;
}

void measuring_report(struct buf *out, const struct result *result, const struct look *look)
{
	const struct measure *wish = result->pattern->measures;
	struct measures *m;

	if (!wants(result))
		return;
	m = measuring(result);
	for (int i = 0; i < MAX_MEASURES && wish[i].kind != MEASURE_NOTHING; i++)
		view_measure(out, m, &wish[i], look);
	measures_free(m);
}

/* ---- JSON ---- */

static void add_ms(struct json *json, const char *key, double ns)
{
	json_double(json, key, ns / 1e6, 3);
}

static void add_stats(struct json *json, const struct measures *m, const struct wait_stats *stats)
{
	json_int(json, "waits", stats->n);
	add_ms(json, "mean_ms", stats->mean);
	add_ms(json, "median_ms", stats->median);
	add_ms(json, "p95_ms", stats->p95);
	add_ms(json, "longest_ms", stats->longest ? stats->longest->to - stats->longest->from : 0);
	json_text(json, "by", stats->longest ? m->trace->tasks[stats->longest->task] : NULL);
	json_int(json, "timed_out", stats->timed_out);
	json_int(json, "to_the_end", stats->lasting);
}

static void add_little(struct json *json, const struct measures *m, int object)
{
	struct little little;

	if (!measure_little(m, object, &little))
		return;
	json_object(json, "little");
	json_int(json, "arrivals", little.arrivals);
	json_int(json, "departures", little.departures);
	json_double(json, "lambda_per_second", little.rate, 6);
	add_ms(json, "w_ms", little.stay);
	json_double(json, "lambda_w", little.product, 6);
	json_double(json, "l", little.length, 6);
	json_end_object(json);
}

static void add_queue(struct json *json, const struct measures *m, const struct measure *wish, int object)
{
	int refused = wish->refused ? measure_object(m, wish->refused) : NO_OBJECT;
	struct service service = measure_service(m, object, wish->tasks, refused);

	json_int(json, "servers", service.servers);
	json_int(json, "served", service.served);
	json_double(json, "arrivals_per_second", service.rate, 3);
	add_ms(json, "service_ms", service.time);
	json_double(json, "load", service.load, 4);
	add_little(json, m, object);
}

static void add_gaps(struct json *json, const struct measures *m, int object, const char *tasks)
{
	struct gaps gaps = measure_gaps(m, object, tasks);

	json_int(json, "n", gaps.n);
	add_ms(json, "mean_ms", gaps.mean);
	add_ms(json, "longest_ms", gaps.longest);
}

static void add_pace(struct json *json, const struct measures *m, int object, const char *tasks)
{
	struct pace pace = measure_pace(m, object, tasks);

	json_int(json, "n", pace.n);
	json_int(json, "at_once", pace.at_once);
	add_ms(json, "last_ms", pace.last);
	json_double(json, "per_second", pace.rate, 3);
	json_double(json, "units_per_second", pace.units, 3);
}

static void add_wish(struct json *json, const struct measures *m, const struct measure *wish)
{
	int object = wish->object ? measure_object(m, wish->object) : NO_OBJECT;
	struct wait_stats stats;
	int64_t value = 0;

	if (wish->object && object == NO_OBJECT)
		return;
	json_object(json, NULL);
	json_text(json, "text", wish->text);
	json_text(json, "tasks", wish->tasks);
	json_text(json, "object", wish->object);
	switch (wish->kind) {
	case MEASURE_WAITS:
		stats = measure_wanted_waits(m, wish, object);
		add_stats(json, m, &stats);
		break;
	case MEASURE_QUEUE:
		add_queue(json, m, wish, object);
		break;
	case MEASURE_GAPS:
		add_gaps(json, m, object, wish->tasks);
		break;
	case MEASURE_PACE:
		add_pace(json, m, object, wish->tasks);
		break;
	case MEASURE_VALUE:
		measure_value(m, object, &value);
		json_int(json, "value", value);
		break;
	case MEASURE_NOTHING:
		break;
	}
	json_end_object(json);
}

void measuring_report_json(struct json *json, const struct result *result)
{
	const struct measure *wish = result->pattern->measures;
	struct measures *m;

	if (!wants(result))
		return;
	m = measuring(result);
	json_array(json, "measures");
	for (int i = 0; i < MAX_MEASURES && wish[i].kind != MEASURE_NOTHING; i++)
		add_wish(json, m, &wish[i]);
	json_end_array(json);
	measures_free(m);
}

static void add_level(struct json *json, const struct measured_object *object)
{
	if (!object->has_level) {
		json_null(json, "level");
		return;
	}
	json_object(json, "level");
	json_int(json, "least", object->least);
	json_double(json, "mean", object->mean, 6);
	json_int(json, "most", object->most);
	json_array(json, "over_time");
	for (int i = 0; i < MEASURE_SLOTS; i++)
		json_double(json, NULL, object->slots[i], 3);
	json_end_array(json);
	json_end_object(json);
}

static void add_object(struct json *json, const struct measures *m, int id, int task)
{
	const struct measured_object *object = &m->objects[id];
	struct wait_stats stats = measure_waits(m, &(struct wait_filter){ .task = task, .object = id });

	if (object->operations == 0 && stats.n == 0)
		return;
	json_object(json, NULL);
	json_text(json, "object", m->trace->objects[id].name);
	json_text(json, "kind", m->trace->objects[id].kind);
	json_int(json, "operations", object->operations);
	json_double(json, "per_second",
	            m->duration > 0 ? (double)object->operations * 1e9 / m->duration : 0, 3);
	add_level(json, object);
	add_stats(json, m, &stats);
	add_little(json, m, id);
	json_end_object(json);
}

static void add_task(struct json *json, const struct measures *m, int id, int object)
{
	const struct measured_task *task = &m->tasks[id];
	struct wait_stats stats = measure_waits(m, &(struct wait_filter){
		.task = id, .object = object, .no_clock = true });
	double alive = task->to > task->from ? task->to - task->from : 0;

	json_object(json, NULL);
	json_text(json, "task", m->trace->tasks[id]);
	add_ms(json, "alive_ms", alive);
	add_ms(json, "waiting_ms", task->waiting);
	add_ms(json, "asleep_ms", task->asleep);
	add_stats(json, m, &stats);
	json_text(json, "longest_for", !stats.longest || stats.longest->object == NO_OBJECT ? NULL
	          : m->trace->objects[stats.longest->object].name);
	json_end_object(json);
}

void measuring_json(struct json *json, const struct measures *m, const struct result *result, int task,
                    int object)
{
	which_json(json, result->pattern);
	json_text(json, "time", measuring_is_virtual(result) ? "virtual" : "real");
	add_ms(json, "measured_ms", m->duration);
	add_ms(json, "run_ms", m->whole_run);
	json_int(json, "dropped", m->trace->dropped);
	json_array(json, "objects");
	for (int i = 0; i < m->trace->n_objects; i++)
		if (object == NO_OBJECT || object == i)
			add_object(json, m, i, task);
	json_end_array(json);
	json_array(json, "tasks");
	for (int i = 0; i < m->trace->n_tasks; i++)
		if (task == NO_TASK || task == i)
			add_task(json, m, i, object);
	json_end_array(json);
}
