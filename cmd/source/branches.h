/*
 * branches.h - which lines of a pattern cannot run with given settings, read from its source.
 *
 * It knows the form in which patterns are written: tabs say what belongs to a branch. Where a condition rests on
 * more than settings, both branches may run.
 */
#ifndef CMD_BRANCHES_H
#define CMD_BRANCHES_H

#include "cmd/source/code.h"
#include "lab/engine/pattern.h"

enum answer { ANSWER_OPEN, ANSWER_NO, ANSWER_YES };

struct branches {
	int          first, end;        /* the lines of code, from 0: first .. end-1 */
	bool        *dead;              /* by line, from 0: it never runs */
	enum answer *answer;            /* by line: what its if, while, for or bool comes to */
};

/* `values` by setting. */
struct branches branches_read(const struct code *, const struct pattern *, const int *values);
void branches_free(struct branches *);

/* Does the line, counted from 0, name p[] of this setting, or the macro that is a setting of a program? */
bool branches_ask(const struct code *, int line, const struct setting *);

#endif
