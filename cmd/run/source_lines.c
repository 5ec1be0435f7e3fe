/* source_lines.c - see source_lines.h. */
#include "cmd/run/source_lines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/program/program.h"

static const char *line_number(const char *text, long number)
{
	while (text && --number > 0) {
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return text;
}

static bool is_part(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool has_word(const char *line, const char *word)
{
	size_t length = strcspn(line, "\n"), n = strlen(word);

	for (size_t i = 0; i + n <= length && strncmp(line + i, "//", 2); i++)
		if (!strncmp(line + i, word, n) && (i == 0 || !is_part(line[i - 1])) && !is_part(line[i + n]))
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

/* Where what begins here, a comment or a text between quotes, ends; the same place for anything else. */
static char *skip(char *at)
{
	char quote = *at;
	char *end = NULL;

	if (!strncmp(at, "//", 2))
		return at + strcspn(at, "\n");
	if (!strncmp(at, "/*", 2)) {
		end = strstr(at + 2, "*/");
		return end ? end + 2 : at + strlen(at);
	}
	if (quote != '"' && quote != '\'')
		return at;
	for (at++; *at && *at != quote && *at != '\n'; at++)
		at += *at == '\\' && at[1];
	return *at ? at + 1 : at;
}

static void blank(char *from, const char *to)
{
	for (; from < to; from++)
		*from = *from == '\n' ? '\n' : ' ';
}

static void blank_out(char *code)
{
	bool first = true;              /* nothing but blanks before it on its line */

	for (char *at = code; *at;) {
		char *end = first && *at == '#' ? at + strcspn(at, "\n") : skip(at);

		first = *at == '\n' || (first && (isspace((unsigned char)*at) || end > at));
		blank(at, end);
		at = end > at ? end : at + 1;
	}
}

/*
 * The text up to the end of that line, malloc'ed: blanks for comments, what is between quotes and the preprocessor's lines. NULL:
 * there is none. `*line`: where the line begins.
 */
static char *code_up_to(const char *text, long number, long *line)
{
	const char *last = line_number(text, number);
	size_t length = last ? (size_t)(last - text) + strcspn(last, "\n") : 0;
	char *code = last ? strndup(text, length) : NULL;

	if (code) {
		*line = last - text;
		blank_out(code);
	}
	return code;
}

/* Is the identifier that ends before `end` called there? */
static bool is_call(const char *code, long end)
{
	end += (long)strspn(code + end, " \t\n");
	return code[end] == '(';
}

static long word_begin(const char *code, long end)
{
	while (end > 0 && is_part(code[end - 1]))
		end--;
	return end;
}

static bool is_in(const char *code, long from, long to, const char *text)
{
	size_t n = strlen(text);

	for (long i = from; i + (long)n <= to; i++)
		if (!strncmp(code + i, text, n))
			return true;
	return false;
}

static bool is_word(const char *code, long from, long to, const char *word)
{
	return (size_t)(to - from) == strlen(word) && !strncmp(code + from, word, (size_t)(to - from));
}

/* Where the statement of the line begins to be looked at: at the last call of something that waits, else before its end. */
static long statement(const char *code, long line)
{
	long end = (long)strlen(code);

	for (long i = end, from; i > line; i = from < i ? from : i - 1) {
		from = word_begin(code, i);
		if (from < i && is_in(code, from, i, "wait") && is_call(code, i))
			return from;
	}
	while (end > line && strchr(" \t;}", code[end - 1]))
		end--;
	return end;
}

struct looking {
	const char    *code;
	int            blocks, parens;
	bool           open;            /* what comes before, the statement may depend on */
	bool           locks;           /* a mutex is taken between it and the statement */
	enum hint_line line;
	long           question;        /* where the nearest `if` begins; -1 */
};

/* True: that settles it. */
static bool look_at_word(struct looking *looking, long from, long to)
{
	const char *code = looking->code;
	bool loop = is_word(code, from, to, "while") || is_word(code, from, to, "for") || is_word(code, from, to, "do");
	bool is_if = is_word(code, from, to, "if");

	if (!loop && !is_if && is_in(code, from, to, "lock") && is_call(code, to))
		looking->locks = true;
	if (!looking->open || looking->blocks || looking->parens)
		return false;
	if (loop && !looking->locks) {
		looking->line = LINE_IN_LOOP;
		return true;
	}
	if (looking->line != LINE_IN_IF && (is_if || is_word(code, from, to, "else"))) {
		looking->line = LINE_IN_IF;
		looking->question = is_if ? from : -1;
	}
	return false;
}

/* Within the brackets of a call, or of a question: what is before them is a part of the same. */
static long out_of(const char *code, long at)
{
	while (at > 0 && isspace((unsigned char)code[at - 1]))
		at--;
	return word_begin(code, at);
}

static struct looking look_back(const char *code, long at)
{
	struct looking looking = { .code = code, .open = true, .line = LINE_BARE, .question = -1 };

	while (at > 0) {
		long from = word_begin(code, at);
		char c = code[at - 1];

		if (from < at) {
			if (look_at_word(&looking, from, at))
				break;
			at = from;
			continue;
		}
		at--;
		if (c == ')') {
			looking.parens++;
		} else if (c == '(' && looking.parens == 0) {
			at = out_of(code, at);
		} else if (c == '(') {
			looking.parens--;
		} else if (c == '}' && looking.parens == 0) {
			looking.open &= looking.blocks++ > 0;
		} else if (c == '{' && looking.parens == 0) {
			looking.open |= looking.blocks == 0;
			looking.blocks -= looking.blocks > 0;
		} else if (c == ';' && looking.parens == 0 && looking.blocks == 0) {
			looking.open = false;
		}
	}
	return looking;
}

static enum hint_line look_at(void *context, const char *here)
{
	struct looking looking = { .line = LINE_UNKNOWN };
	long number, line;
	const char *text = text_at(context, here, &number);
	char *code = text ? code_up_to(text, number, &line) : NULL;

	if (code)
		looking = look_back(code, statement(code, line));
	free(code);
	return looking.line;
}

static bool is_asked(void *context, const char *here, const char *word)
{
	long number, line;
	const char *text = text_at(context, here, &number);
	char *code = text ? code_up_to(text, number, &line) : NULL;
	struct looking looking;
	bool found = false;
	int deep = 0;

	if (!code)
		return false;
	looking = look_back(code, statement(code, line));
	for (long i = looking.question < 0 ? 0 : looking.question + 2; looking.question >= 0 && code[i]; i++) {
		long to = i;

		while (is_part(code[to]))
			to++;
		found |= to > i && is_word(code, i, to, word);
		i = to > i ? to - 1 : i;
		deep += (code[i] == '(') - (code[i] == ')');
		if (code[i] == ')' && deep == 0)
			break;
	}
	free(code);
	return found;
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

struct hint_source source_lines(const struct pattern *pattern)
{
	return (struct hint_source){ look_at, asks_at, is_asked, is_there, (void *)pattern };
}
