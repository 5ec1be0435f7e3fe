/* export_run.c - a whole run into a file that `load` reads. */
#include <stdlib.h>

#include "cmd/look/export.h"
#include "cmd/look/run_file.h"
#include "lab/base/text.h"

int export_run(struct exporting *job)
{
	const struct trace *trace = &job->result->trace;
	char *why = run_file_write(job->out, job->result, &job->progress);
	int status = STATUS_OK;

	if (why && !*why)
		status = STATUS_INTERRUPTED;
	else if (why)
		status = complain(job->session, "cannot-export", NULL, "%s", why);
	free(why);
	buf_printf(&job->said, "a run of %s with %ld event%s; `load %s` looks at it again", job->result->pattern->name,
	           trace->n_events, text_s(trace->n_events), job->path);
	job->n = trace->n_events;
	job->unit = "events";
	return status;
}
