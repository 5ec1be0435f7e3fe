/*
 * parse.c - see parse.h.
 *
 * A scanner takes one token at a time; the parser below it puts a command together. Inside an expression (of
 * `expect`) the characters < > = ! are operators of their own instead of files and settings.
 */
#include "cmd/session/command.h"
#include "cmd/session/parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"

enum token {
	TOKEN_END, TOKEN_NEXT, TOKEN_WORD, TOKEN_WRITE, TOKEN_APPEND, TOKEN_BACKGROUND, TOKEN_PIPE, TOKEN_OPEN_QUOTE
};

struct scanner {
	const char *at;
	bool        expression;
	bool        numbers;            /* #3 is a word */
	struct buf  word;
	long        equals;             /* index in `word` of the first '=' that is not quoted, or -1 */
};

static char *copy(const char *text, size_t length)
{
	char *bytes = malloc(length + 1);

	must(bytes);
	memcpy(bytes, text, length);
	bytes[length] = '\0';
	return bytes;
}

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

static bool ends_word(const struct scanner *s, char c)
{
	return !c || is_space(c) || strchr(s->expression ? ";<>=!" : ";>&", c);
}

/* A quoted part; `at` stands on the quote. */
static bool scan_quoted(struct scanner *s)
{
	for (s->at++; *s->at && *s->at != '"'; s->at++) {
		if (*s->at == '\\' && (s->at[1] == '"' || s->at[1] == '\\'))
			s->at++;
		buf_addc(&s->word, *s->at);
	}
	if (*s->at != '"')
		return false;
	s->at++;
	return true;
}

/* A value as a shell quotes it, name='two words'; elsewhere an apostrophe is one. False, and nothing is taken, where it is none. */
static bool scan_value(struct scanner *s)
{
	const char *end = *s->at == '\'' ? strchr(s->at + 1, '\'') : NULL;

	if (!end || !s->word.length || s->word.text[s->word.length - 1] != '=' || !ends_word(s, end[1]))
		return false;
	buf_add(&s->word, s->at + 1, (size_t)(end - s->at - 1));
	s->at = end + 1;
	return true;
}

static enum token scan_word(struct scanner *s)
{
	while (!ends_word(s, *s->at)) {
		if (scan_value(s))
			continue;
		if (*s->at == '"') {
			if (!scan_quoted(s))
				return TOKEN_OPEN_QUOTE;
			continue;
		}
		if (*s->at == '=' && s->equals < 0)
			s->equals = (long)s->word.length;
		buf_addc(&s->word, *s->at++);
	}
	return TOKEN_WORD;
}

static enum token scan_operator(struct scanner *s)
{
	buf_addc(&s->word, *s->at++);
	if (*s->at == '=')
		buf_addc(&s->word, *s->at++);
	return TOKEN_WORD;
}

static enum token scan(struct scanner *s)
{
	buf_clear(&s->word);
	s->equals = -1;
	while (is_space(*s->at))
		s->at++;
	switch (*s->at) {
	case '#':
		if (s->numbers && isdigit((unsigned char)s->at[1]))
			return scan_word(s);
		/* fall through */
	case '\0':
		s->at += strlen(s->at);
		return TOKEN_END;
	case ';':
		s->at++;
		return TOKEN_NEXT;
	case '<': case '=': case '!':
		return s->expression ? scan_operator(s) : scan_word(s);
	case '&':
		if (s->expression)
			return scan_word(s);
		s->at++;
		return TOKEN_BACKGROUND;
	case '|':
		s->at++;
		return TOKEN_PIPE;
	case '>':
		if (s->expression)
			return scan_operator(s);
		s->at++;
		if (*s->at != '>')
			return TOKEN_WRITE;
		s->at++;
		return TOKEN_APPEND;
	}
	return scan_word(s);
}

static struct arg *add_arg(struct call *call, const char *text, long equals)
{
	struct arg *arg;
	int n = call->n_args;

	if ((n & (n - 1)) == 0) {               /* room is the next power of two */
		call->args = realloc(call->args, (n ? 2 * (size_t)n : 1) * sizeof *call->args);
		must(call->args);
	}
	arg = &call->args[call->n_args++];
	*arg = (struct arg){ .text = copy(text, strlen(text)) };
	if (equals > 0) {
		arg->name = copy(text, (size_t)equals);
		arg->value = copy(text + equals + 1, strlen(text + equals + 1));
	}
	return arg;
}

/* "workers =4" is read as "workers=4": join `text`, which begins with '=', to the word before. */
static void join_assignment(struct call *call, const char *text)
{
	struct arg *before = &call->args[call->n_args - 1];
	struct buf joined = { 0 };

	buf_printf(&joined, "%s%s", before->text, text);
	before->name = before->text;
	before->value = copy(text + 1, strlen(text + 1));
	before->text = buf_take(&joined);
}

static bool is_assignment_tail(const struct call *call, const char *text, long equals)
{
	return equals == 0 && call->n_args > 0 && !call->args[call->n_args - 1].name && text[0] == '=';
}

/* The value after a lone '='. */
static bool wants_value(const struct call *call, bool lone)
{
	return lone && call->n_args > 0 && call->args[call->n_args - 1].value &&
	       !*call->args[call->n_args - 1].value;
}

static void give_value(struct call *call, const char *text)
{
	struct arg *arg = &call->args[call->n_args - 1];
	struct buf joined = { 0 };

	buf_printf(&joined, "%s%s", arg->text, text);
	free(arg->text);
	free(arg->value);
	arg->text = buf_take(&joined);
	arg->value = copy(text, strlen(text));
}

struct parser {
	struct scanner  scan;
	struct call    *call;
	command_finder *find;
	void           *context;
	bool            lone_equals;    /* the last word was "=" alone */
	char          **error;
};

static void set_verb(struct parser *p, const char *verb)
{
	p->call->verb = copy(verb, strlen(verb));
	p->call->command = p->find(p->context, verb);
	p->scan.expression = p->call->command && p->call->command->expression;
	p->scan.numbers = p->call->command && p->call->command->numbers;
}

/* A command that carries another: its words are read as that one's. */
static void look_at_carried(struct parser *p, const char *word)
{
	const struct command *carried, *command = p->call->command;

	if (!command || p->call->n_args != command_carries(command))
		return;
	carried = p->find(p->context, word);
	p->scan.expression = carried && carried->expression;
	p->scan.numbers = carried && carried->numbers;
}

/* Is what follows "= value"? Then the first word of the line is the name of a setting. */
static bool assignment_follows(const struct scanner *s)
{
	const char *at = s->at;

	while (*at == ' ' || *at == '\t')
		at++;
	return *at == '=' && at[1] != '=';
}

static void take_word(struct parser *p)
{
	const char *word = buf_text(&p->scan.word);
	long equals = p->scan.expression ? -1 : p->scan.equals;
	bool was_lone = p->lone_equals;

	p->lone_equals = false;
	if (!p->call->verb && equals <= 0 && !assignment_follows(&p->scan)) {
		set_verb(p, word);
		return;
	}
	if (!p->call->verb) {
		set_verb(p, "set");
		add_arg(p->call, word, equals);
	} else if (is_assignment_tail(p->call, word, equals)) {
		join_assignment(p->call, word);
		p->lone_equals = !word[1];
	} else if (wants_value(p->call, was_lone)) {
		give_value(p->call, word);
	} else {
		look_at_carried(p, word);
		add_arg(p->call, word, equals);
	}
}

static bool fail(struct parser *p, const char *sentence)
{
	*p->error = copy(sentence, strlen(sentence));
	return false;
}

static bool take_path(struct parser *p, bool append)
{
	if (p->call->path)
		return fail(p, "one file after '>' is enough");
	p->scan.expression = false;
	if (scan(&p->scan) != TOKEN_WORD || !p->scan.word.length)
		return fail(p, "'>' needs the name of a file after it");
	p->call->path = buf_take(&p->scan.word);
	p->call->append = append;
	return true;
}

/* The command up to its end. False after a mistake. */
static bool take_command(struct parser *p)
{
	enum token token;

	while ((token = scan(&p->scan)) != TOKEN_END) {
		if (token == TOKEN_OPEN_QUOTE)
			return fail(p, "a quote (\") is opened and never closed");
		if (token == TOKEN_NEXT && (p->call->verb || p->call->path))
			break;
		if (token == TOKEN_NEXT)
			continue;
		if (token == TOKEN_PIPE)
			return fail(p, "nothing is piped here: commands are separated by ';', and '> file' "
			               "writes the answer into a file");
		if (token == TOKEN_BACKGROUND && p->call->background)
			return fail(p, "commands are separated by ';', not by '&&'");
		if (token == TOKEN_WORD && (p->call->path || p->call->background))
			return fail(p, "nothing but ';' can follow the file or the '&'");
		if (token == TOKEN_BACKGROUND)
			p->call->background = true;
		else if (token == TOKEN_WORD)
			take_word(p);
		else if (!take_path(p, token == TOKEN_APPEND))
			return false;
	}
	if (!p->call->verb && (p->call->path || p->call->background))
		return fail(p, "there is no command before the '>' or '&'");
	return true;
}

bool parse_command(const char **cursor, struct call *call, command_finder *find, void *context, char **error)
{
	struct parser p = { .scan = { .at = *cursor }, .call = call, .find = find, .context = context,
	                    .error = error };
	bool good;

	*call = (struct call){ 0 };
	*error = NULL;
	good = take_command(&p) && call->verb;
	*cursor = p.scan.at;
	buf_free(&p.scan.word);
	if (!good)
		call_free(call);
	return good;
}

void parse_words(struct call *call, int n, char *const *words, command_finder *find, void *context)
{
	struct parser p = { .call = call, .find = find, .context = context };
	const char *equals;
	int first = 1;

	*call = (struct call){ 0 };
	equals = strchr(words[0], '=');
	if (equals && words[0] + strcspn(words[0], " ;") > equals) {
		set_verb(&p, "set");
		first = 0;
	} else {
		set_verb(&p, words[0]);
	}
	for (int i = first; i < n; i++) {
		look_at_carried(&p, words[i]);
		equals = p.scan.expression ? NULL : strchr(words[i], '=');
		add_arg(call, words[i], equals ? equals - words[i] : -1);
	}
}

void call_free(struct call *call)
{
	for (int i = 0; i < call->n_args; i++) {
		free(call->args[i].text);
		free(call->args[i].name);
		free(call->args[i].value);
	}
	free(call->args);
	free(call->verb);
	free(call->path);
	*call = (struct call){ 0 };
}

void parse_spell(struct buf *out, const char *word)
{
	if (*word && !strpbrk(word, " \t;#<>&|\"\\")) {
		buf_adds(out, word);
		return;
	}
	buf_addc(out, '"');
	for (; *word; word++) {
		if (strchr("\"\\", *word))
			buf_addc(out, '\\');
		buf_addc(out, *word);
	}
	buf_addc(out, '"');
}

/* A line for the shell, as README has them: "$ ./conclab run dining". */
static const char *skip_shell(const char *text)
{
	static const char *const starts[] = { "$ ./conclab ", "$ conclab ", "./conclab ", NULL };

	for (int i = 0; starts[i]; i++)
		if (!strncmp(text, starts[i], strlen(starts[i])))
			return text + strlen(starts[i]) - 1;
	return NULL;
}

const char *parse_skip_prompt(const char *text)
{
	static const char name[] = "conclab";
	const char *at = text + strspn(text, " \t");

	if (skip_shell(at))
		return skip_shell(at);
	if (strncmp(at, name, sizeof name - 1))
		return text;
	at += sizeof name - 1;
	if (*at == '(')
		at += strcspn(at, ")\n") + (at[strcspn(at, ")\n")] == ')');
	return *at == '>' && (at[1] == ' ' || !at[1]) ? at + 1 : text;
}
