/* guest.c - see guest.h. The guests lie in the session in the order in which they are asked. */
#include "cmd/session/guest.h"

#include "lab/base/panic.h"

static int find(const struct session *session, const struct guest_kind *kind)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind == kind)
			return i;
	return -1;
}

void guest_leave(struct session *session, const struct guest_kind *kind)
{
	int at = find(session, kind);
	struct guest gone;

	if (at < 0)
		return;
	gone = session->guests.at[at];
	session->guests.n--;
	for (int i = at; i < session->guests.n; i++)
		session->guests.at[i] = session->guests.at[i + 1];
	if (!gone.lent)
		kind->free(session, gone.state);
}

void guest_enter(struct session *session, const struct guest_kind *kind, void *state)
{
	int at;

	guest_leave(session, kind);
	at = session->guests.n;
	if (at == MAX_GUESTS)
		panic("no room for a guest of the kind %s", kind->name);
	for (; at > 0 && session->guests.at[at - 1].kind->rank < kind->rank; at--)
		session->guests.at[at] = session->guests.at[at - 1];
	session->guests.at[at] = (struct guest){ kind, state, session->depth, false };
	session->guests.n++;
}

void *guest_state(const struct session *session, const struct guest_kind *kind)
{
	int at = find(session, kind);

	return at < 0 ? NULL : session->guests.at[at].state;
}

const struct guest_kind *guest_taking(const struct session *session, const char *word)
{
	for (int i = 0; i < session->guests.n; i++) {
		const struct guest *guest = &session->guests.at[i];

		if (guest->kind->takes && guest->kind->takes(session, guest->state, word))
			return guest->kind;
	}
	return NULL;
}

const struct command *guest_command(const struct session *session)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->takes)
			return session->guests.at[i].kind->command;
	return NULL;
}

bool guest_help(const struct session *session, struct buf *out)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->help) {
			session->guests.at[i].kind->help(session, session->guests.at[i].state, out);
			return true;
		}
	return false;
}

void guest_meant(const struct session *session, const char *word, struct buf *out)
{
	for (int i = 0; i < session->guests.n && !out->length; i++)
		if (session->guests.at[i].kind->means)
			session->guests.at[i].kind->means(session->guests.at[i].state, word, out);
}

/* Is a line the guest's to hear: where it came, or above? */
static bool is_heard(const struct session *session, const struct guest *guest)
{
	return session->depth <= guest->depth && !session->verb;
}

bool guest_hears(struct session *session, const char *line, int *status)
{
	for (int i = 0; i < session->guests.n; i++) {
		const struct guest *guest = &session->guests.at[i];

		if (guest->kind->line && is_heard(session, guest) &&
		    guest->kind->line(session, guest->state, line, status))
			return true;
	}
	return false;
}

bool guest_listens(const struct session *session)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->line)
			return true;
	return false;
}

void guest_told(struct session *session, const struct guests *before, const char *line, int status)
{
	for (int i = 0; i < before->n; i++) {
		const struct guest *guest = &before->at[i];

		if (guest->kind->after && guest_state(session, guest->kind) == guest->state && is_heard(session, guest))
			guest->kind->after(session, guest->state, line, status);
	}
}

char *guest_again(const struct session *session)
{
	char *line = NULL;

	for (int i = 0; i < session->guests.n && !line; i++)
		if (session->guests.at[i].kind->again)
			line = session->guests.at[i].kind->again(session, session->guests.at[i].state);
	return line;
}

const char *guest_prefill(const struct session *session)
{
	const char *line = NULL;

	for (int i = 0; i < session->guests.n && !line; i++)
		if (session->guests.at[i].kind->prefill)
			line = session->guests.at[i].kind->prefill(session, session->guests.at[i].state);
	return line;
}

bool guest_prompt(const struct session *session, struct buf *out)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->prompt) {
			session->guests.at[i].kind->prompt(session, session->guests.at[i].state, out);
			return true;
		}
	return false;
}

const struct result *guest_result(const struct session *session)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->result)
			return session->guests.at[i].kind->result(session, session->guests.at[i].state);
	return NULL;
}

void guest_suggest(const struct session *session, struct suggester *suggester)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->suggest)
			session->guests.at[i].kind->suggest(session, session->guests.at[i].state, suggester);
}

void guest_offer(const struct session *session, struct offers *offers)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->offer)
			session->guests.at[i].kind->offer(session, session->guests.at[i].state, offers);
}

/* Tell those that are still there: from the last, for whoever hears it may leave. */
static void tell_left(struct session *session)
{
	for (int i = session->guests.n - 1; i >= 0; i--) {
		const struct guest guest = session->guests.at[i];

		if (guest.kind->left)
			guest.kind->left(session, guest.state);
	}
}

bool guest_leave_one(struct session *session)
{
	for (int i = 0; i < session->guests.n; i++) {
		const struct guest guest = session->guests.at[i];

		if (!guest.kind->leave)
			continue;
		guest.kind->leave(session, guest.state);
		guest_leave(session, guest.kind);
		tell_left(session);
		return true;
	}
	return false;
}

void guest_farewells(struct session *session)
{
	for (int i = 0; i < session->guests.n; i++)
		if (session->guests.at[i].kind->farewell)
			session->guests.at[i].kind->farewell(session, session->guests.at[i].state);
}
