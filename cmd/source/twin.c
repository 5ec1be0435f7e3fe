/* twin.c - see twin.h. */
#include "cmd/source/twin.h"

#include <string.h>

#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/suggest.h"
#include "lab/base/embed.h"

/* The one form there is, and what it is. */
static const char form[] = "pthread", meaning[] = "a plain C program";

/* "patterns/pthread/lock_order.c" for lock-order */
static void add_path(struct buf *out, const struct pattern *pattern)
{
	buf_printf(out, "patterns/%s/", form);
	for (const char *at = pattern->name; *at; at++)
		buf_addc(out, *at == '-' ? '_' : *at);
	buf_adds(out, ".c");
}

bool twin_exists(const struct pattern *pattern)
{
	struct buf path = { 0 };
	bool exists;

	add_path(&path, pattern);
	exists = embedded_text(buf_text(&path)) != NULL;
	buf_free(&path);
	return exists;
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

static void show_json(struct session *session, const struct pattern *pattern, const char *path)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	which_json(&json, pattern);
	json_text(&json, "as", form);
	json_text(&json, "file", path);
	json_text(&json, "code", embedded_text(path));
	out_json_end(session, &json);
}

int twin_show(struct session *session, const struct pattern *pattern)
{
	struct buf path = { 0 }, text = { 0 };

	if (!twin_exists(pattern))
		return complain_missing(session, pattern);
	add_path(&path, pattern);
	if (session->json)
		show_json(session, pattern, buf_text(&path));
	else
		buf_adds(&text, embedded_text(buf_text(&path)));
	out_text(session, &text);
	buf_free(&text);
	buf_free(&path);
	return STATUS_OK;
}
