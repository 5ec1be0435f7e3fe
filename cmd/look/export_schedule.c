/* export_schedule.c - a run's settings and steps as a short text, which `replay` reads. */
#include <stdlib.h>

#include "cmd/look/export.h"
#include "cmd/run/saved.h"
#include "lab/base/text.h"

int export_schedule(struct exporting *job)
{
	const struct result *result = job->result;
	char *text = saved_of(result);

	if (!text)
		return complain(job->session, "cannot-export", NULL,
		                "the last run was free: the system decided what moved, so "
		                "there is no schedule. try: run %s seed=1",
		                job->session->last_run);
	fputs(text, job->out);
	free(text);
	buf_printf(&job->said, "%ld step%s of %s; `replay %s` makes the same again", result->steps, text_s(result->steps),
	           result->pattern->name, job->path);
	job->n = result->steps;
	job->unit = "steps";
	return STATUS_OK;
}
