/* lesson_call.c - see lesson_call.h. */
#include "cmd/course/lesson_call.h"

#include <string.h>

const char *call_word(const struct call *call, int n)
{
	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name && n-- == 0)
			return call->args[i].text;
	return NULL;
}

const char *call_value(const struct call *call, const char *name)
{
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && strcmp(call->args[i].name, name) == 0)
			return call->args[i].value;
	return NULL;
}

/* `lesson search lost update`, `lesson answer 3 1 2`: what follows is one thing, of several words. */
static bool takes_many(const char *word)
{
	return strcmp(word, "search") == 0 || strcmp(word, "answer") == 0;
}

void call_rest(const struct call *call, struct buf *out)
{
	for (int n = 1; call_word(call, n); n++)
		buf_printf(out, "%s%s", n > 1 ? " " : "", call_word(call, n));
}

int lesson_check_call(struct session *session, const struct call *call)
{
	for (int i = 0; i < call->n_args; i++) {
		const char *name = call->args[i].name;

		if (name && strcmp(name, "lessons") != 0 && strcmp(name, "corrected") != 0 && strcmp(name, "progress") != 0)
			return complain_usage(session, call, "'%.40s' is no setting of a lesson, only "
			                      "lessons=FILE, corrected=FILE and progress=LINE", name);
	}
	if (call_word(call, 2) && !takes_many(call_word(call, 0)))
		return complain_usage(session, call, "'%s' is a word too many", call_word(call, 2));
	return STATUS_OK;
}
