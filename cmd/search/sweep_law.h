/*
 * sweep_law.h - what is asked of a sweep, and the law that answers; in words and as JSON.
 */
#ifndef CMD_SWEEP_LAW_H
#define CMD_SWEEP_LAW_H

#include "cmd/search/sweep.h"
#include "cmd/search/sweep_beyond.h"
#include "lab/law/law_learn.h"

/* One question: can it end so, or does it always, where the settings that are words stand so? */
struct law_question {
	const struct sweep *sweep;
	struct beyond      *beyond;
	int                 end;                /* a verdict, or CELL_EXIT */
	bool                asks_always;
	long                part;               /* combination of the words: as a cell number over their axes alone */
	int                 n_variables;
	int                 axes[MAX_AXES];     /* the axes that are numbers */
	const char         *names[MAX_AXES];
	struct law_point   *points;
	int                 n, n_holds;
	bool                always;                     /* in each cell where it holds */
	bool                ever_always;                /* in some cell */
	bool                proved;
	int                 values[MAX_SETTINGS];       /* of a cell */
	struct law_learned  learned;
};

/* Is this axis one of words? */
bool law_is_word(const struct sweep *, int axis);

/* Which combination of the words a cell has. */
long law_part_of(const struct sweep *, long cell);

/* The answer: a paragraph; an object on a line of its own. */
void law_question_text(struct buf *, const struct law_question *, const struct look *);
void law_question_json(struct session *, const struct law_question *);

#endif
