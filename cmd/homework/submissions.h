/*
 * submissions.h - what was handed in: programs, each a file or a folder of files, found by what was typed.
 */
#ifndef CMD_SUBMISSIONS_H
#define CMD_SUBMISSIONS_H

#include "lab/base/buf.h"

/* One program. */
struct submission {
	char *name;             /* as it is shown: the path as it was typed */
	char *path;             /* the same, from the root; as it was typed where the lab carries it */
	char *settings;         /* " FIXED=1"; "" for none */
};

struct submissions {
	int                n, room;
	struct submission *at;  /* owned */
};

/*
 * Add what stands at this path: a program; or those in a folder, by name: each .c file is one, and so is each folder in it
 * that holds such files. False, with why not in `why`, when there is none.
 */
bool submissions_add(struct submissions *, const char *path, const char *settings, struct buf *why);

/* "lessons/homework.c FIXED=1", as a course has it: a path from the folder of that course, and settings. */
bool submissions_add_course(struct submissions *, const char *course, const char *words, const char *settings,
                            struct buf *why);

void submissions_free(struct submissions *);

#endif
