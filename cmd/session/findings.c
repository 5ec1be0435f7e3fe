/* findings.c - which findings of a script count: those that no `expect` behind them was waiting for; see session.h. */
#include "cmd/session/command.h"
#include "cmd/session/session.h"

static bool is_finding(int status)
{
	return status == STATUS_FINDING || status == STATUS_TIMEOUT;
}

static void count(struct session *session, int status)
{
	session->worst = status_worse(session->worst, status);
}

/* What was found, in a word: the verdict, or of a command that comes to none its name. */
static const char *word_of(const struct session *session, const struct command *command, int status)
{
	const struct result *result = session_result(session);

	if (result && status_of_verdict(result->verdict) == status)
		return verdict_word(result->verdict);
	if (result && status_of_result(result) == status)
		return "an exit status other than 0";
	return command ? command->name : "";
}

void findings_count(struct session *session, const struct command *command, int status)
{
	struct findings *findings = &session->findings;

	if (!is_finding(status) || session->missed || (command && command->judged)) {
		count(session, status);
		return;
	}
	findings_settle(session);       /* nothing has expected the one before */
	findings->open = status;
	findings->line = session->line;
	findings->word = word_of(session, command, status);
}

void findings_missed(struct session *session, enum verdict expected, const char *got)
{
	fflush(session->out);
	if (session->file)
		fprintf(session->err, "%s:%d: ", session->file, session->line);
	fprintf(session->err, "expected %s, got %s\n", verdict_word(expected), got);
}

void findings_settle(struct session *session)
{
	struct findings *findings = &session->findings;

	if (!findings->open)
		return;
	count(session, findings->open);
	findings->open = STATUS_OK;
	if (findings->n++ > 0)
		return;
	findings->first_line = findings->line;
	findings->first_word = findings->word;
}

/* What the verdict does not tell, as of several runs of which the last went well, is not taken back. */
void findings_claimed(struct session *session, int status, bool holds)
{
	struct findings *findings = &session->findings;

	if (holds && findings->open != status)
		return;
	if (!holds)
		count(session, findings->open);
	findings->open = STATUS_OK;
}

void findings_tell(struct session *session)
{
	const struct findings *findings = &session->findings;

	if (findings->n == 0 || !is_finding(session->worst))
		return;
	fflush(session->out);
	fprintf(session->err, "%s:%d: a finding that nothing expected (%s)\n", session->file, findings->first_line,
	        findings->first_word);
}
