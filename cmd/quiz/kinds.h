/* kinds.h - the kinds of questions; see question.h. */
#ifndef CMD_QUIZ_KINDS_H
#define CMD_QUIZ_KINDS_H

#include "cmd/quiz/question.h"

extern const struct quiz_kind kind_fate;        /* always, sometimes, never? */
extern const struct quiz_kind kind_which;       /* which one of these can, or cannot? */
extern const struct quiz_kind kind_edge;        /* the smallest number with which it can, or cannot? */
extern const struct quiz_kind kind_left;        /* how many tasks are left behind? */
extern const struct quiz_kind kind_pair;        /* which two lines race? */
extern const struct quiz_kind kind_first;       /* who is the first to wait, in this schedule? */

#endif
