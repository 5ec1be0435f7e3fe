/* twin.c - see twin.h. */
#include "cmd/source/twin.h"

#include <string.h>

#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/suggest.h"
#include "lab/base/embed.h"
#include "lab/program/program.h"

/* The word after `as=`, what it means, and where the files lie. */
struct form {
	const char *word, *meaning, *folder, *suffix;
};

static const struct form forms[] = {
	{ "pthread", "a plain C program", "patterns/pthread/", ".c" },
	{ "go", "a Go program", "patterns/go/", ".go" },
};
enum { N_FORMS = sizeof forms / sizeof *forms };

static const struct form *form_of(const char *as)
{
	for (int i = 0; i < N_FORMS; i++)
		if (strcmp(as, forms[i].word) == 0)
			return &forms[i];
	return NULL;
}

/* "patterns/pthread/lock_order.c" for lock-order. */
static void add_path(struct buf *out, const struct pattern *pattern, const struct form *form)
{
	buf_adds(out, form->folder);
	for (const char *at = pattern->name; *at; at++)
		buf_addc(out, *at == '-' ? '_' : *at);
	buf_adds(out, form->suffix);
}

/* NULL for none. */
static const char *text_of(const struct pattern *pattern, const struct form *form)
{
	struct buf path = { 0 };
	const char *text;

	if (program_is_program(pattern))
		return NULL;
	add_path(&path, pattern, form);
	text = embedded_text(buf_text(&path));
	buf_free(&path);
	return text;
}

/* A program of one's own is a plain program as it stands. */
static bool is_itself(const struct pattern *pattern, const struct form *form)
{
	return program_is_program(pattern) && form == &forms[0];
}

int twin_check(struct session *session, const char *as)
{
	struct suggester suggester = { .typed = as };
	struct buf words = { 0 };
	int status;

	if (form_of(as))
		return STATUS_OK;
	for (int i = 0; i < N_FORMS; i++) {
		suggest_offer(&suggester, forms[i].word);
		buf_printf(&words, "%s%s, %s", i ? ", or " : "", forms[i].word, forms[i].meaning);
	}
	status = complain(session, "bad-value", &suggester.best, "as must be %s; got '%.40s'", buf_text(&words), as);
	buf_free(&words);
	return status;
}

void twin_offer(struct offers *offers, const struct pattern *pattern)
{
	struct buf word = { 0 };

	for (int i = 0; i < N_FORMS; i++) {
		if (!text_of(pattern, &forms[i]))
			continue;
		buf_clear(&word);
		buf_printf(&word, "as=%s", forms[i].word);
		offer(offers, buf_text(&word), forms[i].meaning);
	}
	buf_free(&word);
}

void twin_add_forms(struct buf *out, const struct pattern *pattern)
{
	int n = 0;

	for (int i = 0; i < N_FORMS; i++)
		if (text_of(pattern, &forms[i]))
			buf_printf(out, "%s%s (as=%s)", n++ ? " and " : "", forms[i].meaning, forms[i].word);
}

void twin_add_commands(struct buf *out, const struct pattern *pattern)
{
	for (int i = 0; i < N_FORMS; i++)
		if (text_of(pattern, &forms[i]))
			buf_printf(out, "\nshow code %s as=%s", pattern->name, forms[i].word);
}

void twin_json(struct json *json, const struct pattern *pattern)
{
	json_array(json, "forms");
	for (int i = 0; i < N_FORMS; i++)
		if (text_of(pattern, &forms[i]))
			json_text(json, NULL, forms[i].word);
	json_end_array(json);
}

static int complain_missing(struct session *session, const struct pattern *pattern, const struct form *form)
{
	struct buf text = { 0 };
	int status;

	buf_printf(&text, "there is no %s of %s", strchr(form->meaning, ' ') + 1, pattern->name);
	if (program_is_program(pattern))
		buf_printf(&text, ": it can be had as it is, as=%s", forms[0].word);
	else
		buf_adds(&text, ": the patterns that come with the lab have one");
	status = complain(session, "no-twin", NULL, "%s", buf_text(&text));
	buf_free(&text);
	return status;
}

static void show_json(struct session *session, const struct pattern *pattern, const struct form *form, const char *code)
{
	struct buf line = { 0 }, path = { 0 };
	struct json json = out_json_begin(session, &line);

	if (is_itself(pattern, form))
		buf_adds(&path, pattern->file);
	else
		add_path(&path, pattern, form);
	which_json(&json, pattern);
	json_text(&json, "as", form->word);
	json_text(&json, "file", buf_text(&path));
	json_text(&json, "code", code);
	out_json_end(session, &json);
	buf_free(&path);
}

int twin_show(struct session *session, const struct pattern *pattern, const char *as, const struct code_part *wanted)
{
	struct code_part part = *wanted;
	const struct form *form = form_of(as);
	const char *code = is_itself(pattern, form) ? program_source(pattern) : text_of(pattern, form);
	struct buf text = { 0 };
	int status;

	if (!code)
		return complain_missing(session, pattern, form);
	status = code_part_settle(session, &part, code);
	if (status)
		return status;
	code_part_cut(&text, &part, code);
	if (session->json)
		show_json(session, pattern, form, buf_text(&text));
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}
