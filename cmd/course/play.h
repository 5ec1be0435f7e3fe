/*
 * play.h - a lesson being played: it shows a portion, waits for what the learner does, and goes on.
 *
 * The prompt stays the usual one and every command works. The play is offered the session's lines: an empty
 * line goes on, an answer is kept, the command asked for moves the lesson along, a run is held against the
 * goal.
 *
 * Invariants
 *   At most one lesson is being played in a session; the play is a guest of the session and ends with it.
 *   Nothing here reads input, so nothing waits: a pipe plays a lesson as a person does.
 */
#ifndef CMD_PLAY_H
#define CMD_PLAY_H

#include "cmd/course/lesson.h"
#include "cmd/course/review.h"
#include "cmd/session/guest.h"
#include "cmd/session/session.h"

struct play;

extern const struct guest_kind lesson_guest;

/* Play a lesson from stop `at` (brought into range) on; shows it. The play owns the course from now on. */
int play_begin(struct session *, struct course *, const struct lesson *, int at);

/* Ask again, as a lesson, what was predicted wrongly (review.h). The play owns the course from now on. */
int play_review(struct session *, struct course *, const struct due *, int n);

/* Is it that? */
bool play_is_review(const struct play *);

/* The lesson being played, or NULL. */
struct play *play_now(const struct session *);
const struct course *play_course(const struct play *);
const struct lesson *play_lesson(const struct play *);

/*
 * Each shows something and returns a status. The play may be over afterwards.
 *   show     the present portion again
 *   next     go on: run the command that is waiting, skip the question, leave the goal unreached
 *   back     to the portion before
 *   hint     the next hint; after the last the solution
 *   answer   answer the question that is asked, in any of the ways that answer.h and puzzle.h read
 *   skip     go on without doing what the portion asks for
 */
int play_show(struct session *, struct play *);
int play_next(struct session *, struct play *);
int play_back(struct session *, struct play *);
int play_hint(struct session *, struct play *);
int play_answer(struct session *, struct play *, const char *answer);
int play_skip(struct session *, struct play *);

/* Leave it; it is kept where it is. STATUS_OK. */
int play_leave(struct session *, struct play *);

/* The whole lesson is left as skipped, and the next one begins. */
int play_skip_lesson(struct session *, struct play *);

#endif
