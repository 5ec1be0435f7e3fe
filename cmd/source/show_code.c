/* show_code.c - a pattern's source: marks where it matters, and where the last run went wrong; or its twin's, bare. */
#include <limits.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/source/about.h"
#include "cmd/source/code.h"
#include "cmd/source/code_part.h"
#include "cmd/source/comment.h"
#include "cmd/source/twin.h"
#include "cmd/term/prose.h"
#include "lab/program/program.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

/* Columns before the code; where words about a line begin, if they fit; what a tab in front takes. */
enum { NUMBER_COLUMNS = 7, MARK_COLUMN = 62, INDENT = 4, INDENT_NARROW = 2, NARROW = 60 };

/* What of which code is shown, as it was asked for. */
struct wish {
	const char      *name, *as;     /* NULL: not said */
	struct code_part part;
};

/* The result that the marks are about; NULL when the last run was of another pattern. */
static const struct result *result_of(struct session *session, const struct pattern *pattern)
{
	const struct result *result = session_result(session);

	return result && result->pattern == pattern && result->verdict != VERDICT_OK ? result : NULL;
}

/* "task-0 loads counter, task-1 stores counter: data race": the accesses that stand in this line. */
static void add_race(struct buf *out, const struct result *result, const struct code *code, int line)
{
	const struct data_race *race = result->race;
	int n = 0;

	for (int i = 0; race && i < 2; i++)
		if (code_has(code, line, race->places[i]))
			buf_printf(out, "%s%s %s %s", n++ ? ", " : out->length ? "; " : "",
			           result->snapshot->tasks[race->tasks[i]].name,
			           race_verb(race, i), race->name);
	if (n)
		buf_adds(out, ": data race");
}

/* "main, worker-0, worker-1 and 3 more blocked here" */
static void add_blocked(struct buf *out, const struct result *result, const struct code *code, int line)
{
	enum { MOST = 3 };
	const char *before = out->length ? "; " : "";
	int n = 0;

	for (int i = 0; i < result->snapshot->n_tasks; i++) {
		const struct snap_task *task = &result->snapshot->tasks[i];

		if (!report_blocked(result, task) || !code_has(code, line, task->here))
			continue;
		if (n++ < MOST)
			buf_printf(out, "%s%s", n > 1 ? ", " : before, task->name);
	}
	if (n > MOST)
		buf_printf(out, " and %d more", n - MOST);
	if (n)
		buf_adds(out, " blocked here");
}

/* Who did wrong in this line, whose accesses race in it, who stands there. */
static void add_culprits(struct buf *out, const struct result *result, const struct code *code, int line)
{
	if (!result)
		return;
	if (result->here && result->culprit != NO_TASK && result->verdict != VERDICT_RACE &&
	    code_has(code, line, result->here))
		buf_printf(out, "%s: %s%s", result->snapshot->tasks[result->culprit].name,
		           verdict_word(result->verdict), result->verdict == VERDICT_CRASH ? " after this" : "");
	add_race(out, result, code, line);
	add_blocked(out, result, code, line);
}

/* Append lines of text, each but the first after `column` blanks. Returns the column after the last. */
static int hang(struct buf *out, const char *text, int column, const char *sgr, const struct look *look)
{
	struct buf line = { 0 };
	int taken = column;

	for (bool first = true; *text; first = false) {
		size_t length = strcspn(text, "\n");

		if (!first) {
			buf_addc(out, '\n');
			buf_fill(out, ' ', column);
		}
		buf_clear(&line);
		buf_add(&line, text, length);
		taken = column + text_columns(buf_text(&line));
		if (sgr)
			prose_colour(out, look, sgr, buf_text(&line));
		else
			buf_adds(out, buf_text(&line));
		text += length + (text[length] == '\n');
	}
	buf_free(&line);
	return taken;
}

/* The words about a line: behind its code, which ends at column `taken`, or, where they do not fit, below it. */
static void add_words(struct buf *out, const char *words, int taken, int width, const char *sgr,
                      const struct look *look)
{
	int gap = taken < MARK_COLUMN - 2 ? MARK_COLUMN - taken : 2, indent = NUMBER_COLUMNS + INDENT_NARROW;
	struct buf noted = { 0 }, text = { 0 };

	if (taken + gap + text_columns(words) > width)
		gap = 2;
	if (taken + gap + text_columns(words) <= width) {
		buf_fill(out, ' ', gap);
		prose_colour(out, look, sgr, words);
		return;
	}
	buf_printf(&noted, "- %s", words);
	text_wrap(&text, buf_text(&noted), 0, 2, width - indent, look->ascii);
	buf_addc(out, '\n');
	buf_fill(out, ' ', indent);
	hang(out, buf_text(&text), indent, sgr, look);
	buf_free(&noted);
	buf_free(&text);
}

/* "  96 > chan_send(pool->jobs, &job);            the words of its mark"; of a comment `rest` has what the line before has left. */
static void add_line(struct buf *out, const struct code *code, int i, const struct result *result,
                     const struct session *session, struct buf *rest)
{
	const struct look *look = &session->look;
	const struct code_line *line = &code->lines[i];
	int width = session->live ? look->width : INT_MAX / 2, taken = NUMBER_COLUMNS;
	struct buf text = { 0 }, who = { 0 }, words = { 0 };
	const char *sgr, *sign;

	add_culprits(&who, result, code, i + 1);
	sgr = who.length ? "31" : "33";
	sign = who.length ? "!" : line->mark ? ">" : "";
	buf_printf(out, "%4d", i + 1);
	if (*sign || line->length)
		buf_addc(out, ' ');
	prose_colour(out, look, sgr, *sign ? sign : line->length ? " " : "");
	if (line->length) {
		buf_addc(out, ' ');
		if (!comment_flow(&text, line, i + 1 < code->n ? line + 1 : NULL, rest, width - taken))
			code_wrap(&text, line, look->width < NARROW ? INDENT_NARROW : INDENT, width - taken, look->ascii);
		taken = hang(out, buf_text(&text), taken, NULL, look);
	}
	code_add_mark(&words, line);
	if (who.length)
		buf_printf(&words, "%s%s", words.length ? ": " : "", buf_text(&who));
	if (words.length)
		add_words(out, buf_text(&words), taken, width, sgr, look);
	buf_addc(out, '\n');
	buf_free(&text);
	buf_free(&who);
	buf_free(&words);
}

static void json_marks(struct json *json, const struct code *code, const struct code_part *part, const struct result *result)
{
	struct buf words = { 0 }, who = { 0 };

	json_array(json, "marks");
	for (int i = part->from - 1; i < part->to; i++) {
		buf_clear(&words);
		buf_clear(&who);
		code_add_mark(&words, &code->lines[i]);
		add_culprits(&who, result, code, i + 1);
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

/* A part tells which lines it is. */
static void show_json(struct session *session, const struct pattern *pattern, const struct code *code,
                      const struct code_part *part, const struct result *result)
{
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	code_part_cut(&text, part, about_source(pattern));
	which_json(&json, pattern);
	json_text(&json, "file", pattern->file);
	json_text(&json, "code", buf_text(&text));
	if (part->from > 1 || part->to < code->n) {
		json_int(&json, "from", part->from);
		json_int(&json, "to", part->to);
	}
	json_marks(&json, code, part, result);
	out_json_end(session, &json);
	buf_free(&text);
}

/* Of a program of several: the code of file `i`, into whose text it points. */
static struct code read_file(const struct pattern *pattern, int i, const char **text)
{
	const char *file = program_file(pattern, i, text);
	struct code code = code_read(*text);

	code.file = file;
	return code;
}

static void show_files_json(struct session *session, const struct pattern *pattern, const struct result *result)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	which_json(&json, pattern);
	json_array(&json, "files");
	for (int i = 0; i < program_n_files(pattern); i++) {
		const char *text;
		struct code code = read_file(pattern, i, &text);

		json_object(&json, NULL);
		json_text(&json, "file", code.file);
		json_text(&json, "code", text);
		json_marks(&json, &code, &(struct code_part){ 1, code.n }, result);
		json_end_object(&json);
		code_free(&code);
	}
	json_end_array(&json);
	out_json_end(session, &json);
}

static bool has_marks(const struct code *code, const struct code_part *part)
{
	for (int i = part->from - 1; i < part->to; i++)
		if (code->lines[i].mark)
			return true;
	return false;
}

static void show_text(struct session *session, const struct pattern *pattern, const struct code *code,
                      const struct code_part *part, const struct result *result)
{
	struct buf text = { 0 }, head = { 0 }, rest = { 0 };
	bool marks = has_marks(code, part);

	buf_adds(&head, snap_place(code->file ? code->file : pattern->file));
	if (part->from > 1 || part->to < code->n)
		buf_printf(&head, ", lines %d to %d of %d", part->from, part->to, code->n);
	buf_printf(&head, "%s%s", marks ? ": > marks the lines that matter" : "", !result ? "" :
	           marks ? ", ! those where the last run went wrong" : ": ! marks the lines where the last run went wrong");
	text_wrap(&text, buf_text(&head), 0, 2, session->look.width, session->look.ascii);
	for (int i = part->from - 1; i < part->to; i++)
		add_line(&text, code, i, result, session, &rest);
	out_text(session, &text);
	buf_free(&rest);
	buf_free(&text);
	buf_free(&head);
}

/* ---- The command ---- */

/* `code [pattern] [as=FORM] [from=N] [to=N]`. A status. */
static int read_words(struct session *session, const struct call *call, struct wish *wish)
{
	int status = STATUS_OK;

	for (int i = 1; i < call->n_args && !status; i++) {
		const struct arg *arg = &call->args[i];
		bool is_form = arg->name && strcmp(arg->name, "as") == 0;
		const char **word = is_form ? &wish->as : &wish->name;

		if (code_part_takes(session, arg, &wish->part, &status))
			continue;
		if (*word)
			return complain_usage(session, call, "one thing at a time");
		*word = is_form ? arg->value : arg->text;
	}
	return !status && wish->as ? twin_check(session, wish->as) : status;
}

/* Each file under its name. */
static void show_files(struct session *session, const struct pattern *pattern, const struct result *result)
{
	for (int i = 0; i < program_n_files(pattern); i++) {
		const char *text;
		struct code code = read_file(pattern, i, &text);

		show_text(session, pattern, &code, &(struct code_part){ 1, code.n }, result);
		code_free(&code);
	}
}

static int show_one(struct session *session, const struct pattern *pattern, struct code_part part, const struct result *result)
{
	const char *source = about_source(pattern);
	struct code code = code_read(source);
	int status = code_part_settle(session, &part, source);

	if (!status)
		(session->json ? show_json : show_text)(session, pattern, &code, &part, result);
	code_free(&code);
	return status;
}

static int show_source(struct session *session, const struct pattern *pattern, const struct code_part *part)
{
	const struct result *result = result_of(session, pattern);

	if (!about_source(pattern))
		return complain_system(session, "no-source", "this program does not carry the source of %s",
		                       pattern->name);
	if (program_n_files(pattern) <= 1)
		return show_one(session, pattern, *part, result);
	if (code_part_given(part))
		return complain(session, "several-files", NULL, "%s has several files: from= and to= show lines of one", pattern->name);
	(session->json ? show_files_json : show_files)(session, pattern, result);
	return STATUS_OK;
}

int show_code(struct session *session, const struct call *call)
{
	const struct pattern *pattern = settings_pattern(session);
	const struct result *result = session_result(session);
	struct wish wish = { 0 };
	int status = read_words(session, call, &wish);

	if (!status && wish.name)
		status = pattern_named(session, call, wish.name, &pattern);
	if (status)
		return status;
	if (!wish.name && result && result->pattern != pattern && pattern)
		remark(session, "(the last run was of %s: `show code %s`)", result->pattern->name, result->pattern->name);
	if (!pattern)
		return complain(session, "usage", NULL, "the code of which pattern? `show code worker-pool`");
	return wish.as ? twin_show(session, pattern, wish.as, &wish.part) : show_source(session, pattern, &wish.part);
}

static bool has_option(const struct call *call, const char *name)
{
	for (int i = 1; i < call->n_args; i++)
		if (call->args[i].name && strcmp(call->args[i].name, name) == 0)
			return true;
	return false;
}

/* Options that stand there already are not offered again. */
static void offer_options(const struct call *call, struct offers *offers, const struct pattern *pattern)
{
	static const char *const parts[][2] = { { "from", "from=" }, { "to", "to=" } };

	if (!has_option(call, "as"))
		twin_offer(offers, pattern);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!has_option(call, parts[i][0]))
			offer(offers, parts[i][1], i ? "the last line to be shown" : "the first line to be shown");
}

void show_code_offer(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct pattern *pattern = settings_pattern(session);

	if (call->n_args == 1 && strchr(offers->word, '/'))
		candidates_add_files(offers->all, "", offers->word);
	else if (call->n_args == 1) {
		offer_patterns(offers);
		candidates_add_sources(offers->all, offers->word);
	}
	for (int i = 1; i < call->n_args; i++)
		if (!call->args[i].name)
			pattern = pattern_find(call->args[i].text);
	if (pattern)
		offer_options(call, offers, pattern);
}
