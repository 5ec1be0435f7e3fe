/* cmd_help.c - help: the overview, a command, a topic, or whatever mentions a word. */
#include <ctype.h>
#include <string.h>

#include "cmd/help.h"
#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "cmd/topics.h"
#include "cmd/words.h"
#include "lab/base/text.h"

enum { SHORTEST_SEARCH = 3 };   /* letters */

static const char all_commands[] = "all";

static const struct topic *find_topic(const char *name)
{
	for (int i = 0; topics[i].name; i++)
		if (!strcmp(topics[i].name, name))
			return &topics[i];
	return NULL;
}

/* A word that begins so. */
static bool mentions(const char *text, const char *word)
{
	const char *at = text ? strstr(text, word) : NULL;

	while (at && at > text && isalnum((unsigned char)at[-1]))
		at = strstr(at + 1, word);
	return at;
}

/* What mentions the word, as one-liners. */
static int search(struct buf *out, const char *word, const struct look *look)
{
	struct table table = { .n_columns = 2 };
	const struct command *c;
	int n;

	for (int i = 0; commands[i]; i++) {
		c = commands[i];
		if (mentions(c->name, word) || mentions(c->summary, word) || mentions(c->detail, word))
			table_row(&table, (const char *const[]){ c->name, c->summary });
	}
	for (int i = 0; topics[i].name; i++)
		if (mentions(topics[i].summary, word) || mentions(topics[i].text, word))
			table_row(&table, (const char *const[]){ topics[i].name, topics[i].summary });
	n = table.n_rows;
	table_draw(out, &table, look);
	return n;
}

static void about_verdict(struct buf *out, enum verdict verdict, const struct look *look)
{
	const char *word = verdict_word(verdict);
	struct buf line = { 0 }, found = { 0 };

	buf_printf(&line, "- a verdict: %s", verdict_meaning(verdict));
	prose_colour(out, look, "1", word);
	buf_addc(out, ' ');
	text_wrap(out, buf_text(&line), text_columns(word) + 1, 2, look->width, look->ascii);
	text_wrap(out, "`help verdicts` tells about all of them.", 0, 0, look->width, look->ascii);
	if (strlen(word) >= SHORTEST_SEARCH && search(&found, word, look))
		buf_printf(out, "It is mentioned in\n%s", buf_text(&found));
	buf_free(&line);
	buf_free(&found);
}

static int complain_topic(struct session *session, const char *name)
{
	struct suggester suggester = { .typed = name };

	for (int i = 0; commands[i]; i++)
		suggest_offer(&suggester, commands[i]->name);
	for (int i = 0; topics[i].name; i++)
		suggest_offer(&suggester, topics[i].name);
	return complain_unknown(session, "unknown-topic", &suggester, "there is no help on", "",
	                        "; `help` lists what there is");
}

static int about(struct session *session, const char *name, struct buf *text)
{
	const struct command *command = command_find(name);
	bool all = !strcmp(name, all_commands);
	const struct topic *topic = find_topic(name);
	struct buf found = { 0 };

	if (all) {
		help_overview(text, &session->look);
	} else if (command) {
		help_command(text, command, &session->look);
		if (words_add(&found, name, &session->look))
			buf_printf(text, "and the word: %s", buf_text(&found));
	} else if (topic) {
		help_text(text, topic->text, &session->look);
	} else if (verdict_named(name) != VERDICT_COUNT) {
		about_verdict(text, verdict_named(name), &session->look);
		if (words_add(&found, name, &session->look))
			buf_printf(text, "and the word: %s", buf_text(&found));
	} else if (pattern_find(name)) {
		words_add(text, name, &session->look);
		buf_printf(text, "%s is a pattern: `patterns %s` tells about it\n", name, name);
	} else if (words_add(text, name, &session->look)) {
		buf_adds(text, "`help words` has them all.\n");
	} else if (strlen(name) >= SHORTEST_SEARCH && search(&found, name, &session->look)) {
		buf_printf(text, "'%s' is mentioned in\n%s", name, buf_text(&found));
	} else {
		return complain_topic(session, name);
	}
	buf_free(&found);
	return STATUS_OK;
}

static void tell_json(struct session *session)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_array(&json, "commands");
	for (int i = 0; commands[i]; i++) {
		json_object(&json, NULL);
		json_text(&json, "name", commands[i]->name);
		json_text(&json, "group", group_word(commands[i]->group));
		json_text(&json, "args", commands[i]->args);
		json_text(&json, "summary", commands[i]->summary);
		json_end_object(&json);
	}
	json_end_array(&json);
	out_json_end(session, &json);
}

/* The commands; or what is going on, or while something is whose words go to one of them, that one. */
static void about_now(const struct session *session, struct buf *text)
{
	const struct command *command = guest_command(session);
	struct buf line = { 0 };

	if (guest_help(session, text))
		return;
	if (!command) {
		help_overview(text, &session->look);
		return;
	}
	help_command(text, command, &session->look);
	buf_printf(&line, "`help %s` lists all commands.", all_commands);
	text_wrap(text, buf_text(&line), 0, 0, session->look.width, session->look.ascii);
	buf_free(&line);
}

/* "is a" of `what is a wait group` says nothing. */
static int skip_small_words(const struct call *call)
{
	static const char *const small[] = { "is", "are", "does", "a", "an", "the" };
	int n = 0;

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		n += n + 1 < call->n_args && !strcmp(call->args[n].text, small[i]);
	return n;
}

/* "wait group" */
static void add_name(struct buf *out, const struct call *call)
{
	for (int i = skip_small_words(call); i < call->n_args; i++)
		buf_printf(out, "%s%s", out->length ? " " : "", call->args[i].text);
	if (out->length > 1 && out->text[out->length - 1] == '?')
		out->text[--out->length] = '\0';
}

/* Several words are one only where they name one thing. */
static int about_named(struct session *session, const struct call *call, struct buf *text)
{
	struct buf name = { 0 };
	int status = STATUS_OK;

	add_name(&name, call);
	if (call->n_args - skip_small_words(call) == 1)
		status = about(session, buf_text(&name), text);
	else if (!words_add(text, buf_text(&name), &session->look))
		status = complain_usage(session, call, "one word at a time");
	buf_free(&name);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	struct buf text = { 0 };
	int status = STATUS_OK;

	if (call->n_args == 0)
		about_now(session, &text);
	else
		status = about_named(session, call, &text);
	if (session->json && status == STATUS_OK)
		tell_json(session);
	out_text(session, &text);
	buf_free(&text);
	return status;
}

static void offer_topics(const struct session *session, const struct call *call, struct offers *offers)
{
	(void)session;
	if (call->n_args > 0)
		return;
	for (int i = 0; commands[i]; i++)
		offer(offers, commands[i]->name, commands[i]->summary);
	for (int i = 0; topics[i].name; i++)
		offer(offers, topics[i].name, topics[i].summary);
	for (int i = 0; i < VERDICT_COUNT; i++)
		offer(offers, verdict_word((enum verdict)i), verdict_meaning((enum verdict)i));
	offer(offers, all_commands, "every command");
}

const struct command cmd_help = {
	.name = "help", .alias = { "h", "?", "what" }, .group = GROUP_SESSION,
	.args = "[command | topic | word | all]",
	.summary = "what can be typed; with a word: all about it",
	.detail = "`help cell`, or `what is a cell`, says what that word means; `help words` has all of\n"
	          "them. What is neither a command nor a topic is looked for in all texts. In a\n"
	          "lesson, a quiz, a challenge, and while a run is stepped, `help` alone is about\n"
	          "that, `help all` about everything. `run ?`, `run --help`, `run -h` and `run help` are the same as\n"
	          "`help run`.",
	.example = { "help run", "help cell" },
	.see_also = "patterns, lesson",
	.completer = COMPLETE_OWN, .offer = offer_topics,
	.run = run,
};
