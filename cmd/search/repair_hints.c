/* repair_hints.c - see repair_hints.h. */
#include "cmd/search/repair_hints.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_ending.h"
#include "cmd/search/search_report.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

/* ---- What the source says of a line ---- */

enum { LINES_LOOKED_AT = 3 };           /* the line of a wait, and those before that its statement may begin in */

static const char *line_number(const char *text, long number)
{
	while (text && --number > 0) {
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return text;
}

static bool has_word(const char *line, const char *word)
{
	size_t length = strcspn(line, "\n"), n = strlen(word);

	for (size_t i = 0; i + n <= length && strncmp(line + i, "//", 2); i++)
		if (!strncmp(line + i, word, n) && (i == 0 || !(isalnum((unsigned char)line[i - 1]) || line[i - 1] == '_')) &&
		    !(isalnum((unsigned char)line[i + n]) || line[i + n] == '_'))
			return true;
	return false;
}

/* The text of the file that `here` is in, NULL for none; and the number of its line. */
static const char *text_at(const struct pattern *pattern, const char *here, long *number)
{
	const char *colon = strrchr(here, ':');

	*number = colon ? strtol(colon + 1, NULL, 10) : 0;
	return program_text_at(pattern, here);
}

static enum hint_line look_at(void *context, const char *here)
{
	long number;
	const char *text = text_at(context, here, &number);

	for (long i = number; text && i > 0 && i > number - LINES_LOOKED_AT; i--) {
		const char *line = line_number(text, i);

		if (line && (has_word(line, "while") || has_word(line, "for") || has_word(line, "do")))
			return LINE_IN_LOOP;
		if (line && has_word(line, "if"))
			return LINE_IN_IF;
	}
	return LINE_UNKNOWN;
}

static bool has_text(const char *line, const char *text)
{
	size_t length = strcspn(line, "\n"), n = strlen(text);

	for (size_t i = 0; i + n <= length; i++)
		if (!strncmp(line + i, text, n))
			return true;
	return false;
}

/* Is this an `if` or a `while` that depends on something? */
static bool is_question(const char *line)
{
	return (has_word(line, "while") || has_word(line, "if")) && !has_text(line, "(1)") && !has_text(line, "(true)");
}

static bool asks_at(void *context, const char *here)
{
	long number;
	const char *text = text_at(context, here, &number);

	for (long i = number; text && i > 0 && i > number - 2; i--) {
		const char *line = line_number(text, i);

		if (line && is_question(line))
			return true;
	}
	return false;
}

static bool is_there(void *context, const char *here, const char *word)
{
	long number;
	const char *text = text_at(context, here, &number), *line = line_number(text, number);

	return line && has_word(line, word);
}

/* ---- Finding ---- */

static void add_of(struct hints *hints, const struct search *search, const struct ending *ending,
                   const struct hint_source *source, struct arena *arena)
{
	struct result *result = ending ? search_replay_ending(search, ending) : NULL;

	if (result)
		hints_add(hints, result, source, arena);
	result_free(result);
}

void repair_hints(struct hints *hints, const struct search *search, const struct explore_limits *limits,
                  const struct explore_watcher *watcher, struct arena *arena)
{
	struct hint_source source = { look_at, asks_at, is_there, (void *)search->pattern };
	struct exploration *found = NULL;
	char *error = NULL;

	*hints = (struct hints){ 0 };
	if (program_is_program(search->pattern))
		found = explore(&search->options, limits, watcher, &error);
	free(error);
	if (!found)
		return;
	add_of(hints, search, search_shortest(found), &source, arena);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i] != search_shortest(found))
			add_of(hints, search, found->bad[i], &source, arena);
	if (!search_shortest(found))
		add_of(hints, search, found->failed, &source, arena);
	exploration_free(found);
}

/* ---- Telling ---- */

void repair_hints_tell(struct buf *out, const struct hints *hints, const struct look *look)
{
	int widest = 0;

	if (!hints->n)
		return;
	text_wrap(out, "what its shortest bad schedules suggest to look at in the code; not tried:", 0, 2, look->width, look->ascii);
	for (int i = 0; i < hints->n; i++)
		widest = text_columns(hints->at[i].at) > widest ? text_columns(hints->at[i].at) : widest;
	for (int i = 0; i < hints->n; i++) {
		buf_printf(out, "  %s", hints->at[i].at);
		buf_fill(out, ' ', widest - text_columns(hints->at[i].at) + 2);
		text_wrap(out, hints->at[i].text, widest + 4, 4, look->width, look->ascii);
	}
}

void repair_hints_json(struct json *json, const struct hints *hints)
{
	json_array(json, "hints");
	for (int i = 0; i < hints->n; i++) {
		json_object(json, NULL);
		json_text(json, "kind", hints->at[i].kind);
		json_text(json, "at", hints->at[i].at);
		json_text(json, "text", hints->at[i].text);
		json_bool(json, "tried", false);
		json_end_object(json);
	}
	json_end_array(json);
}
