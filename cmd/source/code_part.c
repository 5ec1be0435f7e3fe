/* code_part.c - see code_part.h. */
#include "cmd/source/code_part.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 1000000 };

bool code_part_takes(struct session *session, const struct arg *arg, struct code_part *part, int *status)
{
	bool is_from = arg->name && strcmp(arg->name, "from") == 0;
	char *end;
	long line;

	if (!is_from && !(arg->name && strcmp(arg->name, "to") == 0))
		return false;
	line = strtol(arg->value, &end, 10);
	if (end == arg->value || *end || line < 1 || line > MOST_LINES)
		*status = complain(session, "bad-value", NULL, "%s must be the number of a line, at least 1; got '%.40s'", arg->name,
		                   arg->value);
	else if (*(is_from ? &part->from : &part->to))
		*status = complain(session, "bad-value", NULL, "%s stands there twice", arg->name);
	else
		*(is_from ? &part->from : &part->to) = (int)line;
	return true;
}

bool code_part_given(const struct code_part *part)
{
	return part->from || part->to;
}

static int count_lines(const char *text)
{
	int n = 0;

	for (; *text; n++) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return n;
}

int code_part_settle(struct session *session, struct code_part *part, const char *text)
{
	int n = count_lines(text);

	if (!part->from)
		part->from = 1;
	if (part->to && part->to < part->from)
		return complain(session, "bad-value", NULL, "to must not be before from");
	if (part->from > n && n > 0)
		return complain(session, "bad-value", NULL, "from must be 1..%d: so many lines it has", n);
	if (!part->to || part->to > n)
		part->to = n;
	return STATUS_OK;
}

void code_part_cut(struct buf *out, const struct code_part *part, const char *text)
{
	for (int line = 1; *text && line <= part->to; line++) {
		size_t length = strcspn(text, "\n");

		length += text[length] == '\n';
		if (line >= part->from)
			buf_add(out, text, length);
		text += length;
	}
}
