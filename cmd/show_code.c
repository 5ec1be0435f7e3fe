/* show_code.c - a pattern's source: marks where it matters, and where the last run went wrong. */
#include <limits.h>
#include <string.h>

#include "cmd/about.h"
#include "cmd/code.h"
#include "cmd/out.h"
#include "cmd/prose.h"
#include "cmd/report.h"
#include "cmd/settings.h"
#include "cmd/stepping.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

/* Columns before the code; where words about a line begin, if they fit; what a tab in front takes. */
enum { NUMBER_COLUMNS = 7, MARK_COLUMN = 62, INDENT = 4, INDENT_NARROW = 2, NARROW = 60 };

/* The result that the marks are about; NULL when the last run was of another pattern. */
static const struct result *result_of(struct session *session, const struct pattern *pattern)
{
	const struct result *result = session->stepping ? stepping_result(session) : session->last;

	return result && result->pattern == pattern && result->verdict != VERDICT_OK ? result : NULL;
}

/* "main, worker-0, worker-1 and 3 more: blocked for ever": who stands in this line, or did wrong in it. */
static void add_culprits(struct buf *out, const struct result *result, int line)
{
	enum { MOST = 3 };
	int n = 0;

	if (result && result->here && result->culprit != NO_TASK && code_line_of(result->here) == line) {
		buf_printf(out, "%s: %s", result->snapshot->tasks[result->culprit].name,
		           verdict_word(result->verdict));
		return;
	}
	for (int i = 0; result && i < result->snapshot->n_tasks; i++) {
		const struct snap_task *task = &result->snapshot->tasks[i];

		if (!report_blocked(result, task) || code_line_of(task->here) != line)
			continue;
		if (n++ < MOST)
			buf_printf(out, "%s%s", n > 1 ? ", " : "", task->name);
	}
	if (n > MOST)
		buf_printf(out, " and %d more", n - MOST);
	if (n)
		buf_adds(out, " blocked here");
}

/* After `taken` columns of code: the words of its mark, and who stands there. */
static void add_words(struct buf *out, const char *words, int taken, int width, const char *sgr,
                      const struct look *look)
{
	int least = taken + 2, gap = taken < MARK_COLUMN - 2 ? MARK_COLUMN - taken : 2;
	struct buf cut = { 0 };

	if (taken + gap + text_columns(words) > width)
		gap = 2;
	if (!*words || least + 1 >= width)
		return;
	buf_fill(out, ' ', gap);
	text_cut(&cut, words, width - taken - gap, look->ascii);
	prose_colour(out, look, sgr, buf_text(&cut));
	buf_free(&cut);
}

/* "  96 > chan_send(pool->jobs, &job);            the words of its mark" */
static void add_line(struct buf *out, const struct code *code, int i, const struct result *result,
                     const struct session *session)
{
	const struct look *look = &session->look;
	const struct code_line *line = &code->lines[i];
	int width = session->live ? look->width : INT_MAX / 2, taken = NUMBER_COLUMNS;
	struct buf text = { 0 }, who = { 0 }, words = { 0 };
	const char *sgr, *sign;

	add_culprits(&who, result, i + 1);
	sgr = who.length ? "31" : "33";
	sign = who.length ? "!" : line->mark ? ">" : "";
	buf_printf(out, "%4d", i + 1);
	code_add(&text, line, look->width < NARROW ? INDENT_NARROW : INDENT);
	if (*sign || text.length)
		buf_addc(out, ' ');
	prose_colour(out, look, sgr, *sign ? sign : text.length ? " " : "");
	if (text.length) {
		buf_addc(out, ' ');
		taken += text_cut(out, buf_text(&text), width - taken, look->ascii);
	}
	code_add_mark(&words, line);
	if (who.length)
		buf_printf(&words, "%s%s", words.length ? ": " : "", buf_text(&who));
	add_words(out, buf_text(&words), taken, width, sgr, look);
	buf_addc(out, '\n');
	buf_free(&text);
	buf_free(&who);
	buf_free(&words);
}

static void json_marks(struct json *json, const struct code *code, const struct result *result)
{
	struct buf words = { 0 }, who = { 0 };

	json_array(json, "marks");
	for (int i = 0; i < code->n; i++) {
		buf_clear(&words);
		buf_clear(&who);
		code_add_mark(&words, &code->lines[i]);
		add_culprits(&who, result, i + 1);
		if (!words.length && !who.length)
			continue;
		json_object(json, NULL);
		json_int(json, "line", i + 1);
		json_text(json, "mark", words.length ? buf_text(&words) : NULL);
		json_text(json, "wrong", who.length ? buf_text(&who) : NULL);
		json_end_object(json);
	}
	json_end_array(json);
	buf_free(&words);
	buf_free(&who);
}

static void show_json(struct session *session, const struct pattern *pattern, const struct code *code,
                      const struct result *result)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_text(&json, "pattern", pattern->name);
	json_text(&json, "file", pattern->file);
	json_text(&json, "code", about_source(pattern));
	json_marks(&json, code, result);
	out_json_end(session, &json);
}

static void show_text(struct session *session, const struct pattern *pattern, const struct code *code,
                      const struct result *result)
{
	struct buf text = { 0 }, head = { 0 };

	buf_printf(&head, "%s: > marks the lines that matter%s", snap_place(pattern->file),
	           result ? ", ! those where the last run went wrong" : "");
	text_wrap(&text, buf_text(&head), 0, 2, session->look.width, session->look.ascii);
	for (int i = 0; i < code->n; i++)
		add_line(&text, code, i, result, session);
	out_text(session, &text);
	buf_free(&text);
	buf_free(&head);
}

int show_code(struct session *session, const struct call *call)
{
	const struct pattern *pattern = settings_pattern(session);
	struct code code;

	if (call->n_args == 2) {
		pattern = pattern_find(call->args[1].text);
		if (!pattern)
			return complain_pattern(session, call->args[1].text);
	}
	if (!pattern)
		return complain(session, "usage", NULL, "the code of which pattern? `show code worker-pool`");
	if (!about_source(pattern))
		return complain_system(session, "no-source", "this program does not carry the source of %s",
		                       pattern->name);
	code = code_read(about_source(pattern));
	(session->json ? show_json : show_text)(session, pattern, &code, result_of(session, pattern));
	code_free(&code);
	return STATUS_OK;
}
