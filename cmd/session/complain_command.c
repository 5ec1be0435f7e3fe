/* complain_command.c - a line begins with what is no command: what may have been meant? See command.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"

/* A whole line given as one word, as a shell does with quotes. */
static bool is_line(const char *verb)
{
	struct buf first = { 0 };
	bool found;

	buf_add(&first, verb, strcspn(verb, " ;"));
	found = first.length < strlen(verb) && command_find(buf_text(&first));
	buf_free(&first);
	return found;
}

/* What may have been meant: a command, or a word that a guest takes. */
static void suggest_verbs(struct suggester *suggester, const struct session *session)
{
	for (int i = 0; commands[i]; i++)
		suggest_offer(suggester, commands[i]->name);
	guest_suggest(session, suggester);
}

/* "'dining' is a pattern: `run dining seats=3` runs it, ..." */
static int complain_is_pattern(struct session *session, const struct pattern *pattern, const struct call *call)
{
	char *line = settings_line(pattern, call->args, call->n_args);
	int status = complain(session, "unknown-command", NULL, "'%s' is a pattern, no command: `run %s` runs it, "
	                      "`patterns %s` tells about it", pattern->name, line, pattern->name);

	free(line);
	return status;
}

/* The word of a command, where that does not hear it. */
static bool is_misheard(struct session *session, const struct call *call, int *status)
{
	for (int i = 0; commands[i]; i++)
		if (commands[i]->misheard && commands[i]->misheard(session, call, status))
			return true;
	return false;
}

int complain_command(struct session *session, const struct call *call)
{
	const char *verb = call->verb;
	struct suggester suggester = { .typed = verb };
	struct buf quoted = { 0 };
	const char *tail = "; `help` lists them";
	char *candidates = NULL;
	int status;

	if (pattern_find(verb))
		return complain_is_pattern(session, pattern_find(verb), call);
	if (is_misheard(session, call, &status))
		return status;
	quote_typed(&quoted, verb);
	if (session->interactive && session->depth == 0)
		command_find_prefix(verb, &candidates);
	if (candidates) {
		status = complain(session, "ambiguous-command", NULL, "%s is short for several: %s",
		                  buf_text(&quoted), candidates);
	} else {
		suggest_verbs(&suggester, session);
		if (is_line(verb))
			tail = "; a whole line is given with -c", suggester.best.n = 0;
		else if (suggester.best.n)
			tail = NULL;
		status = complain_more(session, "unknown-command", &suggester.best, tail,
		                       "there is no command %s", buf_text(&quoted));
	}
	free(candidates);
	buf_free(&quoted);
	return status;
}
