/* question_show.c - see question_show.h. */
#include "cmd/quiz/question_show.h"

#include <string.h>

#include "cmd/search/search_ending.h"
#include "cmd/search/search_report.h"
#include "cmd/session/out.h"
#include "cmd/session/parse.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/schedule.h"

enum { MOST_STEPS_SHOWN = 12 };

/* Never through the pager: what comes next is a prompt. Frees the text. */
static void say(struct session *session, struct buf *text)
{
	fwrite(buf_text(text), 1, text->length, session->out);
	fflush(session->out);
	buf_free(text);
}

static void add_wrapped(struct buf *out, const struct session *session, const char *text, int indent)
{
	buf_fill(out, ' ', indent);
	text_wrap(out, text, indent, indent + 2, session->look.width, session->look.ascii);
}

/* ---- The question ---- */

/* "jobs=5"; "jobs=?" of a setting that is asked for, or that the choices say. */
static void add_setting(struct buf *out, const struct asked *asked, int i)
{
	struct spec spec = spec_of_pattern(asked->told.pattern, i);

	buf_printf(out, "%s=", spec.name);
	if (asked->setup.named[i])
		spec_value(out, &spec, asked->setup.values[i], NULL);
	else
		buf_addc(out, '?');
}

static void add_line(struct buf *out, const struct asked *asked)
{
	buf_adds(out, asked->told.pattern->name);
	for (int i = 0; i < pattern_n_settings(asked->told.pattern); i++)
		if (asked->told.named[i]) {
			buf_addc(out, ' ');
			add_setting(out, asked, i);
		}
}

/* What the settings mean. */
static void add_meanings(struct buf *out, const struct session *session, const struct asked *asked)
{
	struct table table = { .n_columns = 2 };
	struct buf text = { 0 };

	for (int i = 0; i < pattern_n_settings(asked->told.pattern); i++)
		if (asked->told.named[i]) {
			buf_clear(&text);
			add_setting(&text, asked, i);
			table_row(&table, (const char *const[]){ buf_text(&text), asked->told.pattern->settings[i].help });
		}
	table_draw(out, &table, &session->look);
	buf_free(&text);
}

/* Lines that are laid out already; what is too wide is cut. */
static void add_listing(struct buf *out, const struct session *session, const char *listing)
{
	struct buf line = { 0 };

	for (size_t n; *listing; listing += n, listing += *listing == '\n') {
		n = strcspn(listing, "\n");
		buf_clear(&line);
		buf_add(&line, listing, n);
		add_wrapped(out, session, buf_text(&line), 2);
	}
	buf_free(&line);
}

static void show_text(struct session *session, const struct asked *asked)
{
	struct buf out = { 0 }, text = { 0 };

	buf_printf(&text, "Question %ld", asked->number);
	buf_addc(&out, '\n');
	prose_colour(&out, &session->look, "1", buf_text(&text));
	buf_printf(&out, " (level %d of %d)\n", asked->level, HARDEST);
	buf_clear(&text);
	add_line(&text, asked);
	buf_printf(&text, ": %s", asked->told.pattern->summary);
	add_wrapped(&out, session, buf_text(&text), 0);
	add_meanings(&out, session, asked);
	if (*asked->claims) {
		buf_clear(&text);
		buf_printf(&text, "It claims: %s.", asked->claims);
		add_wrapped(&out, session, buf_text(&text), 0);
	}
	add_listing(&out, session, asked->listing);
	add_wrapped(&out, session, asked->text, 0);
	for (int i = 0; i < asked->question.n; i++) {
		buf_clear(&text);
		buf_printf(&text, "%c) %s", asked->question.letter[i], asked->question.text[i]);
		add_wrapped(&out, session, buf_text(&text), 2);
	}
	buf_free(&text);
	say(session, &out);
}

static void show_json(struct session *session, const struct asked *asked)
{
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	json_int(&json, "question", asked->number);
	json_int(&json, "level", asked->level);
	json_text(&json, "kind", asked->kind->name);
	add_line(&text, asked);
	json_text(&json, "about", buf_text(&text));
	json_text(&json, "claims", *asked->claims ? asked->claims : NULL);
	json_text(&json, "listing", *asked->listing ? asked->listing : NULL);
	json_text(&json, "text", asked->text);
	json_object(&json, "choices");
	for (int i = 0; i < asked->question.n; i++)
		json_text(&json, (char[]){ asked->question.letter[i], '\0' }, asked->question.text[i]);
	json_end_object(&json);
	buf_free(&text);
	out_json_end(session, &json);
}

void asked_show(struct session *session, const struct asked *asked)
{
	if (session->json)
		show_json(session, asked);
	else
		show_text(session, asked);
}

/* ---- The answer ---- */

/* The bad end that is told, or NULL. */
static const struct ending *bad_ending(const struct asked *asked)
{
	const struct ending *meant = asked->found->bad[asked->subject->verdict];

	return meant ? meant : search_shortest(asked->found);
}

/* "b) sometimes: in some schedules, not in others", "5" */
static void add_expected(struct buf *out, const struct asked *asked)
{
	buf_adds(out, asked->expected);
	for (int i = 0; i < asked->question.n; i++)
		if (asked->question.letter[i] == asked->expected[0])
			buf_printf(out, ") %s", asked->question.text[i]);
}

/* What is said of just this wrong answer, if anything. */
static void add_why_not(struct buf *out, const struct asked *asked, const char *answer)
{
	for (int i = 0; answer && i < asked->question.n; i++)
		if (asked->question.letter[i] == answer[0] && asked->why_not[i])
			buf_printf(out, "%s ", asked->why_not[i]);
}

static void add_judgement(struct buf *out, const struct session *session, const struct asked *asked, const char *answer)
{
	bool right = answer && answer_is(asked->expected, answer);
	struct buf text = { 0 };

	buf_addc(out, '\n');
	prose_colour(out, &session->look, right ? "32" : "35", right ? "Right." : answer ? "No." : "Skipped.");
	if (right) {
		buf_adds(&text, asked->fact);
	} else {
		add_why_not(&text, asked, answer);
		buf_adds(&text, "The answer is ");
		add_expected(&text, asked);
		buf_printf(&text, "%s %s", asked->question.n ? ". " : ".", asked->fact);
	}
	buf_addc(out, ' ');
	text_wrap(out, buf_text(&text), right ? 7 : answer ? 4 : 9, 0, session->look.width, session->look.ascii);
	buf_free(&text);
}

/* What can be typed to see it. */
static void add_try(struct buf *out, const struct session *session, const struct asked *asked, const struct ending *bad)
{
	struct buf text = { 0 };

	if (bad)
		buf_adds(&text, bad->n ? "step last\nexplain\n" : "explain\n");
	buf_adds(&text, "explore ");
	setup_typed(&text, &asked->told, session);
	prose_try(out, &session->look, buf_text(&text));
	buf_free(&text);
}

static void add_found(struct buf *out, struct session *session, const struct asked *asked)
{
	const struct ending *bad = bad_ending(asked), *told = bad ? bad : asked->found->good;
	struct search search;

	setup_search(&search, session, &asked->told);
	search_verdict(out, &search, asked->found, &session->look);
	if (told)
		search_remember_ending(&search, told);
	if (bad && bad->n <= MOST_STEPS_SHOWN) {
		search_add_ending(out, &search, bad);
	} else if (bad) {
		struct buf text = { 0 };

		buf_printf(&text, "The shortest schedule that ends in a %s has %ld step%s; `step last` goes through it.",
		           verdict_word(bad->verdict), bad->n, text_s(bad->n));
		add_wrapped(out, session, buf_text(&text), 0);
		buf_free(&text);
	}
	add_try(out, session, asked, bad);
}

static void explain_text(struct session *session, const struct asked *asked, const char *answer)
{
	struct buf out = { 0 };

	add_judgement(&out, session, asked, answer);
	if (!answer || !answer_is(asked->expected, answer))
		add_found(&out, session, asked);
	say(session, &out);
}

static void json_shortest(struct json *json, const struct ending *bad)
{
	struct buf schedule = { 0 };

	if (!bad) {
		json_null(json, "shortest");
		return;
	}
	schedule_print(&schedule, bad->steps, bad->n);
	json_object(json, "shortest");
	json_text(json, "outcome", verdict_word(bad->verdict));
	json_int(json, "steps", bad->n);
	json_bool(json, "minimal", bad->minimal);
	json_text(json, "schedule", buf_text(&schedule));
	json_end_object(json);
	buf_free(&schedule);
}

static void explain_json(struct session *session, const struct asked *asked, const char *answer)
{
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	json_int(&json, "question", asked->number);
	json_text(&json, "answer", answer);
	json_bool(&json, "right", answer && answer_is(asked->expected, answer));
	json_text(&json, "expected", asked->expected);
	json_text(&json, "fact", asked->fact);
	setup_typed(&text, &asked->told, session);
	json_text(&json, "told", buf_text(&text));
	json_object(&json, "outcomes");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (asked->found->ends[i])
			json_text(&json, verdict_word((enum verdict)i), search_how_often(asked->found, (enum verdict)i));
	json_end_object(&json);
	json_shortest(&json, bad_ending(asked));
	buf_free(&text);
	out_json_end(session, &json);
}

void asked_explain(struct session *session, const struct asked *asked, const char *answer)
{
	if (session->json)
		explain_json(session, asked, answer);
	else
		explain_text(session, asked, answer);
}
