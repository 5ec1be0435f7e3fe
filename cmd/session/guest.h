/*
 * guest.h - what a room keeps going in a session from one command to the next: a run that is stepped, a lesson that is
 * played, the newest sweep.
 *
 * A room describes its guest in one const table and hangs it into the session; the session asks the table whenever
 * something may be the guest's to do or to say. So the session knows no room, and a new room changes nothing here.
 *
 * Invariants
 *   At most one guest of a kind. Guests are asked in the order of their rank, the highest first.
 *   Every function of the table may be NULL: then the guest has nothing to do with that.
 */
#ifndef CMD_GUEST_H
#define CMD_GUEST_H

#include <stdbool.h>

#include "cmd/session/session.h"
#include "cmd/term/suggest.h"

struct offers;

struct guest_kind {
	const char *name;               /* "lesson"; for whoever debugs */
	int         rank;               /* no two kinds have the same */

	/* Give `state` back: the guest leaves, another of its kind comes, or the session ends. Never NULL. */
	void (*free)(struct session *, void *state);

	/* Append the prompt, in place of the usual one. */
	void (*prompt)(const struct session *, const void *state, struct buf *);

	/* A command offered at an empty prompt, which Enter runs; NULL for none. Not owned by the caller. */
	const char *(*prefill)(const struct session *, const void *state);

	/* The line, malloc'ed, that an empty one stands for; NULL when it stands for none. */
	char *(*again)(const struct session *, const void *state);

	/*
	 * A line is offered before it is taken for commands. Returns true when it was an answer and is dealt with; *status
	 * is then the line's status. Lines of a script that was sourced below where the guest came are not offered.
	 */
	bool (*line)(struct session *, void *state, const char *line, int *status);

	/* The line was for commands, and they have been executed. The guest may leave. Not called for answers. */
	void (*after)(struct session *, void *state, const char *line, int status);

	/* Does a line that begins with this word, which names no command, go to `command`, the word being its first? */
	bool (*takes)(const struct session *, const void *state, const char *word);
	const struct command *command;

	/*
	 * The word is a command's short name; does it begin a name of the guest's, too? Append how that is written. Said once.
	 */
	void (*means)(void *state, const char *word, struct buf *);

	/* Append what `help` alone says while the guest is there, in place of all commands. */
	void (*help)(const struct session *, const void *state, struct buf *);

	/* Offer those words of `takes` that make sense now, with what they mean, for completion. */
	void (*offer)(const struct session *, const void *state, struct offers *);

	/* Offer the words that `takes` would take: one may have been mistyped. */
	void (*suggest)(const struct session *, const void *state, struct suggester *);

	/*
	 * What the session does next is not to count (aside.h): note where the guest stands, and let it be there again, with a
	 * note that is given back then. Without these the guest is kept as it is, and whatever becomes of it meanwhile stays.
	 */
	void *(*note)(const void *state);
	void (*again_at)(struct session *, void *note);

	/* The run that the guest is: commands that look at a run look at this one. Such a guest leaves when another run begins. */
	const struct result *(*result)(const struct session *, const void *state);

	/* The person wants to leave one thing (^D, `quit`): say what is to be said; then the guest leaves. */
	void (*leave)(struct session *, void *state);

	/* Another guest has just been left so. This one may leave, too, when it is nothing without that. */
	void (*left)(struct session *, void *state);

	/* The person leaves conclab: say what is to be said. */
	void (*farewell)(struct session *, void *state);
};

/* Hang a guest into the session, which owns `state` from now on. One of the same kind that was there leaves. */
void guest_enter(struct session *, const struct guest_kind *, void *state);

/* The guest of this kind leaves; harmless when there is none. */
void guest_leave(struct session *, const struct guest_kind *);

/* The state of the guest of this kind, or NULL. */
void *guest_state(const struct session *, const struct guest_kind *);

/* ---- What the session asks of its guests. ---- */

/* The kind of the guest that takes a line which begins with this word, or NULL. */
const struct guest_kind *guest_taking(const struct session *, const char *word);

/* The command that the words of a guest go to, of the first that takes any; or NULL. */
const struct command *guest_command(const struct session *);

/* What `help` alone says: of the first guest that says anything. False: none does. */
bool guest_help(const struct session *, struct buf *);

/* What else a command's short name could have meant to a guest; nothing where there is none. */
void guest_meant(const struct session *, const char *word, struct buf *);

/* Offer a line; true when it was an answer. See `line`. */
bool guest_hears(struct session *, const char *line, int *status);

/* Is there a guest to whom lines are offered? */
bool guest_listens(const struct session *);

/* Tell each guest that was there before the line, still is, and is offered lines, what this one led to. */
void guest_told(struct session *, const struct guests *before, const char *line, int status);

char *guest_again(const struct session *);
const char *guest_prefill(const struct session *);

/* False when no guest has a prompt of its own. */
bool guest_prompt(const struct session *, struct buf *);

/* The run that a guest is, or NULL. */
const struct result *guest_result(const struct session *);

void guest_suggest(const struct session *, struct suggester *);
void guest_offer(const struct session *, struct offers *);

/* One guest that can be left is left. False when there is none. */
bool guest_leave_one(struct session *);

void guest_farewells(struct session *);

#endif
