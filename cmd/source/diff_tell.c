/* diff_tell.c - what `diff` has found; see diff.h. */
#include <string.h>

#include "cmd/session/out.h"
#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "cmd/session/which.h"
#include "cmd/source/diff.h"
#include "lab/base/text.h"

static void json_side(struct json *json, const struct diff *diff, int side)
{
	const struct deeds *deeds = &diff->sides[side].deeds;

	json_object(json, side == SIDE_A ? "a" : "b");
	which_json(json, diff->pattern[side]);
	settings_json(json, diff->pattern[side], diff->all[side].values, diff->all[side].files);
	json_int(json, "runs", deeds->runs);
	json_object(json, "outcomes");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (deeds->ends[i])
			json_int(json, verdict_word((enum verdict)i), deeds->ends[i]);
	json_end_object(json);
	json_end_object(json);
}

static const char *mark_word(char mark)
{
	switch (mark) {
	case MARK_ASKS:   return "asks";
	case MARK_ONLY_A: return "only a";
	case MARK_ONLY_B: return "only b";
	case MARK_OTHERS: return "others";
	case MARK_STUCK:  return "stuck";
	case MARK_APART:  return "different";
	}
	return "same";
}

static void json_row(struct json *json, const struct page *page, const struct row *row)
{
	static const char *const keys[SIDES][3] = {
		{ "a", "code_a", "note_a" }, { "b", "code_b", "note_b" },
	};
	struct buf code = { 0 };

	json_object(json, NULL);
	json_text(json, "mark", mark_word(row->mark));
	for (int side = 0; side < SIDES; side++) {
		if (!row->line[side]) {
			json_null(json, keys[side][0]);
			continue;
		}
		buf_clear(&code);
		code_add(&code, &page->code[side].lines[row->line[side] - 1], 4);
		json_int(json, keys[side][0], row->line[side]);
		json_text(json, keys[side][1], buf_text(&code));
	}
	for (int side = 0; side < SIDES; side++)
		if (row->note[side].length)
			json_text(json, keys[side][2], buf_text(&row->note[side]));
	json_end_object(json);
	buf_free(&code);
}

static void json_lines(struct json *json, const struct page *page)
{
	json_array(json, "lines");
	for (int i = 0; i < page->rows.n; i++)
		json_row(json, page, &page->rows.at[i]);
	json_end_array(json);
}

static void json_files(struct json *json, const struct diff *diff)
{
	json_array(json, "files");
	for (int i = 0; i < diff->n_pages; i++) {
		json_object(json, NULL);
		json_text(json, "file", diff->pages[i].file);
		json_lines(json, &diff->pages[i]);
		json_end_object(json);
	}
	json_end_array(json);
}

static void tell_json(struct diff *diff)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(diff->session, &line);

	json_side(&json, diff, SIDE_A);
	json_side(&json, diff, SIDE_B);
	if (diff->pages[0].file)
		json_files(&json, diff);
	else
		json_lines(&json, &diff->pages[0]);
	out_json_end(diff->session, &json);
}

/* " (ok 53, deadlock 7)" */
static void add_outcomes(struct buf *out, const struct deeds *deeds)
{
	const char *before = " (";

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (deeds->ends[i]) {
			buf_printf(out, "%s%s", before, verdict_word((enum verdict)i));
			if (deeds->ends[i] < deeds->runs)
				buf_printf(out, " %ld", deeds->ends[i]);
			before = ", ";
		}
	buf_adds(out, deeds->runs ? ")" : "");
}

/* What the characters in the margin say. */
static const char legend[] = "? asks what differs, A or B: only there, *: done by others, "
                             "!: somebody is stuck or goes wrong there";

/* Is it NAME, perhaps with settings? */
static bool is_run_of(const char *line, const char *name)
{
	struct buf run = { 0 };
	size_t length;
	bool is;

	parse_spell(&run, name);
	length = run.length;
	is = !strncmp(line, buf_text(&run), length) && (line[length] == ' ' || line[length] == '\0');
	buf_free(&run);
	return is;
}

/* " (deadlock, when last run)": of one that has been run or searched since the lab was started; else nothing. */
static void add_last_end(struct buf *out, const struct session *session, const struct pattern *pattern)
{
	const char *word = session->last && session->last->pattern == pattern ? verdict_word(session->last->verdict) : NULL;

	for (int i = session->n_past - 1; i >= 0 && !word; i--)
		if (is_run_of(session->past[i].command, pattern->name))
			word = verdict_word(session->past[i].verdict);
	if (word)
		buf_printf(out, " (%s, when last run)", word);
}

static void add_head(struct buf *out, const struct diff *diff)
{
	const struct look *look = &diff->session->look;
	const struct deeds *a = &diff->sides[SIDE_A].deeds, *b = &diff->sides[SIDE_B].deeds;
	struct buf text = { 0 };

	if (diff->pattern[SIDE_A] != diff->pattern[SIDE_B]) {
		buf_printf(&text, "A %s", diff->pattern[SIDE_A]->name);
		add_last_end(&text, diff->session, diff->pattern[SIDE_A]);
		buf_printf(&text, ", B %s", diff->pattern[SIDE_B]->name);
		add_last_end(&text, diff->session, diff->pattern[SIDE_B]);
		buf_adds(&text, "; =: the same in both");
		text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
		buf_free(&text);
		return;
	}
	buf_printf(&text, "%s: A %s", diff->pattern[SIDE_A]->name, buf_text(&diff->title[SIDE_A]));
	add_outcomes(&text, a);
	buf_printf(&text, ", B %s", buf_text(&diff->title[SIDE_B]));
	add_outcomes(&text, b);
	if (!a->runs)
		buf_adds(&text, "; their runs are too long to be watched: read from the source alone");
	else if (a->runs == b->runs)
		buf_printf(&text, "; seen in %ld schedule%s by chance", a->runs, text_s(a->runs));
	else
		buf_printf(&text, "; seen in %ld and %ld schedule%s by chance, as the runs are long", a->runs,
		           b->runs, text_s(b->runs));
	text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
	text_wrap(out, legend, 0, 2, look->width, look->ascii);
	buf_free(&text);
}

static void tell_text(struct diff *diff)
{
	const struct look *look = &diff->session->look;
	const char *titles[SIDES];
	struct buf text = { 0 };
	int n = 0;

	for (int side = 0; side < SIDES; side++)
		titles[side] = diff->title[side].length ? buf_text(&diff->title[side])
		                                        : diff->pattern[side]->name;
	add_head(&text, diff);
	for (int i = 0; i < diff->n_pages; i++) {
		const struct page *page = &diff->pages[i];

		if (page->file && page->rows.n)
			buf_printf(&text, "\n%s:\n", page->file);
		compare_draw(&text, &page->rows, page->code, titles, look);
		n += page->rows.n;
	}
	if (n == 0)
		buf_adds(&text, "no line differs: only how often, how many or how long\n");
	out_text(diff->session, &text);
	buf_free(&text);
}

void diff_tell(struct diff *diff)
{
	(diff->session->json ? tell_json : tell_text)(diff);
}
