/* twin.c - see twin.h. */
#include "cmd/source/twin.h"

#include <string.h>

#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/suggest.h"
#include "lab/base/embed.h"
#include "lab/program/program.h"

/* The one form there is, and what it is. */
static const char form[] = "pthread", meaning[] = "a plain C program";

/* "patterns/pthread/lock_order.c" for lock-order; of a program its own. */
static void add_path(struct buf *out, const struct pattern *pattern)
{
	if (program_is_program(pattern)) {
		buf_adds(out, pattern->file);
		return;
	}
	buf_printf(out, "patterns/%s/", form);
	for (const char *at = pattern->name; *at; at++)
		buf_addc(out, *at == '-' ? '_' : *at);
	buf_adds(out, ".c");
}

/* NULL for none. */
static const char *text_of(const struct pattern *pattern)
{
	struct buf path = { 0 };
	const char *text;

	if (program_is_program(pattern))
		return program_source(pattern);
	add_path(&path, pattern);
	text = embedded_text(buf_text(&path));
	buf_free(&path);
	return text;
}

bool twin_exists(const struct pattern *pattern)
{
	return !program_is_program(pattern) && text_of(pattern);
}

int twin_check(struct session *session, const char *as)
{
	struct suggester suggester = { .typed = as };

	if (strcmp(as, form) == 0)
		return STATUS_OK;
	suggest_offer(&suggester, form);
	return complain(session, "bad-value", &suggester.best, "as must be %s, %s, got '%.40s'", form, meaning, as);
}

void twin_offer(struct offers *offers)
{
	struct buf word = { 0 };

	buf_printf(&word, "as=%s", form);
	offer(offers, buf_text(&word), meaning);
	buf_free(&word);
}

/* "mutex, rwlock and once": the patterns that have one. */
static void add_names(struct buf *out)
{
	const struct pattern *last = NULL;
	int n = 0;

	for (int i = 0; patterns[i]; i++) {
		if (!twin_exists(patterns[i]))
			continue;
		if (last)
			buf_printf(out, "%s%s", n++ ? ", " : "", last->name);
		last = patterns[i];
	}
	if (last)
		buf_printf(out, "%s%s", n ? " and " : "", last->name);
}

static int complain_missing(struct session *session, const struct pattern *pattern)
{
	struct buf names = { 0 };
	int status;

	add_names(&names);
	status = complain(session, "no-twin", NULL, "there is no plain program of %s, only of %s", pattern->name,
	                  buf_text(&names));
	buf_free(&names);
	return status;
}

static void show_json(struct session *session, const struct pattern *pattern)
{
	struct buf line = { 0 }, path = { 0 };
	struct json json = out_json_begin(session, &line);

	add_path(&path, pattern);
	which_json(&json, pattern);
	json_text(&json, "as", form);
	json_text(&json, "file", buf_text(&path));
	json_text(&json, "code", text_of(pattern));
	out_json_end(session, &json);
	buf_free(&path);
}

int twin_show(struct session *session, const struct pattern *pattern)
{
	struct buf text = { 0 };

	if (!text_of(pattern))
		return complain_missing(session, pattern);
	buf_adds(&text, text_of(pattern));
	if (session->json)
		show_json(session, pattern);
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}
