/*
 * subject.h - what the quiz asks about: a pattern, what is held fast, and what is drawn.
 *
 *     "worker-pool feed=main workers=1..3 buffer=0..2 jobs=1..8"
 *
 * A number is drawn from its range, which is the smaller the easier the question is to be; a word from those that stand
 * there. Whether the law of a subject is known plays no part: each question is explored.
 */
#ifndef CMD_SUBJECT_H
#define CMD_SUBJECT_H

#include "cmd/quiz/setup.h"
#include "lab/base/rng.h"

enum { HARDEST = 9 };           /* the levels are 0 .. 9 */

struct subject {
	int          level;     /* from this one on */
	enum verdict verdict;   /* can it end so? That is the question */
	const char  *line;
	const char  *knob;      /* the number whose smallest value is asked for; NULL: none */
};

/* In the order of their levels; ends at the first without a line. */
extern const struct subject subjects[];

/* Draw the settings, for a question of this level. The same numbers give the same. */
struct setup subject_draw(const struct subject *, struct rng *, int level);

#endif
