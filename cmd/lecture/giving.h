/* giving.h - a lecture that is being given; for give.c and giving_keys.c. */
#ifndef CMD_GIVING_H
#define CMD_GIVING_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/lecture/film.h"
#include "cmd/lecture/lecture.h"
#include "cmd/session/session.h"
#include "cmd/term/steer.h"
#include "cmd/term/tee.h"

struct giving {
	struct session *session;
	struct lecture *lecture;
	bool            keys_there;     /* else straight through */
	struct film    *film;           /* NULL: it is not recorded */

	int             at;             /* items before this one are on the screen, or were */
	int             done;           /* items before this one have been executed; at <= done */
	int             worst;          /* status of all of them */

	struct item    *now;            /* whose answers come now; NULL: nobody's */
	bool            full;           /* more of them cannot be kept */
	FILE           *out, *err;      /* the session's before and after */
	bool            pager;
	struct tee      answers, complaints;

	struct steer    keys;
	struct aside   *aside;          /* where the session was before what has been typed in between; NULL: nothing has */
	bool            beside;         /* below the slide stands what has been typed in between */
	int             up;             /* rows that the end of the slide is below the screen */
};

/* The item at which it stands, and those after it up to the next stop. Returns the status of the last. */
int giving_on(struct giving *);

/* Show the command that comes next, when it is one. */
void giving_announce(struct giving *);

/* The last item came to `status`: does the lecture go on? */
bool giving_goes_on(const struct giving *, int status);

/* Steered by keys, until its end is left or it is left early. */
void give_by_keys(struct giving *);

#endif
