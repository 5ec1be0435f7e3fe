/* choices.c - see choices.h. */
#include "cmd/session/choices.h"

#include <string.h>

#include "cmd/session/command.h"

static const char mark[] = "try:";

static bool is_marked(const char *line)
{
	return strncmp(line + strspn(line, " \t"), mark, sizeof mark - 1) == 0;
}

const char *choices_skip_try(const char *line)
{
	return is_marked(line) ? strstr(line, mark) + sizeof mark - 1 : line;
}

/* Where the part ends that begins here: at a comma outside of quotes and comments, or at the end of the line. */
static const char *end_of_part(const char *part)
{
	bool quoted = false;

	for (const char *at = part; ; at++) {
		if (!*at || *at == '\n' || (!quoted && *at == ',' && at[1] == ' '))
			return at;
		if (!quoted && *at == '#' && (at == part || at[-1] == ' '))
			return at + strcspn(at, "\n");
		quoted ^= *at == '"';
	}
}

static bool begins_with_command(const char *part)
{
	struct buf word = { 0 };
	bool found;

	buf_add(&word, part, strcspn(part, " ,;\n"));
	found = command_find(buf_text(&word)) != NULL;
	buf_free(&word);
	return found;
}

bool choices_in(const char *text, struct buf *out)
{
	const char *part = choices_skip_try(text), *end;
	struct buf all = { 0 };
	int n = 0;

	for (part += strspn(part, " \t"); *part && begins_with_command(part); n++) {
		end = end_of_part(part);
		buf_adds(&all, n ? ", `" : "`");
		buf_add(&all, part, (size_t)(end - part));
		buf_addc(&all, '`');
		part = end + (*end != '\0');
		part += strspn(part, " \t\r\n");
	}
	if (n > 1 && !*part)
		buf_add(out, buf_text(&all), all.length);
	buf_free(&all);
	return n > 1 && !*part;
}

int choices_complain(struct session *session, const char *choices)
{
	return complain(session, "choose", NULL, "these are alternatives; choose one: %s", choices);
}
