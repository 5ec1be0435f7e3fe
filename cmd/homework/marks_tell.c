/* marks_tell.c - see marks_tell.h. */
#include "cmd/homework/marks_tell.h"

#include <string.h>

#include "cmd/session/out.h"
#include "lab/base/text.h"

static const struct { enum confined what; const char *words; } confined[] = {
	{ CONFINED_FILES,   "writing outside of an empty folder" },
	{ CONFINED_NETWORK, "the network" },
	{ CONFINED_OTHERS,  "signals to other processes" },
	{ CONFINED_ALONE,   "starting processes" },
	{ CONFINED_MEMORY,  "the bound of memory" },
};

enum { N_CONFINED = sizeof confined / sizeof *confined };

static const char *word_of(enum judged how)
{
	switch (how) {
	case JUDGED_PASSED:  return "passed";
	case JUDGED_FAILED:  return "failed";
	case JUDGED_OPEN:    return "undecided";
	case JUDGED_UNBUILT: return "not built";
	case JUDGED_UNSET:   return "not run";
	default:             return "stopped";
	}
}

static int marks_of(const struct mark *mark)
{
	return mark->how == JUDGED_PASSED ? mark->grade->marks : 0;
}

/* What does not compile has a compiler's word; what lacks a setting, the lab's. */
static bool wants_hint(const struct mark *mark)
{
	return mark->how != JUDGED_PASSED && mark->how != JUDGED_UNBUILT && mark->how != JUDGED_UNSET && *mark->grade->hint;
}

/* ---- One ---- */

/* "5" in three columns. */
static void add_number(struct buf *out, int number, int columns)
{
	struct buf text = { 0 };

	buf_printf(&text, "%d", number);
	buf_fill(out, ' ', columns - (int)text.length);
	buf_adds(out, buf_text(&text));
	buf_free(&text);
}

/* Lines of a compiler's stay lines. */
static void add_lines(struct buf *out, const char *text, int indent, const struct look *look)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		struct buf line = { 0 };

		buf_add(&line, text, length);
		buf_fill(out, ' ', indent);
		text_wrap(out, buf_text(&line), indent, indent + 2, look->width, look->ascii);
		buf_free(&line);
		text += length + (text[length] == '\n');
	}
}

static void add_said(struct buf *out, const char *before, const char *text, const struct look *look)
{
	struct buf line = { 0 };

	buf_printf(&line, "%s%s", before, text);
	if (*text)
		add_lines(out, buf_text(&line), 9, look);
	buf_free(&line);
}

static void add_mark(struct buf *out, const struct marks *all, int i, const struct look *look)
{
	const struct mark *mark = &all->at[i];
	bool lines = strchr(mark->why, '\n') != NULL, said = lines && i > 0 && strcmp(mark->why, all->at[i - 1].why) == 0;

	buf_adds(out, "  ");
	add_number(out, marks_of(mark), 2);
	buf_printf(out, "/%-2d  ", mark->grade->marks);
	text_wrap(out, mark->grade->what, 9, 11, look->width, look->ascii);
	buf_fill(out, ' ', 9);
	buf_printf(out, "%s:%s", word_of(mark->how), lines && !said ? "\n" : " ");
	if (said || !lines)
		text_wrap(out, said ? "as above" : mark->why, 11 + (int)strlen(word_of(mark->how)), 11, look->width, look->ascii);
	else
		add_lines(out, mark->why, 11, look);
	if (wants_hint(mark))
		add_said(out, "hint: ", mark->grade->hint, look);
	add_said(out, "try: ", mark->again, look);
}

void marks_tell_one(struct session *session, const struct submission *submission, const struct marks *marks)
{
	struct buf out = { 0 };

	buf_printf(&out, "%s%s: %d of %d mark%s\n", submission->name, submission->settings, marks->got, marks->of,
	           text_s(marks->of));
	for (int i = 0; i < marks->n; i++)
		add_mark(&out, marks, i, &session->look);
	out_text(session, &out);
	buf_free(&out);
}

/* ---- Several ---- */

/* The first check that gave no marks; NULL: all did. */
static const struct mark *first_lost(const struct marks *marks)
{
	for (int i = 0; i < marks->n; i++)
		if (marks->at[i].how != JUDGED_PASSED)
			return &marks->at[i];
	return NULL;
}

/* Of what a compiler says, the line of its first error; else the first line. */
static const char *telling_line(const char *why, size_t *length)
{
	const char *error = strstr(why, ": error: ");

	while (error && error > why && error[-1] != '\n')
		error--;
	why = error ? error : why;
	if (*why == '/')                /* the folder is no news */
		for (const char *at = why, *end = why + strcspn(why, ": \n"); at < end; at++)
			why = *at == '/' ? at + 1 : why;
	*length = strcspn(why, "\n");
	return why;
}

/* "    2: there is a schedule that ends in deadlock: the main task is blocked for ever", in one line. */
static void add_reason(struct buf *out, const struct marks *marks, const struct look *look)
{
	const struct mark *mark = first_lost(marks);
	struct buf text = { 0 };
	const char *line;
	size_t length;

	if (!mark || !*mark->why)
		return;
	line = telling_line(mark->why, &length);
	buf_printf(&text, "    %d: %.*s", (int)(mark - marks->at) + 1, (int)length, line);
	text_cut(out, buf_text(&text), look->width, look->ascii);
	buf_addc(out, '\n');
	buf_free(&text);
}

void marks_tell_line(struct session *session, const struct submission *submission, const struct marks *marks, int widest)
{
	struct buf out = { 0 };
	int failed = 0;

	text_pad(&out, submission->name, widest, session->look.ascii);
	buf_adds(&out, "  ");
	add_number(&out, marks->got, 3);
	buf_printf(&out, " of %d", marks->of);
	for (int i = 0; i < marks->n; i++)
		if (marks->at[i].how != JUDGED_PASSED)
			buf_printf(&out, "%s%d %s", failed++ ? ", " : "  not: ", i + 1, word_of(marks->at[i].how));
	out_prose(session->out, buf_text(&out), &session->look);
	buf_clear(&out);
	add_reason(&out, marks, &session->look);
	fputs(buf_text(&out), session->out);
	fflush(session->out);
	buf_free(&out);
}

enum { COLUMN = 5 };

static void add_head(struct buf *out, const struct marks *first, int widest)
{
	buf_fill(out, ' ', widest);
	for (int i = 0; i < first->n; i++)
		add_number(out, i + 1, COLUMN);
	buf_adds(out, "  marks\n");
}

static void add_row(struct buf *out, const char *name, const struct marks *marks, int widest, bool ascii)
{
	text_pad(out, name, widest, ascii);
	for (int i = 0; i < marks->n; i++)
		add_number(out, marks_of(&marks->at[i]), COLUMN);
	add_number(out, marks->got, 7);
	buf_addc(out, '\n');
}

/* How many passed each check. */
static void add_passed(struct buf *out, const struct submissions *submissions, const struct marks *all, int widest,
                       bool ascii)
{
	int whole = 0;

	text_pad(out, "passed", widest, ascii);
	for (int i = 0; i < all->n; i++) {
		int n = 0;

		for (int k = 0; k < submissions->n; k++)
			n += all[k].at[i].how == JUDGED_PASSED;
		add_number(out, n, COLUMN);
	}
	for (int k = 0; k < submissions->n; k++)
		whole += all[k].got == all[k].of;
	add_number(out, whole, 7);
	buf_addc(out, '\n');
}

void marks_tell_table(struct session *session, const struct submissions *submissions, const struct marks *all)
{
	bool ascii = session->look.ascii;
	struct buf out = { 0 };
	int widest = (int)strlen("passed");

	for (int i = 0; i < submissions->n; i++)
		if (text_columns(submissions->at[i].name) > widest)
			widest = text_columns(submissions->at[i].name);
	buf_addc(&out, '\n');
	add_head(&out, all, widest);
	for (int i = 0; i < submissions->n; i++)
		add_row(&out, submissions->at[i].name, &all[i], widest, ascii);
	add_passed(&out, submissions, all, widest, ascii);
	for (int i = 0; i < all->n; i++) {
		add_number(&out, i + 1, 3);
		buf_printf(&out, "  %s (%d mark%s)\n", all->at[i].grade->what, all->at[i].grade->marks,
		           text_s(all->at[i].grade->marks));
	}
	out_text(session, &out);
	buf_free(&out);
}

void marks_tell_bounds(struct session *session, const struct bounds *bounds)
{
	struct buf missing = { 0 };

	for (int i = 0; i < N_CONFINED; i++)
		if (!(bounds->held & confined[i].what))
			buf_printf(&missing, "%s%s", missing.length ? ", " : "", confined[i].words);
	if (missing.length)
		remark(session, "This system does not let these be forbidden: %s. Grade strangers elsewhere.", buf_text(&missing));
	buf_free(&missing);
}

/* ---- For programs ---- */

static void json_mark(struct json *json, const struct mark *mark)
{
	json_object(json, NULL);
	json_text(json, "what", mark->grade->what);
	json_int(json, "marks", marks_of(mark));
	json_int(json, "of", mark->grade->marks);
	json_text(json, "result", word_of(mark->how));
	json_text(json, "why", mark->why);
	json_text(json, "rests_on", *mark->rests ? mark->rests : NULL);
	json_text(json, "try", *mark->again ? mark->again : NULL);
	json_text(json, "hint", wants_hint(mark) ? mark->grade->hint : NULL);
	json_end_object(json);
}

void marks_tell_json(struct session *session, const struct submission *submission, const struct marks *marks, int held)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_text(&json, "program", submission->name);
	json_text(&json, "settings", submission->settings + (*submission->settings == ' '));
	json_int(&json, "marks", marks->got);
	json_int(&json, "of", marks->of);
	json_array(&json, "checks");
	for (int i = 0; i < marks->n; i++)
		json_mark(&json, &marks->at[i]);
	json_end_array(&json);
	json_array(&json, "not_enforced");
	for (int i = 0; i < N_CONFINED; i++)
		if (!(held & confined[i].what))
			json_text(&json, NULL, confined[i].words);
	json_end_array(&json);
	out_json_end(session, &json);
}
