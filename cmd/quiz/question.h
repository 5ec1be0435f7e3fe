/*
 * question.h - a question of the quiz, made from its number, and what is known about it.
 *
 * The last digit of the number is the level, from easy to hard; what stands before it is the seed of all that is drawn.
 *
 * Invariants
 *   The answer is proved: it follows from explorations that were complete. What was not proved is not asked; something
 *   else is drawn instead. All limits are counts, so the number means the same question on every machine.
 */
#ifndef CMD_QUESTION_H
#define CMD_QUESTION_H

#include "cmd/quiz/subject.h"
#include "cmd/session/answer.h"
#include "lab/base/arena.h"
#include "lab/search/explore.h"

enum { MOST_NUMBER = 999999999, LONGEST_EXPECTED = 12 };

struct quiz_kind;

struct asked {
	struct arena           *arena;          /* owns the texts */
	long                    number;
	int                     level;
	const struct quiz_kind *kind;
	const struct subject   *subject;
	struct setup            setup;          /* what is asked about; what is not named there is asked for, or varies */
	const char             *claims;         /* "no update is lost", in quotes, where breaking them is asked about; else "" */
	const char             *listing;        /* lines that stand before it; "" for none */
	const char             *text;           /* the question itself */
	struct question         question;
	const char             *why_not[MAX_CHOICES];   /* what is wrong with a choice, sentences; NULL: nothing is said of it */
	char                    expected[LONGEST_EXPECTED];     /* the right answer: a letter, a number */
	const char             *fact;           /* what is so, a sentence */
	struct setup            told;           /* what the fact is told of: where it can end badly, if anywhere */
	struct exploration     *found;          /* of that; owned */
	int                     wish;           /* 0 .. 2, drawn once: which sort of answer is looked for, for a while */
	bool                    picky;          /* it still is */
};

/* A kind of questions. */
struct quiz_kind {
	const char  *name;              /* "edge"; for programs */
	int          level;             /* from this one on */
	enum verdict verdict;           /* it is about subjects with this one; VERDICT_OK: with any */
	bool         knob;              /* it is about subjects that have one */

	/* Make a question about the subject and the setup that was drawn. False: this cannot be asked, or not be proved. */
	bool       (*make)(struct session *, struct asked *, struct rng *);
};

/* In the order of their levels; ends with NULL. */
extern const struct quiz_kind *const quiz_kinds[];

/* The question with this number; NULL after ^C, or when nothing of what was drawn could be proved. asked_free(). */
struct asked *asked_new(struct session *, long number);
void asked_free(struct asked *);        /* NULL is harmless */

/* ---- For kinds ---- */

/* "end in a deadlock" */
const char *verdict_deed(enum verdict);

/* One choice more; the text is copied. The right one is what is expected. */
void asked_choice(struct asked *, const char *text, bool right);

/* What is wrong with the choice that was added last. */
void asked_why_not(struct asked *, const char *sentences);

/* The explanation is about this; `found` is taken over. */
void asked_tell(struct asked *, const struct setup *, struct exploration *found);

#endif
