/* stepping_parts.h - between stepping.c and stepping_guest.c. */
#ifndef CMD_STEPPING_PARTS_H
#define CMD_STEPPING_PARTS_H

#include "cmd/session/session.h"

/* What the guest does when it goes, and says when the person leaves it; see guest.h. */
void stepping_free(struct session *, void *state);
void stepping_say_leaving(struct session *, void *state);

#endif
