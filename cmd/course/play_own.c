/*
 * play_own.c - the lesson's own commands: those it offers, run with its settings and not the learner's; see
 * play_parts.h.
 */
#include "cmd/course/play_parts.h"

#include <string.h>

#include "cmd/session/settings.h"

static bool holds(const struct turned_list *list, const struct turned_value *value)
{
	const struct turned_value *found = turned_find(list, value->name);

	return found && strcmp(found->value, value->value) == 0;
}

/* What the lesson's command has turned, or given back its default: `was` became `now`. */
static void pass_on(struct turned_list *to, const struct turned_list *was, const struct turned_list *now)
{
	for (int i = 0; i < now->n; i++)
		if (!holds(was, &now->at[i]))
			turned_set(to, now->at[i].name, now->at[i].value, now->at[i].origin);
	for (int i = 0; i < was->n; i++)
		if (!turned_find(now, was->at[i].name))
			turned_unset(to, was->at[i].name);
}

int play_own(struct session *session, struct play *play, const char *command)
{
	struct turned_list theirs = session->turned, was = turned_copy(&play->turned), now;
	int status;

	session->turned = play->turned;
	play->turned = (struct turned_list){ 0 };
	play->running = true;
	status = session_line(session, command);
	now = session->turned;
	session->turned = theirs;
	pass_on(&session->turned, &was, &now);
	turned_free(&was);
	if (play_now(session) != play) {
		turned_free(&now);
		return status;
	}
	play->turned = now;
	play->running = false;
	return status;
}

int play_run(struct session *session, struct play *play)
{
	int status = play_context(session, play) ? play_own(session, play, play_command(play)) : STATUS_INTERRUPTED;

	if (status == STATUS_INTERRUPTED || play_now(session) != play)
		return status;
	play->ran = play->at;
	play->disturbed = false;
	return status_worse(status, play_go_on(session, play));
}

void play_warn(struct session *session, struct play *play)
{
	struct buf list = { 0 };
	int n = 0;

	for (int i = 0; i < session->turned.n && !play->warned; i++) {
		const struct turned_value *value = &session->turned.at[i];

		if (!holds(&play->turned, value) && turned_find(&session->turned, value->name) == value)
			buf_printf(&list, "%s%s=%s", n++ ? ", " : "", value->name, value->value);
	}
	if (n) {
		play_tell(session, "(You have turned %s. The lesson's own commands run without %s, what you type besides runs "
		          "with %s; `unset all` forgets %s.)", buf_text(&list), n == 1 ? "it" : "them",
		          n == 1 ? "it" : "them", n == 1 ? "it" : "them");
		play->warned = true;
	}
	buf_free(&list);
}
