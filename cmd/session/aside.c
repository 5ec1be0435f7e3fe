/*
 * aside.c - see aside.h.
 *
 * Invariant
 *   The session owns copies of what has been put aside, but for the newest run and for guests that cannot note where they
 *   stand: these are lent to it.
 */
#include "cmd/session/aside.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/guest.h"
#include "cmd/session/settings.h"
#include "lab/base/panic.h"

struct aside {
	struct session was;
	void          *notes[MAX_GUESTS];       /* of was.guests; NULL: the guest is lent */
};

/* NULL stays NULL. */
static char *copy(const char *text)
{
	char *same = text ? strdup(text) : NULL;

	must(same || !text);
	return same;
}

/* ---- Runs that are over ---- */

static void copy_past(struct session *session, const struct session *was)
{
	session->past_room = was->n_past;
	session->past = calloc((size_t)was->n_past + 1, sizeof *session->past);
	must(session->past);
	for (int i = 0; i < was->n_past; i++) {
		session->past[i] = was->past[i];
		session->past[i].command = copy(was->past[i].command);
		session->past[i].saved = copy(was->past[i].saved);
	}
}

static void copy_runs(struct session *session, const struct session *was)
{
	session->lent = was->last;
	session->tree = (struct shown_tree){ 0 };
	session->last_run = copy(was->last_run);
	session->all_well = copy(was->all_well);
	session->not_built = copy(was->not_built);
	copy_past(session, was);
}

static void free_runs(struct session *session)
{
	if (session->last != session->lent)
		result_free(session->last);
	free(session->last_run);
	free(session->all_well);
	free(session->not_built);
	shown_tree_free(&session->tree);
	for (int i = 0; i < session->n_past; i++) {
		free(session->past[i].command);
		free(session->past[i].saved);
	}
	free(session->past);
}

/* ---- Aside, and back ---- */

struct aside *session_put_aside(struct session *session)
{
	struct aside *aside = calloc(1, sizeof *aside);

	must(aside && !session->lent);
	aside->was = *session;
	session->turned = turned_copy(&aside->was.turned);
	copy_runs(session, &aside->was);
	for (int i = 0; i < session->guests.n; i++) {
		struct guest *guest = &session->guests.at[i];

		aside->notes[i] = guest->kind->note ? guest->kind->note(guest->state) : NULL;
		guest->lent = !aside->notes[i];
	}
	return aside;
}

static void bring_guests_back(struct session *session, const struct aside *aside)
{
	const struct guests *was = &aside->was.guests;

	session->guests = (struct guests){ 0 };
	for (int i = 0; i < was->n; i++)
		if (!aside->notes[i])
			session->guests.at[session->guests.n++] = was->at[i];
	for (int i = 0; i < was->n; i++)
		if (aside->notes[i])
			was->at[i].kind->again_at(session, aside->notes[i]);
}

void session_bring_back(struct session *session, struct aside *aside)
{
	const struct session *was = &aside->was;

	while (session->guests.n)
		guest_leave(session, session->guests.at[0].kind);
	turned_free(&session->turned);
	free_runs(session);
	session->pattern = was->pattern;
	session->started = was->started;
	session->turned = was->turned;
	session->last = was->last;
	session->lent = NULL;
	session->last_run = was->last_run;
	session->all_well = was->all_well;
	session->explored = was->explored;
	session->explore_seconds = was->explore_seconds;
	session->not_built = was->not_built;
	session->tree = was->tree;
	session->past = was->past;
	session->n_past = was->n_past;
	session->past_room = was->past_room;
	session->findings = was->findings;
	session->mapped = was->mapped;
	session->missed = was->missed;
	session->worst = was->worst;
	bring_guests_back(session, aside);
	free(aside);
}
