/* answer.c - see answer.h. */
#include "cmd/session/answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd/session/answer_number.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/parse.h"

static const char marks[] = ".:,;)!";   /* may stand behind an answer */

void answer_wanted(struct buf *out, const struct question *question)
{
	if (!question->n)
		buf_adds(out, "a number");
	for (int i = 0; i < question->n; i++)
		buf_printf(out, "%s%c", i == 0 ? "" : i + 1 < question->n ? ", " : " or ", question->letter[i]);
}

enum { LAST_OF_MOST = 'f' };             /* questions with more choices than up to this are few */

/* ---- Choices ---- */

/* Does a choice begin with these words, whole ones? Marks at their end do not count, nor does their case. */
static bool begins_with(const char *choice, const char *words)
{
	size_t length = strlen(words);

	while (length && strchr(marks, words[length - 1]))
		length--;
	return length && strncasecmp(choice, words, length) == 0 && !isalnum((unsigned char)choice[length]);
}

static bool read_letter(const struct question *question, const char *typed, struct buf *answer)
{
	char letter = (char)tolower((unsigned char)*typed);
	const char *at = *typed ? memchr(question->letter, letter, (size_t)question->n) : NULL;
	const char *words = typed + 1;

	if (!at)
		return false;
	words += strspn(words, " ");
	if (*words && !strchr(marks, typed[1]) &&
	    (words == typed + 1 || !begins_with(question->text[at - question->letter], words)))
		return false;
	buf_addc(answer, letter);
	return true;
}

bool answer_read(const struct question *question, const char *typed, struct buf *answer)
{
	return question->n ? read_letter(question, typed, answer) : number_read(question->asked, typed, answer);
}

bool answer_read_words(const struct question *question, const char *typed, struct buf *answer)
{
	int found = -1;

	for (int i = 0; i < question->n; i++) {
		if (!begins_with(question->text[i], typed))
			continue;
		if (found >= 0)
			return false;
		found = i;
	}
	if (found < 0)
		return false;
	buf_addc(answer, question->letter[found]);
	return true;
}

/* ---- A line ---- */

static const struct command *find_by_name(void *context, const char *verb)
{
	(void)context;
	return command_find(verb);
}

/* Does the line begin with a command, or with what a guest takes for one? A comment is harmless, too. */
static bool is_command(struct session *session, const char *line, command_finder *find)
{
	struct call call;
	char *error = NULL;
	bool known;

	if (!parse_command(&line, &call, find, session, &error)) {
		known = !error;
		free(error);
		return known;
	}
	known = call.command || guest_taking(session, call.verb);
	call_free(&call);
	return known;
}

/* "d" where a, b and c can be said, or a number, is a slip, though it is a command's short name, too; but not while a run is stepped. */
static bool is_slip(const struct session *session, const char *line)
{
	return line[0] >= 'a' && line[0] <= LAST_OF_MOST && line[1] == '\0' && !guest_result(session);
}

enum heard answer_hear(struct session *session, const struct question *question, const char *line, struct buf *answer)
{
	if (answer_read(question, line, answer))
		return HEARD_ANSWER;
	if (is_slip(session, line))
		return HEARD_NEITHER;
	if (is_command(session, line, find_by_name))
		return HEARD_COMMAND;
	if (answer_read_words(question, line, answer))
		return HEARD_ANSWER;
	return is_command(session, line, session_find_command) ? HEARD_COMMAND : HEARD_NEITHER;
}

/* ---- Right or not ---- */

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

bool answer_is(const char *expected, const char *answer)
{
	if (is_number(answer))
		return is_number(expected) && strtol(answer, NULL, 10) == strtol(expected, NULL, 10);
	return *expected && strcmp(expected, answer) == 0;
}
