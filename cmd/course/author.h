/*
 * author.h - for whoever writes a course: what is said of it when it is checked, and the corrected file.
 *
 * Invariant
 *   No course is rewritten in silence: where a person types, the next line has to say yes; else the place is told first.
 *   A file is written whole, beside its old self, which it replaces when it is complete.
 */
#ifndef CMD_AUTHOR_H
#define CMD_AUTHOR_H

#include "cmd/course/lesson.h"
#include "cmd/session/session.h"

/*
 * Check one lesson, or the whole course and its form (`only` NULL). Differences are shown as a diff, and
 * the corrected course is written to `path` (NULL: build/LESSONS.md.corrected). Returns a status.
 */
int author_check(struct session *, const struct course *, const struct lesson *only, const char *path);

/* Check the whole course, and write what the program says now to `path`, or ask whether to. Returns a status. */
int author_accept(struct session *, const struct course *, const char *path);

#endif
