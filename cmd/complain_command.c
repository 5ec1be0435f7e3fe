/* complain_command.c - a line begins with what is no command: what may have been meant? See command.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/lesson_play.h"
#include "cmd/parse.h"
#include "cmd/perform.h"
#include "cmd/settings.h"
#include "cmd/step_screen.h"
#include "cmd/stepping.h"
#include "cmd/suggest.h"

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

/* What may have been meant: a command, or a task of the run that is stepped. */
static void suggest_verbs(struct suggester *suggester, const struct session *session)
{
	const struct position *position;

	for (int i = 0; commands[i]; i++)
		suggest_offer(suggester, commands[i]->name);
	if (!session->stepping)
		return;
	position = stepper_look(session->stepping->stepper);
	for (int i = 0; i < position->n_tasks; i++)
		suggest_offer(suggester, step_who(position, i));
}

/* "'dining' is a pattern: `run dining seats=3` runs it, ..." */
static int complain_is_pattern(struct session *session, const struct pattern *pattern, const struct call *call)
{
	char *line = perform_line(pattern, call->args, call->n_args);
	int status = complain(session, "unknown-command", NULL, "'%s' is a pattern, no command: `run %s` runs it, "
	                      "`patterns %s` tells about it", pattern->name, line, pattern->name);

	free(line);
	return status;
}

static bool is_of_lessons(const char *verb)
{
	static const char *const words[] = { "next", "hint", "skip", "answer", NULL };

	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], verb))
			return true;
	return false;
}

/* `next` and the like are heard by a lesson; here it did not hear them, or there is none. */
static int complain_of_lesson(struct session *session, const char *verb)
{
	if (play_now(session))
		return complain(session, "unknown-command", NULL, "'%s' is for the lesson when it stands alone on a line; "
		                "`lesson %s` can stand anywhere", verb, verb);
	return complain(session, "no-lesson", NULL, "'%s' is for a lesson, and none is being played: `lesson next` "
	                "begins the next one, `lesson list` shows all", verb);
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
	if (is_of_lessons(verb))
		return complain_of_lesson(session, verb);
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
