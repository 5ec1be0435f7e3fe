/* trace_names.c - see trace_names.h. */
#include "cmd/trace_names.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/settings.h"
#include "cmd/suggest.h"

bool whole_number(const char *text, long *value)
{
	char *end;

	*value = strtol(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && *value < 1000000000;
}

static int complain_name(struct session *session, const char *what, struct suggester *suggester)
{
	struct buf quoted = { 0 };
	int status;

	quote_typed(&quoted, suggester->typed);
	status = complain(session, "unknown-name", &suggester->best, "the last run has no %s %s", what,
	                  buf_text(&quoted));
	buf_free(&quoted);
	return status;
}

int trace_find_task(struct session *session, const struct trace *trace, const char *name, int *id)
{
	struct suggester suggester = { .typed = name };
	long n;

	for (int i = 0; i < trace->n_tasks; i++) {
		if (!strcmp(trace->tasks[i], name)) {
			*id = i;
			return STATUS_OK;
		}
		suggest_offer(&suggester, trace->tasks[i]);
	}
	if (whole_number(name, &n) && n < trace->n_tasks) {
		*id = (int)n;
		return STATUS_OK;
	}
	return complain_name(session, "task", &suggester);
}

int trace_find_object(struct session *session, const struct trace *trace, const char *name, int *id)
{
	struct suggester suggester = { .typed = name };

	for (int i = 0; i < trace->n_objects; i++) {
		if (!strcmp(trace->objects[i].name, name)) {
			*id = i;
			return STATUS_OK;
		}
		suggest_offer(&suggester, trace->objects[i].name);
	}
	return complain_name(session, "object", &suggester);
}
