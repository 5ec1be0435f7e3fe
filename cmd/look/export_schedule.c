/* export_schedule.c - a run's settings and steps as a short text, which `replay` reads. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/look/export.h"
#include "cmd/run/saved.h"
#include "lab/base/files.h"
#include "lab/base/text.h"

/* Has the file a line that begins so? */
static bool has_line(const char *text, const char *begin)
{
	for (const char *at = text; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		if (!strncmp(at, begin, strlen(begin)))
			return true;
	return false;
}

/* No ending says that the file that is there is a schedule: so its text must. Anything else is kept. */
static int check_replaced(const struct exporting *job)
{
	size_t length = 0;
	struct stat facts;
	char *text = !stat(job->path, &facts) && S_ISREG(facts.st_mode) ? files_read(job->path, &length) : NULL;
	bool other = text && length && !(has_line(text, "pattern=") && has_line(text, "schedule="));

	free(text);
	if (!other)
		return STATUS_OK;
	return complain(job->session, "is-there", NULL, "%s is there, and is no schedule: it is not replaced. Take another name, or "
	                "remove it", job->path);
}

int export_schedule(struct exporting *job)
{
	const struct result *result = job->result;
	char *text = saved_of(result);
	int status;

	if (!text)
		return complain(job->session, "cannot-export", NULL,
		                "the last run was free: the system decided what moved, so "
		                "there is no schedule. try: run %s seed=1",
		                job->session->last_run);
	status = check_replaced(job);
	if (!status)
		fputs(text, job->out);
	free(text);
	if (status)
		return status;
	buf_printf(&job->said, "%ld step%s of %s; `replay %s` makes the same again", result->steps, text_s(result->steps),
	           result->pattern->name, job->path);
	job->n = result->steps;
	job->unit = "steps";
	return STATUS_OK;
}
