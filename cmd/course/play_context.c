/*
 * play_context.c - what a lesson's command looks back on: `graph` at the last run, `law` at the newest sweep, all at what the
 * lesson has turned. Where the lesson's own commands before it have not just been run, because it was resumed, or gone back
 * in, or something else has been typed, those that matter are run again, and nobody hears it. See play_parts.h.
 */
#include "cmd/course/play_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/which.h"
#include "lab/base/panic.h"
#include "lab/program/program.h"

enum { LONGEST_WORD = 200 };

/* The command at a stop; NULL: there is none. */
static const char *command_at(const struct play *play, int stop)
{
	const struct stop *at = &play->lesson->stops[stop];
	const struct part *part = &play->lesson->parts[at->at];

	return part->kind == PART_BLOCK ? part->transcript.exchanges[at->command].command : NULL;
}

/* The stop before this one that has a command; -1: there is none. */
static int command_before(const struct play *play, int stop)
{
	for (stop--; stop >= 0; stop--)
		if (command_at(play, stop))
			return stop;
	return -1;
}

/* ---- What a command is ---- */

/* The next word at `*line`, cut short if need be; false: there is none. */
static bool next_word(const char **line, char *word)
{
	size_t n;

	*line += strspn(*line, " \t");
	n = strcspn(*line, " \t;");
	snprintf(word, LONGEST_WORD, "%.*s", (int)n, *line);
	*line += n;
	return n > 0;
}

static bool is_one_of(const char *command, const char *const *names)
{
	char word[LONGEST_WORD];
	const struct command *found = next_word(&command, word) ? command_find(word) : NULL;

	for (int i = 0; found && names[i]; i++)
		if (!strcmp(found->name, names[i]))
			return true;
	return false;
}

/* The word that says what it is about, as in `run dining`; false: there is none, as in `graph`. */
static bool pattern_word(const char *command, char *word)
{
	next_word(&command, word);
	while (next_word(&command, word))
		if (!strchr(word, '=') && (pattern_find(word) || program_is_path(word)))
			return true;
	return false;
}

static bool names_pattern(const char *command)
{
	char word[LONGEST_WORD];

	return pattern_word(command, word);
}

/* `set workers=4`, or `workers=4` */
static bool turns(const char *command)
{
	static const char *const names[] = { "set", "unset", "use", NULL };

	return is_one_of(command, names) || command[strcspn(command, " =")] == '=';
}

static bool looks_back(const char *command)
{
	static const char *const names[] = {
		"explain", "timeline", "graph", "threads", "trace", "measure", "expect", "replay", "repair", "law", "watch", "export", "run",
		"repeat", "step", "back", "goto", "continue", "break", "explore", "stress", "sweep", "diff", "show", NULL
	};

	return is_one_of(command, names) && !names_pattern(command);
}

/* Is it the kind of command whose outcome this one looks at? */
static bool gives(const char *command, const char *looker)
{
	static const char *const law[] = { "law", NULL }, *const sweep[] = { "sweep", NULL };
	static const char *const run[] = { "run", "repeat", "explore", "stress", "step", "watch", "replay", "load", NULL };

	return names_pattern(command) && is_one_of(command, is_one_of(looker, law) ? sweep : run);
}

/* ---- Running again ---- */

static int run_unheard(struct session *session, struct play *play, const char *command)
{
	FILE *out = session->out, *err = session->err;
	struct findings findings = session->findings;
	bool live = session->live, pager = session->pager;
	int worst = session->worst, status;
	size_t length = 0;
	char *said = NULL;

	session->out = session->err = open_memstream(&said, &length);
	must(session->out);
	session->live = session->pager = false;
	status = play_own(session, play, command);
	fclose(session->out);
	free(said);
	session->out = out;
	session->err = err;
	session->live = live;
	session->pager = pager;
	session->findings = findings;
	session->worst = worst;
	return status;
}

/* From which stop on the commands before `stop` matter to it; `stop` itself: none does. */
static int first_that_matters(const struct play *play, int stop)
{
	const char *looker = command_at(play, stop);

	if (!looker || !looks_back(looker))
		return stop;
	for (int i = command_before(play, stop); i >= 0; i = command_before(play, i))
		if (gives(command_at(play, i), looker))
			return i;
	return stop;
}

/* Of the command or the task at a stop, as far as it is known: a program may not have been built yet. */
static const struct pattern *pattern_at(const struct play *play, int stop)
{
	const struct part *part = &play->lesson->parts[play->lesson->stops[stop].at];
	const char *command = part->kind == PART_CHECK ? part->goal.start : command_at(play, stop);
	char word[LONGEST_WORD];

	return command && pattern_word(command, word) ? pattern_find(word) : NULL;
}

void play_take_pattern(struct session *session, const struct play *play)
{
	session->started = NULL;
	for (int i = play->at; i >= 0 && !session->started; i--)
		session->started = pattern_at(play, i);
	for (int i = play->at + 1; i < play->lesson->n_stops && !session->started; i++)
		session->started = pattern_at(play, i);
}

bool play_context(struct session *session, struct play *play)
{
	int at = play->at, first = first_that_matters(play, at);
	bool in_a_row = play->ran >= 0 && play->ran == command_before(play, at) && !play->disturbed;

	if (in_a_row && first >= play->ran_from)
		return true;
	play->ran_from = first;
	for (int i = 0; i < at; i++) {
		const char *command = command_at(play, i);

		if (!command || (i < first && !turns(command)) || strchr(command, '>'))
			continue;
		if (run_unheard(session, play, command) == STATUS_INTERRUPTED || play_now(session) != play)
			return false;
	}
	return true;
}
