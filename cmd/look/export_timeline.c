/* export_timeline.c - a run as lanes, drawn. */
#include "cmd/look/export.h"
#include "cmd/look/trace_names.h"
#include "lab/base/text.h"
#include "lab/export/svg_timeline.h"

/* "steps 8,001 to 10,000 of 10,000 of dining" */
static void say(struct exporting *job, const struct svg_timeline *part, long n_steps)
{
	const char *name = job->result->pattern->name;
	long to = part->to < n_steps ? part->to : n_steps;

	job->n = to - part->from + 1;
	job->unit = "steps";
	if (job->n == n_steps) {
		buf_printf(&job->said, "%ld step%s of %s", n_steps, text_s(n_steps), name);
		return;
	}
	buf_printf(&job->said, "steps %ld to %ld of %ld of %s", part->from, to, n_steps, name);
	if (!job->from)
		buf_adds(&job->said, "; from= and to= choose others");
}

int export_timeline(struct exporting *job)
{
	struct buf title = { 0 };
	struct lanes *lanes;
	struct svg_timeline part = { .from = job->from, .to = job->to };
	bool whole;
	int status;

	if (job->result->trace.n_events == 0)
		return complain(job->session, "cannot-export", NULL, "that run recorded no events");
	status = trace_check_from(job->session, &job->result->trace, job->from);
	if (status)
		return status;
	lanes = lanes_new(&job->result->trace);
	export_title(&title, job->result);
	part.title = buf_text(&title);
	whole = svg_timeline(job->out, lanes, &part, &job->progress);
	say(job, &part, lanes->n_taken);
	lanes_free(lanes);
	buf_free(&title);
	return whole ? STATUS_OK : STATUS_INTERRUPTED;
}
