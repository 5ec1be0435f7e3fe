/* command.c - finding a command, and running one; see command.h. */
#include "cmd/session/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"

const char *group_word(enum group group)
{
	static const char *const words[GROUP_COUNT] = {
		[GROUP_LEARN] = "learn", [GROUP_RUN] = "run", [GROUP_LOOK] = "look",
		[GROUP_SEARCH] = "search", [GROUP_SESSION] = "session"
	};

	return words[group];
}

static bool has_alias(const struct command *command, const char *name)
{
	for (int i = 0; i < MAX_ALIASES && command->alias[i]; i++)
		if (!strcmp(command->alias[i], name))
			return true;
	return false;
}

const struct command *command_find(const char *name)
{
	for (int i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name) || has_alias(commands[i], name))
			return commands[i];
	return NULL;
}

const struct command *command_find_prefix(const char *prefix, char **candidates)
{
	const struct command *found = command_find(prefix);
	struct buf names = { 0 };
	int n = 0;

	*candidates = NULL;
	if (found || !*prefix)
		return found;
	for (int i = 0; commands[i]; i++) {
		if (strncmp(commands[i]->name, prefix, strlen(prefix)))
			continue;
		buf_printf(&names, "%s%s", n++ ? ", " : "", commands[i]->name);
		found = commands[i];
	}
	if (n > 1)
		*candidates = buf_take(&names);
	buf_free(&names);
	return n == 1 ? found : NULL;
}

/* A person who sees no answer is told where it is; not of /dev/null, where nothing is. */
static void tell_written(struct session *session, const struct call *call)
{
	struct buf quoted = { 0 };
	struct stat facts;

	if (!session->interactive || session->depth > 0 || stat(call->path, &facts) != 0 || !S_ISREG(facts.st_mode))
		return;
	quote_typed(&quoted, call->path);
	remark(session, "%s %s", call->append ? "added to" : "wrote", buf_text(&quoted));
	buf_free(&quoted);
}

/* The answer goes into a file, a finding's too; but not what a misused command has to say. */
static int run_into_file(struct session *session, const struct call *call)
{
	struct redirect redirect;
	int status = redirect_begin(session, &redirect, call->path, call->append), written;

	if (status != STATUS_OK)
		return status;
	status = call->command->run(session, call);
	written = redirect_end(session, &redirect, status != STATUS_USAGE);
	if (status != STATUS_USAGE && written == STATUS_OK)
		tell_written(session, call);
	return status_worse(status, written);
}

/* Could this be meant for the command itself: the name of a file, or a word of the guest that takes its words? */
static bool is_own_word(const struct session *session, const struct command *command, const char *word)
{
	const struct guest_kind *guest = guest_taking(session, word);

	return command->completer == COMPLETE_FILE || (guest && guest->command == command);
}

/* `run ?`, `run --help`, `run -h`, and where that is no word of its own, `run help`. */
static bool asks_for_help(const struct session *session, const struct call *call)
{
	const char *word = call->n_args == 1 ? call->args[0].text : "";

	if (!strcmp(word, "--help") || !strcmp(word, "-h"))
		return true;
	if (!strcmp(call->command->name, "help"))
		return false;                   /* about the command of that name */
	return !strcmp(word, "?") || (!strcmp(word, "help") && !is_own_word(session, call->command, word));
}

static int run_help(struct session *session, const struct call *call)
{
	struct arg about = { .text = (char *)call->command->name };
	struct call help = *call;

	help.command = command_find("help");
	help.args = &about;
	session->verb = help.command->name;
	return command_run(session, &help);
}

int command_run(struct session *session, const struct call *call)
{
	int status;

	if (asks_for_help(session, call))
		return run_help(session, call);
	if (call->background)
		return complain(session, "no-background", NULL,
		                "nothing runs in the background: leave the '&' away (^C stops a run)");
	if (call->path)
		return run_into_file(session, call);
	status = call->command->run(session, call);
	return status_worse(status, out_check(session));
}
