/* trace_names.c - see trace_names.h. */
#include "cmd/look/trace_names.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/settings.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/view/lanes.h"

bool whole_number(const char *text, long *value)
{
	char *end;

	*value = strtol(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && *value < 1000000000;
}

int trace_check_from(struct session *session, const struct trace *trace, long from)
{
	struct lanes *lanes;
	long n;

	if (from <= 1)
		return STATUS_OK;
	lanes = lanes_new(trace);
	n = lanes->n_taken;
	lanes_free(lanes);
	if (from <= n)
		return STATUS_OK;
	return n > 1 ? complain(session, "bad-value", NULL, "from must be 1..%ld", n) :
	       complain(session, "bad-value", NULL, "from must be 1");
}

static int complain_name(struct session *session, const char *what, struct suggester *suggester,
                         struct listing *listing)
{
	struct buf quoted = { 0 };
	int status;

	quote_typed(&quoted, suggester->typed);
	status = complain_more(session, "unknown-name", &suggester->best, listing_text(listing),
	                       "the last run has no %s %s", what, buf_text(&quoted));
	listing_free(listing);
	buf_free(&quoted);
	return status;
}

int trace_find_task(struct session *session, const struct trace *trace, const char *name, int *id)
{
	struct suggester suggester = { .typed = name };
	struct listing listing = { 0 };
	long n;

	for (int i = 0; i < trace->n_tasks; i++) {
		if (!strcmp(trace->tasks[i], name)) {
			listing_free(&listing);
			*id = i;
			return STATUS_OK;
		}
		suggest_offer(&suggester, trace->tasks[i]);
		listing_add(&listing, trace->tasks[i]);
	}
	if (whole_number(name, &n) && n < trace->n_tasks) {
		listing_free(&listing);
		*id = (int)n;
		return STATUS_OK;
	}
	return complain_name(session, "task", &suggester, &listing);
}

int trace_find_object(struct session *session, const struct trace *trace, const char *name, int *id)
{
	struct suggester suggester = { .typed = name };
	struct listing listing = { 0 };

	for (int i = 0; i < trace->n_objects; i++) {
		if (!strcmp(trace->objects[i].name, name)) {
			listing_free(&listing);
			*id = i;
			return STATUS_OK;
		}
		suggest_offer(&suggester, trace->objects[i].name);
		if (strcmp(trace->objects[i].kind, "task"))
			listing_add(&listing, trace->objects[i].name);
	}
	return complain_name(session, "object", &suggester, &listing);
}

bool trace_takes_name(struct session *session, const struct trace *trace, const struct arg *arg, int *task, int *object,
                      int *status)
{
	if (arg->name && (!strcmp(arg->name, "task") || !strcmp(arg->name, "thread")))
		*status = trace_find_task(session, trace, arg->value, task);
	else if (arg->name && !strcmp(arg->name, "object"))
		*status = trace_find_object(session, trace, arg->value, object);
	else
		return false;
	return true;
}

/* ---- Completion ---- */

void offer_name(const struct call *call, struct offers *offers, const char *name, const char *note)
{
	struct buf text = { 0 };

	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && !strcmp(call->args[i].name, name))
			return;
	if (strchr(offers->word, '='))
		return;
	buf_printf(&text, "%s=", name);
	offer(offers, buf_text(&text), note);
	offers->all->append = 0;
	buf_free(&text);
}

static void offer_value(struct offers *offers, const char *name, const char *value, const char *note)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s=%s", name, value);
	offer(offers, buf_text(&text), note);
	buf_free(&text);
}

void offer_trace_names(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct result *last = session_result(session);

	offer_name(call, offers, "object", "of the last run");
	offer_name(call, offers, "task", "of the last run");
	if (!last || !strchr(offers->word, '='))
		return;
	for (int i = 0; i < last->trace.n_objects; i++) {
		const struct trace_object *object = &last->trace.objects[i];

		if (strcmp(object->kind, "task"))
			offer_value(offers, "object", object->name, object->kind);
	}
	for (int i = 0; i < last->trace.n_tasks; i++)
		offer_value(offers, "task", last->trace.tasks[i], NULL);
}
