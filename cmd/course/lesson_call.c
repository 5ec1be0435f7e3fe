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

static bool is_option(const char *name)
{
	return strcmp(name, "lessons") == 0 || strcmp(name, "corrected") == 0 || strcmp(name, "progress") == 0;
}

/* `close=off` is sought as it stands. */
void call_rest(const struct call *call, struct buf *out)
{
	for (int i = 0, n = 0; i < call->n_args; i++)
		if ((!call->args[i].name || !is_option(call->args[i].name)) && n++ > 0)
			buf_printf(out, "%s%s", out->length ? " " : "", call->args[i].text);
}

int lesson_check_call(struct session *session, const struct call *call)
{
	const char *first = call_word(call, 0);

	for (int i = 0; i < call->n_args; i++) {
		const char *name = call->args[i].name;

		if (name && !is_option(name) && !(first && strcmp(first, "search") == 0))
			return complain_usage(session, call, "'%.40s' is no setting of a lesson, only "
			                      "lessons=FILE, corrected=FILE and progress=LINE", name);
	}
	if (call_word(call, 2) && !takes_many(call_word(call, 0)))
		return complain_usage(session, call, "'%s' is a word too many", call_word(call, 2));
	return STATUS_OK;
}
