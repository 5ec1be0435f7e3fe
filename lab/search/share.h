/*
 * share.h - what several processes know together that make one search by states: which states were found, which of them are
 * done with, and what has come of it so far.
 *
 * They are forked from the one who began it, so what lies in memory has the same address for all of them, and a state has one
 * key. What they share is one mapping; nobody is waited for but in a lock that is held for as long as one state is looked up.
 * Who began it forks, and reads what the others report. They never come back: they leave, or are made to.
 */
#ifndef LAB_SEARCH_SHARE_H
#define LAB_SEARCH_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/hash.h"
#include "lab/search/task_set.h"
#include "lab/trace/schedule.h"

enum { SHARE_COUNTS = 32 };

/* How it stands. What is said first counts. */
enum share_state {
	SHARE_GOES_ON,
	SHARE_DONE,             /* all states are done with */
	SHARE_FULL,             /* more states than are kept */
	SHARE_LIMITED,          /* it cannot go on: see share_limit() */
	SHARE_AGAIN,            /* what was reported last makes the search begin again */
	SHARE_ALONE,            /* this cannot be searched by several */
	SHARE_LOST              /* what they share is broken: one has died while writing, or there was no room to report */
};

struct share;

/* How many processors there are. */
int share_processors(void);

/* Of the one who began it; room for so many states and ends. NULL: the system gives no memory for it. */
struct share *share_new(long most_states);

/* Ends the others, and gives all back. Only by who began it. NULL is harmless. */
void share_free(struct share *);

/* Fork so many, less than MAX_CORES; where the system lets fewer, there are fewer. Returns which one this is: 0 who began it, else 1, 2, ... */
int share_fork(struct share *, int others);

/* How many make it, who began it included. */
int share_cores(const struct share *);

enum share_state share_state(const struct share *);
void share_stop(struct share *, enum share_state);

/*
 * To be called now and then. Who began it sees whether somebody has died: that is of no matter, unless it was in the midst of
 * writing. The others see whether who began it is still there, and leave when not.
 */
void share_look(struct share *);

/* ---- States ---- */

/* The number of the state, from 0 on; *added: nobody had it before. -1 when the search has been stopped meanwhile. */
int64_t share_put(struct share *, struct key, bool *added);

/*
 * All that can come after this state is known: it is closed, and counts as `passed` or not. Whoever meets one that is not closed
 * looks itself.
 */
void share_close(struct share *, int64_t number, bool passed);

/* Of those that were closed before it was shared, so many count otherwise. */
void share_pass(struct share *, long n);
bool share_is_closed(const struct share *, int64_t number);

/* Has somebody put this end? (Also when the search has been stopped meanwhile.) */
bool share_has_end(struct share *, struct key);

/* An end; when nobody had it before, the count `which` is one more, and so is `besides`, where they are not -1. */
void share_put_end(struct share *, struct key, int which, int besides);

long share_states(const struct share *);
long share_passed(const struct share *);         /* closed, and passed: perhaps some less, for others are just counting theirs */
long share_known(const struct share *);          /* closed, and not passed: exactly, and so in time that grows with their number */
long share_ends(const struct share *);
size_t share_bytes(const struct share *);      /* taken from the system */

/* ---- What has come of it ---- */

/* Counts, each from 0, that mean what the caller likes. */
void share_count(struct share *, int which, long more);
long share_counted(const struct share *, int which);

/* Tasks, and what makes the search incomplete (static storage), by whomever. share_noted() adds to `tasks` those that were noted. */
void share_note(struct share *, const struct task_set *tasks);
void share_noted(const struct share *, struct task_set *tasks);
void share_set_limit(struct share *, const char *);
const char *share_limit(const struct share *);

/* Report a schedule to who began it. False when the search is stopped. */
bool share_report(struct share *, const struct step *, long n);

/* The next one that was reported, into *steps: valid until share_free(). False: none. Only by who began it. */
bool share_next_report(struct share *, const struct step **, long *n);

#endif
