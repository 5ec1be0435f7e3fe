/* export_trace.c - every event of a run: as one JSON object, or for Perfetto. */
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/look/trace_json.h"
#include "cmd/run/measuring.h"
#include "lab/base/text.h"
#include "lab/export/perfetto.h"

enum { REAL_STEP = 100 };               /* ns: how long an operation is drawn where time is real */

/* ---- JSON: an event a line ---- */

static void flush_text(struct buf *text, FILE *out)
{
	fwrite(buf_text(text), 1, text->length, out);
	buf_clear(text);
}

static void begin_json(struct json *json, const struct result *result)
{
	json_object(json, NULL);
	json_int(json, "v", 1);
	json_text(json, "pattern", result->pattern->name);
	json_text(json, "verdict", verdict_word(result->verdict));
	json_text(json, "time", measuring_is_virtual(result) ? "virtual" : "real");
	json_array(json, "events");
}

static bool write_json(struct exporting *job)
{
	const struct trace *trace = &job->result->trace;
	struct buf text = { 0 };
	struct json json = { .out = &text };
	bool whole = true;

	begin_json(&json, job->result);
	for (long i = 0; i < trace->n_events && whole; i++) {
		trace_json_event(&json, trace, &trace->events[i]);
		buf_addc(&text, '\n');
		flush_text(&text, job->out);
		whole = export_goes_on(&job->progress, i, trace->n_events);
	}
	json_end_array(&json);
	json_int(&json, "dropped", trace->dropped);
	json_end_object(&json);
	buf_addc(&text, '\n');
	flush_text(&text, job->out);
	buf_free(&text);
	return whole;
}

static bool write_perfetto(struct exporting *job)
{
	uint64_t step = measuring_is_virtual(job->result) ? TRACE_STEP : REAL_STEP;

	return perfetto_write(job->out, &job->result->trace, job->result->pattern->name, step, &job->progress);
}

int export_trace(struct exporting *job)
{
	const struct trace *trace = &job->result->trace;
	bool perfetto = !strcmp(job->ending, "pftrace");

	if (!(perfetto ? write_perfetto(job) : write_json(job)))
		return STATUS_INTERRUPTED;
	buf_printf(&job->said, "%ld event%s of %s", trace->n_events, text_s(trace->n_events), job->result->pattern->name);
	if (trace->dropped)
		buf_printf(&job->said, " (%ld more %s not kept: keep=%ld would keep all)", trace->dropped,
		           trace->dropped == 1 ? "was" : "were", job->result->events);
	if (perfetto)
		buf_adds(&job->said, "; open it at ui.perfetto.dev");
	job->n = trace->n_events;
	job->unit = "events";
	return STATUS_OK;
}
