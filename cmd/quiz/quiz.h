/*
 * quiz.h - questions one after another: asked, answered, counted.
 *
 * The prompt stays one of the session's and every command works, so that whoever wants to may find the answer out. The
 * quiz is offered the session's lines, and takes those that are answers.
 *
 * Invariants
 *   At most one quiz in a session; it is a guest and ends with it. Nothing here reads input.
 *   How the person does is kept after each answer. A question that was asked for by its number does not count there.
 */
#ifndef CMD_QUIZ_H
#define CMD_QUIZ_H

#include "cmd/quiz/question.h"
#include "cmd/quiz/standing.h"
#include "cmd/session/guest.h"

enum { MOST_QUESTIONS = 1000, MOST_WRONG_LISTED = 20, RECENT = 20, VARIED = 2 };

/* A question that has been asked, for none to come again soon. */
struct recent {
	char                   *gist;           /* what it was about, and what it asked; owned; NULL: fewer were asked */
	const struct subject   *subject;
	const struct quiz_kind *kind;
};

struct quiz {
	struct asked   *asked;          /* the question that is open, owned; NULL between two */
	struct standing standing;
	uint64_t        seed;           /* of the numbers to come */
	int             drawn;          /* numbers so far */
	long            number;         /* the one question that is asked; -1: one after another */
	int             n;              /* so many are asked; 0: until somebody has enough */
	int             answered, right;
	int             n_wrong;
	long            wrong[MOST_WRONG_LISTED];       /* numbers of those that did not come right */
	struct recent   recent[RECENT]; /* the newest first; and the first VARIED differ in their subjects or kinds */
	bool            reminded;       /* an empty line came where an answer was asked for */
};

extern const struct guest_kind quiz_guest;

/* The session's, or NULL. */
struct quiz *quiz_now(const struct session *);

/* The quiz, copied, is the session's from now on, and asks its first question. A status. */
int quiz_begin(struct session *, const struct quiz *);

/* Each returns a status; the quiz may be over afterwards. `answer` NULL skips. */
int quiz_show(struct session *, struct quiz *);         /* the open question again */
int quiz_next(struct session *, struct quiz *);
int quiz_answer(struct session *, struct quiz *, const char *typed);
int quiz_skip(struct session *, struct quiz *);

/* It is over: what came of it is said. */
int quiz_end(struct session *);

#endif
