/*
 * lesson_choose.h - which lesson of a course is meant: by its number, or because it is the next; and the list of all.
 */
#ifndef CMD_LESSON_CHOOSE_H
#define CMD_LESSON_CHOOSE_H

#include "cmd/course/lesson.h"
#include "cmd/session/session.h"
#include "lab/base/json.h"

/* Where the course comes from: this file, else as the one being played, else as usual. NULL: the program itself. */
const char *lesson_path(const struct session *, const char *file);

/* The course there; NULL after a complaint. */
struct course *lesson_load(struct session *, const char *path);

/* False when the word is no number; one that cannot be a lesson's becomes one that no lesson has. */
bool lesson_number(const char *word, int *number);

/* The lesson that a number means; NULL after a complaint that says which there are. */
const struct lesson *lesson_choose(struct session *, const struct course *, const char *word);

/* Has the learner done one of them? */
bool lesson_any_done(const struct course *);

/* The lesson that was played last, when it was left before its end; else NULL. */
const struct lesson *lesson_open(const struct course *);

/*
 * The first from the lesson on that was played last which is neither done nor skipped, else the first of all; side quests
 * aside. NULL: all are.
 */
const struct lesson *lesson_undone(const struct course *);

/* The one that is open, else that is undone, else that was left before its end, else such a side quest, else the first lesson. */
const struct lesson *lesson_due(const struct course *);

/* Print the list, with what has been done. A status. */
int lesson_list(struct session *, const struct course *);

/* Which it is, as JSON: "lesson", its number, or "side_quest", its name; and its title. */
void lesson_json(struct json *, const struct lesson *);
/* Where the words (as they stand there, in any case, all in one paragraph) are to be found in the course. A status. */
int lesson_search(struct session *, const struct course *, const char *words);

/* "5 and 6 are not written yet": numbers the course leaves out. Nothing when it leaves out none. */
void lesson_missing(struct buf *, const struct course *);

#endif
