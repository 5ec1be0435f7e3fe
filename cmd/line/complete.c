/* complete.c - see complete.h. Owns no list of its own. */
#include "cmd/line/complete.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "lab/program/program.h"

/* Does it begin with a pattern, and go on with its settings? */
static bool takes_run(const struct command *command)
{
	return command->completer == COMPLETE_RUN || command->completer == COMPLETE_SWEEP;
}

static void add_turned(const struct session *session, struct candidates *all, const char *word)
{
	candidates_add(all, word, "all", "every setting");
	for (int i = 0; i < session->turned.n; i++)
		candidates_add(all, word, session->turned.at[i].name, session->turned.at[i].value);
}

/* The pattern a `run` line is about: its first word, or the one in view. */
static const struct pattern *pattern_of(const struct session *session, const struct call *call)
{
	for (int i = 0; i < call->n_args; i++) {
		const char *word = call->args[i].name ? "" : call->args[i].text;
		const struct pattern *pattern = program_is_path(word) ? program_glance(word) : pattern_find(word);

		if (pattern)
			return pattern;
	}
	return settings_pattern(session);
}

static void add_for(const struct session *session, const struct command *command, const struct call *call,
                    int first, struct candidates *all, const char *word)
{
	bool at_first = call->n_args == first;

	for (int i = 0; command->words && command->words[i] && at_first; i++)
		candidates_add(all, word, command->words[i], NULL);
	if (command->completer == COMPLETE_PATTERN && at_first)
		candidates_add_patterns(all, word);
	if (takes_run(command) && at_first && !strchr(word, '='))
		candidates_add_patterns(all, word);
	if ((takes_run(command) || command->completer == COMPLETE_PATTERN) && at_first && strchr(word, '/'))
		candidates_add_files(all, "", word);
	else if ((takes_run(command) || command->completer == COMPLETE_PATTERN) && at_first && !strchr(word, '='))
		candidates_add_sources(all, word);
	if (command->completer == COMPLETE_SETTING ||
	    (takes_run(command) && (!at_first || settings_pattern(session))) ||
	    (!at_first && command->completer == COMPLETE_PATTERN && strstr(command->args, "name=value")))
		candidates_add_settings(all, pattern_of(session, call), call, word);
	if (command->completer == COMPLETE_SWEEP && strchr(word, '='))
		candidates_add_several(all, pattern_of(session, call), word);
	if (command->completer == COMPLETE_SWEEP && !strncmp(word, "from=", 5))
		candidates_add_files(all, "from=", word + 5);
	if (command->completer == COMPLETE_TURNED)
		add_turned(session, all, word);
	if (command->completer == COMPLETE_COMMAND && at_first)
		candidates_add_commands(all, word);
	if (command->offer)
		command->offer(session, call, &(struct offers){ all, word });
	if (command->completer == COMPLETE_FILE)
		candidates_add_files(all, "", word);
}

static const struct command *find(void *context, const char *verb)
{
	char *candidates;
	const struct command *command = command_find_prefix(verb, &candidates);

	(void)context;
	free(candidates);
	return command;
}

/* The last command on `line`, as far as it has been typed. False when a new one begins at the end of it. */
static bool last_command(const char *line, struct call *last)
{
	struct call call;
	char *error;
	bool any = false;

	*last = (struct call){ 0 };
	line = parse_skip_prompt(line);
	while (parse_command(&line, &call, find, NULL, &error)) {
		call_free(last);
		*last = call;
		any = line[-1] != ';';
	}
	free(error);
	return any;
}

/* Words after `repeat 3` are those of the command it carries. */
static const struct command *carried(const struct call *call, int *first)
{
	const struct command *command = call->command;

	*first = 0;
	while (command && command_carries(command) >= 0 && call->n_args > *first + command_carries(command)) {
		*first += command_carries(command) + 1;
		command = find(NULL, call->args[*first - 1].text);
	}
	return command;
}

void complete(const struct session *session, const char *before, const char *word, struct candidates *all)
{
	size_t length = strlen(before);
	const struct command *command;
	struct call call = { 0 };
	int first;

	*all = (struct candidates){ .append = ' ' };
	while (length > 0 && before[length - 1] == ' ')
		length--;
	if (length > 0 && before[length - 1] == '>') {
		candidates_add_files(all, "", word);
	} else if (!last_command(before, &call)) {
		candidates_add_commands(all, word);
		guest_offer(session, &(struct offers){ all, word });
		if (settings_pattern(session) && strchr(word, '='))
			candidates_add_settings(all, settings_pattern(session), NULL, word);
	} else if ((command = carried(&call, &first))) {
		if (call.n_args == first + command_carries(command))
			candidates_add_commands(all, word);
		else if (command_carries(command) < 0)
			add_for(session, command, &call, first, all, word);
	}
	call_free(&call);
}

/* ---- Hints. ---- */

/* The rest of a name when only one candidate is left. */
static void hint_word(const struct session *session, const char *line, const char *word, struct buf *out,
                      size_t *accept)
{
	struct candidates all;
	struct buf before = { 0 };

	buf_add(&before, line, (size_t)(word - line));
	complete(session, buf_text(&before), word, &all);
	if (all.n == 1) {
		buf_adds(out, all.at[0].text + strlen(word));
		*accept = out->length;
		if (all.at[0].note)
			buf_printf(out, "   %s", all.at[0].note);
	}
	candidates_free(&all);
	buf_free(&before);
}

static void hint_settings(const struct session *session, const struct call *call, struct buf *out)
{
	const struct pattern *pattern = pattern_of(session, call);
	struct spec spec;
	bool given;

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		spec = spec_of_pattern(pattern, i);
		given = pattern->settings[i].is_beside;         /* its #defines are enough of a hint */
		for (int k = 0; k < call->n_args; k++)
			given = given || (call->args[k].name && !strcmp(call->args[k].name, spec.name));
		if (given)
			continue;
		buf_printf(out, "%s%s=", out->length ? " " : "", spec.name);
		spec_range(out, &spec);
	}
}

/* What follows a finished word: the arguments, fewer as they are given. */
static void hint_arguments(const struct session *session, const char *line, struct buf *out)
{
	struct call call;

	if (last_command(line, &call) && call.command) {
		if (call.n_args == 0)
			buf_adds(out, call.command->args);
		else if (takes_run(call.command) && pattern_of(session, &call))
			hint_settings(session, &call, out);
	}
	call_free(&call);
}

void hint(const struct session *session, const char *line, struct buf *out, size_t *accept)
{
	const char *word = line + strlen(line);

	*accept = 0;
	while (word > line && !strchr(" ;>\"", word[-1]))
		word--;
	if (*word)
		hint_word(session, line, word, out, accept);
	else if (word > line && word[-1] == ' ')
		hint_arguments(session, line, out);
}
