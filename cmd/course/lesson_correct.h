/*
 * lesson_correct.h - the check of the course as a command: its report, and the corrected file.
 */
#ifndef CMD_LESSON_CORRECT_H
#define CMD_LESSON_CORRECT_H

#include "cmd/course/lesson.h"
#include "cmd/session/session.h"

/*
 * Check one lesson, or the whole course and its form (`only` NULL). Differences are shown as a diff, and
 * the corrected course is written to `path` (NULL: build/LESSONS.md.corrected). Returns a status.
 */
int correct_show(struct session *, const struct course *, const struct lesson *only, const char *path);

/* Check the whole course, and write what the program says now to `path`. Returns a status. */
int correct_accept(struct session *, const struct course *, const char *path);

#endif
