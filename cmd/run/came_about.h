/*
 * came_about.h - where one task came in between the steps of another, and so a false claim or a crash came about.
 *
 * What needs a pre-emption is made by it: with the one who was pre-empted let on, this schedule does not lead there
 * (of the shortest schedule that is so of each; after Musuvathi and Qadeer, "Iterative Context Bounding for Systematic
 * Testing of Multithreaded Programs", PLDI 2007).
 */
#ifndef CMD_CAME_ABOUT_H
#define CMD_CAME_ABOUT_H

#include "cmd/session/session.h"
#include "lab/engine/run.h"

/* A paragraph, wrapped; nothing where it ended otherwise, or the schedule is not a shortest one: in others turns change for nothing. */
void came_about(const struct result *, const struct run_options *, const struct look *, struct buf *out);

#endif
