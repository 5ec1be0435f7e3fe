/*
 * challenge.h - break it: a run that is stepped, to be brought to a bad end in as few steps as can be.
 *
 * The run is stepped as any other (cmd/step/stepping.h); the challenge looks on, and says how an end compares.
 *
 * Invariants
 *   At most one in a session; it is a guest, and leaves when its run is no longer stepped.
 *   Only the steps that lead to the end count: what was taken back does not.
 */
#ifndef CMD_CHALLENGE_H
#define CMD_CHALLENGE_H

#include "cmd/search/search.h"
#include "cmd/session/guest.h"

enum { CHALLENGE_WORK = 5000000 };      /* of the search that finds the bad ends */

/* A bad end as the explorer knows it. */
struct goal_end {
	long n;                 /* the fewest steps that lead to it; 0: it is not known */
	bool minimal;           /* that is proved */
	struct step *steps;     /* these; owned; NULL: it is not known */
};

struct challenge {
	char           *line;   /* "dining seats=3", of the run that is stepped; owned */
	struct goal_end ends[VERDICT_COUNT];
	enum verdict    shortest;       /* which of them has the fewest steps */
	bool            told;   /* the end at which the run stands has been looked at */
};

extern const struct guest_kind challenge_guest;

/* Step through what was searched, against what was found: a schedule that ends badly with some step. A status. */
int challenge_begin(struct search *, const struct exploration *);

/* "challenge:" in this colour, and the text behind it. */
void challenge_say(struct session *, const char *colour, const char *text);

/*
 * Append " At step 3 ...": where the way of this run, which is over, left the end as the explorer knows it. Returns how many
 * steps lead to before that; -1, and nothing is appended, where no such place is found.
 */
long challenge_add_why(struct buf *, const struct result *, const struct goal_end *, enum verdict);

/* Find out by so many runs whether chance misses what is there, and say so. A status. */
int challenge_miss(struct search *, int runs);

#endif
