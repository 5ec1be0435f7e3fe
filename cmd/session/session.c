/* session.c - what survives between lines, and executing a line; see session.h. */
#include "cmd/session/session.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/choices.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"

struct session *session_new(void)
{
	struct session *session = calloc(1, sizeof *session);

	must(session);
	session->out = stdout;
	session->err = stderr;
	session->look = (struct look){ .width = 80 };
	session->origin = FROM_SESSION;
	session->quit_status = -1;
	return session;
}

void session_free(struct session *session)
{
	while (session->guests.n)
		guest_leave(session, session->guests.at[0].kind);
	turned_free(&session->turned);
	result_free(session->last);
	free(session->last_run);
	free(session->not_built);
	free(session->all_well);
	shown_tree_free(&session->tree);
	for (int i = 0; i < session->n_past; i++) {
		free(session->past[i].command);
		free(session->past[i].saved);
	}
	free(session->past);
	free(session);
}

void session_all_well(struct session *session, char *text)
{
	free(session->all_well);
	session->all_well = text;
}

/* ---- Runs. ---- */

const struct result *session_result(const struct session *session)
{
	const struct result *result = guest_result(session);

	return result ? result : session->last;
}

void session_begin_run(struct session *session, const struct pattern *pattern)
{
	findings_settle(session);
	session->missed = session->mapped = false;
	for (int i = session->guests.n - 1; i >= 0; i--)
		if (session->guests.at[i].kind->result)
			guest_leave(session, session->guests.at[i].kind);
	session->started = pattern;
}

void session_keep_run(struct session *session, struct result *result, char *line)
{
	session_all_well(session, NULL);
	session->tree.pattern = NULL;
	session->mapped = false;
	free(session->not_built);
	session->not_built = NULL;
	if (session->last != session->lent)
		result_free(session->last);
	session->last = result;
	free(session->last_run);
	session->last_run = line;
}

const char *session_usual_seconds(void)
{
	const char *seconds = getenv("CONCLAB_SECONDS");

	return seconds && *seconds ? seconds : NULL;
}

int session_seconds(const struct session *session)
{
	const char *seconds = session_usual_seconds();

	if (session->explored)
		return session->explore_seconds;
	return seconds ? atoi(seconds) : EXPLORE_SECONDS;
}

bool session_stopped(void *context)
{
	struct session *session = context;

	return interrupt_pending() || ferror(session->out);
}

/* ---- Statuses. ---- */

static int rank(int status)
{
	static const int order[] = { STATUS_OK, STATUS_FINDING, STATUS_TIMEOUT, STATUS_USAGE, STATUS_SYSTEM,
	                             STATUS_INTERRUPTED };

	for (int i = 0; i < (int)(sizeof order / sizeof *order); i++)
		if (order[i] == status)
			return i;
	return 1;
}

int status_worse(int a, int b)
{
	return rank(b) > rank(a) ? b : a;
}

int status_of_verdict(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_OK:
		return STATUS_OK;
	case VERDICT_STALLED:
		return STATUS_TIMEOUT;
	case VERDICT_INTERRUPTED:
		return STATUS_INTERRUPTED;
	case VERDICT_FAILED:
		return STATUS_SYSTEM;
	default:
		return STATUS_FINDING;
	}
}

int status_of_result(const struct result *result)
{
	int status = status_of_verdict(result->verdict);

	return status == STATUS_OK && result->exited && result->exit ? STATUS_FINDING : status;
}

/* ---- Executing. ---- */

const struct command *session_find_command(void *context, const char *verb)
{
	const struct session *session = context;
	char *candidates;
	const struct command *command;

	if (!session->interactive || session->depth > 0 || guest_taking(session, verb))
		return command_find(verb);
	command = command_find_prefix(verb, &candidates);
	free(candidates);
	return command;
}

static int execute(struct session *, const struct call *);

/* Its first word is an argument: while a run is stepped `worker-1 2` is short for `step worker-1 2`. */
static int execute_for(struct session *session, const struct guest_kind *guest, const struct call *call)
{
	struct call whole = *call;
	int status;

	whole.command = guest->command;
	whole.args = calloc((size_t)++whole.n_args, sizeof *whole.args);
	must(whole.args);
	whole.args[0].text = call->verb;
	for (int i = 0; i < call->n_args; i++)
		whole.args[i + 1] = call->args[i];
	status = execute(session, &whole);
	free(whole.args);
	return status;
}

static int execute(struct session *session, const struct call *call)
{
	const char *outer = session->verb;
	const struct guest_kind *guest = call->command ? NULL : guest_taking(session, call->verb);
	struct buf meant = { 0 };
	int status;

	if (guest)
		return execute_for(session, guest, call);
	if (!call->command)
		return complain_command(session, call);
	if (call->verb && strcmp(call->verb, call->command->name) && command_find(call->verb) == call->command)
		guest_meant(session, call->verb, &meant);
	session->verb = call->command->name;
	status = command_run(session, call);
	session->verb = outer;
	if (meant.length)
		remark(session, "`%s` is short for `%s`; %s", call->verb, call->command->name, buf_text(&meant));
	buf_free(&meant);
	return status;
}

bool session_goes_on(const struct session *session, int status)
{
	if (session->quitting || session->output_lost || status == STATUS_INTERRUPTED || interrupt_pending())
		return false;
	return status != STATUS_USAGE || session->keep_going;
}

static int execute_all(struct session *session, const char *line)
{
	struct call call;
	char *error = NULL;
	int status = STATUS_OK, one = STATUS_OK;

	while (session_goes_on(session, one) && parse_command(&line, &call, session_find_command, session, &error)) {
		one = execute(session, &call);
		findings_count(session, call.command, one);
		status = status_worse(status, one);
		call_free(&call);
	}
	if (error) {
		one = complain(session, "syntax", NULL, "%s", error);
		findings_count(session, NULL, one);
		status = status_worse(status, one);
	}
	free(error);
	return status;
}

int session_line(struct session *session, const char *line)
{
	const struct guests before = session->guests;
	struct buf choices = { 0 };
	char *again = NULL;
	int status = STATUS_OK;

	line = choices_skip_try(parse_skip_prompt(line));
	if (!line[strspn(line, " \t")] && session->interactive && session->depth == 0 && !guest_prefill(session))
		again = guest_again(session);
	line = again ? again : line;
	if (guest_hears(session, line, &status)) {
		session->worst = status_worse(session->worst, status);
	} else {
		if (choices_in(line, &choices)) {
			status = choices_complain(session, buf_text(&choices));
			session->worst = status_worse(session->worst, status);
		} else {
			status = execute_all(session, line);
		}
		guest_told(session, &before, line, status);
	}
	buf_free(&choices);
	free(again);
	return status;
}

int session_words(struct session *session, int n, char *const *words)
{
	struct call call;
	int status;

	parse_words(&call, n, words, session_find_command, session);
	status = execute(session, &call);
	findings_count(session, call.command, status);
	call_free(&call);
	return status;
}
