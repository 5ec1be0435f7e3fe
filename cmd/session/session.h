/*
 * session.h - what survives between two lines, and the one function that executes a line.
 *
 * A terminal, a script, a pipe, -c and a lesson all go through session_line(), so what works in one works in all.
 *
 * Invariants
 *   Everything a command says goes to `out` (what was asked for) or `err` (complaints, notes), never to stdout itself:
 *   whoever gives the session other streams (open_memstream) captures all of it.
 *   With `json`, `out` carries one JSON object a line and nothing else.
 *   Only one thread touches a session.
 */
#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/session/shown_tree.h"
#include "cmd/term/suggest.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/engine/pattern.h"
#include "lab/view/view.h"

/* Exit statuses, of a command, a line, a script and the program. */
enum status {
	STATUS_OK          = 0,
	STATUS_FINDING     = 1,         /* deadlock, leak, ...; a false `expect`; a lesson that came out otherwise */
	STATUS_USAGE       = 2,         /* the person's mistake */
	STATUS_SYSTEM      = 3,         /* the system refused, or the lab is wrong */
	STATUS_TIMEOUT     = 124,       /* a timer ended it, without certainty */
	STATUS_INTERRUPTED = 130
};

enum { EXPLORE_SECONDS = 10 };         /* of an explore that names none, as $CONCLAB_SECONDS may */

/* Where a session setting comes from; a later one wins over an earlier one. */
enum origin { FROM_DEFAULT, FROM_INIT, FROM_ENVIRONMENT, FROM_COMMAND_LINE, FROM_SESSION, FROM_RUN_LINE };

/* A setting somebody has turned: its value as it was typed, already found legal. */
struct turned_value {
	char       *name, *value;       /* owned */
	enum origin origin;
};

struct turned_list {
	int            n, room;
	struct turned_value *at;
};

/* A run that is over, for `show history`. */
struct past_run {
	char        *command;           /* "run worker-pool feed=main jobs=5"; owned */
	enum verdict verdict;
	int64_t      elapsed;           /* ns */
	char        *saved;             /* how to repeat it, see saved.h; NULL: it cannot be, or is not kept; owned */
	int          exit;              /* the status that a program ended with by itself; else 0 */
};

struct session;
struct command;
struct guest_kind;
struct call;

/* What a room keeps going in the session, see guest.h. */
struct guest {
	const struct guest_kind *kind;
	void                    *state;         /* the kind's to give back */
	int                      depth;         /* of the scripts where it came */
	bool                     lent;          /* it is to come back when it has left, see aside.h */
};

enum { MAX_GUESTS = 8 };

struct guests {
	int          n;
	struct guest at[MAX_GUESTS];            /* in the order in which they are asked */
};

/*
 * Findings of the commands of a script, or of what is no script. The last one is open until an `expect` about the verdict
 * holds, which takes it back, or until another run begins: then it counts.
 */
struct findings {
	int         open;               /* its status; STATUS_OK: none is */
	int         line;               /* of the script, where it came */
	const char *word;               /* "deadlock"; static storage */
	int         n;                  /* that counted, as nothing expected them; of the first: */
	int         first_line;
	const char *first_word;
};

struct session {
	/* where it talks */
	FILE       *out, *err;          /* the caller's; stdout and stderr at first */
	struct look look;               /* of `out` */
	bool        colour_err;
	bool        live;               /* `out` is a terminal: progress lines may be drawn and erased */
	bool        pager;              /* long answers may go through $PAGER; only ever on a terminal */
	int         write_error;        /* errno of the first answer that could not be written into `out`, 0 without one */
	bool        output_lost;        /* writing to `out` failed and was complained about ... */
	bool        reader_left;        /* ... or not: it was a pipe, and its reader had enough */

	/* how it behaves */
	bool        json, quiet, verbose, keep_going;
	bool        interactive;        /* a person types: command prefixes are accepted */
	bool        strangers;          /* it runs others' programs where they can do no harm: that a file is code is not said */
	enum origin origin;             /* what a `set` counts as now: FROM_SESSION, FROM_INIT while the init file runs */

	/* what it remembers */
	const struct pattern *pattern;  /* of `use`, or NULL */
	const struct pattern *started;  /* of what was run, stepped or searched last, however that ended; or NULL */
	struct turned_list    turned;
	struct result        *last;     /* of the newest run; owned, unless it is lent; NULL before the first */
	const struct result  *lent;     /* a newest run that is to come back, see aside.h; or NULL */
	char                 *last_run; /* the arguments of that run, "worker-pool feed=main"; owned */
	char                 *all_well; /* of a search since then that found nothing to explain: what it says; owned; NULL: none */
	bool                  explored;         /* there was an `explore`; */
	int                   explore_seconds;  /* the newest was allowed so many; 0: without limit */
	char                 *not_built;        /* of a file that was to run since then: why it could not; owned; NULL: none */
	struct shown_tree     tree;     /* of `graph schedules` since the newest run */
	struct past_run      *past;
	int                   n_past, past_room;
	struct findings       findings;
	bool                  mapped;           /* what came since the last run is a map of many, which has no verdict */
	bool                  missed;           /* the last run did not end as its own expect= said: no other `expect` takes that back */
	struct guests         guests;

	/* the line being executed */
	const char *file;               /* of the script, NULL when typed */
	int         line;               /* its number there */
	int         depth;              /* scripts within scripts */
	const char *verb;               /* of the command being executed, NULL between commands */

	bool        turned_back;        /* in a lecture: a picture was left before its first step, by the key that goes back */

	/* how it ends */
	bool        quitting;
	int         quit_status;        /* -1: none was given */
	int         worst;              /* status of all lines so far, but for an open finding; see status_worse() */
};

/* What `explain` says instead of explaining the last run; takes `text` over, NULL takes it back. */
void session_all_well(struct session *, char *text);

/* A session that talks to stdout and stderr, 80 columns, no colour, no pager, not interactive. */
struct session *session_new(void);
void session_free(struct session *);

/*
 * Execute one line: commands separated by ';', '#' starts a comment; one pasted "conclab> " or "try:" in front is dropped.
 * Stops at the first usage error unless `keep_going`, at ^C and at `quit`. Returns the worst status met, which is also
 * counted into session->worst, a finding as soon as nothing can take it back any more.
 */
int session_line(struct session *, const char *line);

/* Execute one command given as words, as a shell hands them over: nothing in them is special but name=value. */
int session_words(struct session *, int n, char *const *words);

/*
 * Execute each line of `file`, which has a descriptor; `name` stands in complaints. Stops as session_line() does. Returns the worst status.
 */
int session_script(struct session *, FILE *file, const char *name);

/* The same for the file with this path. Complains when it cannot be read. */
int session_source(struct session *, const char *path);

/* Where the session was before a script. */
struct script_place {
	const char *file;
	int         line;
	const char *verb;
	int         worst;
	struct findings findings;
};

/*
 * For whoever executes the lines of a script by itself: until session_script_leave() complaints name `name`, and
 * session->line, which the caller keeps. STATUS_USAGE after a complaint: scripts within scripts are too many, do not leave.
 * On leaving it is said where the first finding came that nothing expected. Returns the worst status in between.
 */
int session_script_enter(struct session *, const char *name, struct script_place *outer);
int session_script_leave(struct session *, const struct script_place *outer);

/* A line came to `status`: does what follows it still make sense? */
bool session_goes_on(const struct session *, int status);

/* Append the prompt that stands before the next line. */
void session_prompt(const struct session *, struct buf *);

/* What the commands that look at a run look at: the run that a guest is, else the newest. NULL before the first. */
const struct result *session_result(const struct session *);

/* A run of this pattern begins: a guest that is a run leaves. */
void session_begin_run(struct session *, const struct pattern *);

/* The newest run from now on. The session owns both; `line` ("worker-pool feed=main") is malloc'ed. */
void session_keep_run(struct session *, struct result *, char *line);

/* What $CONCLAB_SECONDS says; NULL: nothing. */
const char *session_usual_seconds(void);

/* How long the newest explore of the session was allowed to search; before one: how long it would be. 0: without limit. */
int session_seconds(const struct session *);

/* Does nobody want this any more: ^C, or the output is lost? For whoever watches a search; the context is a session. */
bool session_stopped(void *session);

/* The worse of two: 3 > 2 > 124 > 1 > 0, and 130 above all. */
int status_worse(int, int);

/* ---- Findings; see struct findings. ---- */

/* A command came to this status, which is counted; a finding is open from now on. */
void findings_count(struct session *, const struct command *, int status);

/* A claim about what the last run ended with, a finding of this status, holds, or is false: that is what it comes to. */
void findings_claimed(struct session *, int status, bool holds);

/* Say on session->err that expect= was false: of a script, where. `got` is what came, in words. Not for session->json. */
void findings_missed(struct session *, enum verdict expected, const char *got);

/* Nothing can take the open finding back any more. */
void findings_settle(struct session *);

/* The script ends: say on session->err where the first finding came that nothing expected, when it ends for that. */
void findings_tell(struct session *);

/*
 * What a run that ended so means as a status. A program that ends by itself with a status other than 0 is a finding, whatever
 * looks at it: for run as for explore, stress and sweep.
 */
int status_of_verdict(enum verdict);
int status_of_result(const struct result *);

/* ---- Complaints. The sentence is prefixed with the script's place and the command; with `json` it is an object. ---- */

/*
 * `code` is for scripts: "unknown-setting". The sentence has no full stop; with suggestions (may be NULL) it goes on
 * ". Did you mean 'seats'?". Returns STATUS_USAGE.
 */
int complain(struct session *, const char *code, const struct suggestions *, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The same with `tail` at the end of the sentence, for people only: "   (settings: seats, rounds)". May be NULL. */
int complain_more(struct session *, const char *code, const struct suggestions *, const char *tail,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "BEFORE 'typed'AFTER", then the nearest words; without any `tail`, for people only (may be NULL). STATUS_USAGE. */
int complain_unknown(struct session *, const char *code, const struct suggester *, const char *before,
                     const char *after, const char *tail);

/* The system's fault, not the person's. Returns STATUS_SYSTEM. */
int complain_system(struct session *, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A remark for the person: on `out`, or with `json` on `err`; nothing when `quiet`. No newline in `format`. */
void remark(struct session *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
