/*
 * lesson.h - the course as data. One parser for whoever reads LESSONS.md: the player, the checker and the
 * lint; the fourth reader is a person on a page, so the format is plain Markdown (CommonMark, as cmark reads it).
 *
 *     # Title of the course
 *     ## Lesson 3: Title
 *     ## Side quest tee: Title              a lesson besides, after the numbered ones, that goes by a name
 *     prose; a heading `###` begins a new portion
 *     > **Predict.** A question.            in the quote choices `> - a) ...`, or none: a number
 *     ```conclab                            a transcript, see transcript.h
 *     <details><summary>Answer</summary>    its first **bold** words are what is expected; a list in it, `- a) ...` or
 *                                           `- 7: ...`, says of a wrong answer what is wrong with it
 *     <details><summary>Hint 1</summary>    and 2, 3: for the change asked for
 *     <details><summary>Solution</summary>  its first `run` is the reference answer
 *     <details><summary>Review 2</summary>  question 2 of the lesson again, in other words and numbers: a **Predict.**,
 *                                           a transcript, and last the answer, as above; for `review`
 *     </details>                            around each an empty line: without it a page shows no Markdown
 *     ```c order                            lines to be put in order, "1   lock(&own);", one a line; of them, perhaps
 *                                           some that do not belong there
 *     <!-- conclab: order                   what becomes of them, before the question
 *     program: lessons/one_lock.c           their place in it is the line that says ORDER
 *     goal: ok                              in every schedule: then the order is right, whichever it is
 *     wrong: 1 4 3 = broken                 what else it comes to; for the checker
 *     -->
 *     > **Order.** A question.              answered by `order 2 4 3`; the answer begins with **2 4 3**
 *     <!-- conclab: skip -->                the next transcript is not run by the checker
 *     <!-- conclab: output-varies -->       it is run, what it says is not compared
 *     <!-- conclab: check                   the change asked for, as a machine proves it
 *     start: run channel mode=self sends=5 cap=1
 *     goal: ok
 *     keep: mode=self sends>=5
 *     runs: 20                              or `prove: explore`: not by runs, but over all schedules
 *     -->
 *     <!-- conclab: homework                whose checks follow; both with settings, perhaps
 *     skeleton: lessons/homework.c          must not get all marks
 *     reference: lessons/homework.c FIXED=1 must get them all
 *     -->
 *     <!-- conclab: grade                   one check of a program that is handed in
 *     what: nobody waits for ever           in one line
 *     marks: 3                              for whoever passes
 *     start: run PROGRAM TELLERS=2          what is run; goal, runs, prove as above, each of the runs by its seed
 *     goal: ok
 *     prove: explore
 *     never: deadlock leak                  in place of goal: it may end as it likes, but not so
 *     work: 1000000                         of the proof, at most: the limit is a count
 *     prints: total: 70                     in every run, this line; several: in this order; as a transcript has it
 *     takes: 300                            ms of the run's own time, at most
 *     threads: 2                            at least so many are started, in every run
 *     without: sleep usleep                 calls that it must not make
 *     with: pthread_mutex_lock              calls that it must make
 *     hint: who takes the second lock?      told to whoever fails
 *     -->
 *
 * A homework need be no lesson: its checks may stand before the first.
 */
#ifndef CMD_LESSON_H
#define CMD_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/course/transcript.h"
#include "cmd/session/answer.h"
#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/trace/verdict.h"

enum part_kind {
	PART_PROSE,             /* Markdown */
	PART_PREDICT,           /* Markdown: the question, as the quote it is */
	PART_ORDER,             /* the same, for an order of lines */
	PART_BLOCK,             /* a transcript */
	PART_CHECK              /* a goal */
};

/* Where a part stands: open on the page, or folded away. */
enum fold { FOLD_NONE, FOLD_ANSWER, FOLD_HINT, FOLD_SOLUTION, FOLD_REVIEW };

/* What an answer says of one that is wrong. */
struct remark {
	const char *key;        /* the wrong answer, as it is kept: "a", "7" */
	const char *text;       /* Markdown */
};

enum { MOST_LINES = 9 };        /* that are put in order */

/* An order, as it is written: "2 4 3"; and what it comes to. */
struct wrong_order {
	struct wrong_order *next;
	const char         *order;
	enum verdict        verdict;
};

/* Lines to be put in order. */
struct puzzle {
	const char  *program;           /* with a place for them */
	enum verdict verdict;           /* that the right order has in every schedule */
	int          n;
	const char  *lines[MOST_LINES]; /* the first is number 1 */
	struct wrong_order *wrong;
};

/* What the learner is asked to reach. */
struct goal {
	const char  *start;     /* the unsolved state: a command that runs a pattern */
	enum verdict verdict;   /* to be reached ... */
	const char  *keep;      /* ... with settings that hold these: "mode=self sends>=5"; "" for none */
	int          runs;      /* so many times in a row */
	bool         proved;    /* not that: in every schedule */
	const char  *must_print;        /* a line that a program has to print in each of these; "" for none */
};

/* One check of a program that is handed in. */
struct grade {
	struct grade *next;
	int           line;
	const char   *what, *hint;      /* "" for no hint */
	int           marks;
	struct goal   goal;             /* of the command that is run, PROGRAM in the program's place; start "" for none */
	unsigned      allowed;          /* how it may end: a bit for each verdict, 1 << VERDICT_... */
	const char   *never;            /* "deadlock or leak": how it may not; "": it must end as the goal says */
	long          work;             /* of a proof, at most, as struct explore_limits counts it */
	const char   *prints;           /* as a transcript has what is expected; "" for anything */
	long          takes_ms;         /* 0: however long */
	int           threads;          /* at least so many must be started in each run; 0: none need be */
	const char   *without, *with;   /* names of calls, apart by blanks, that it must not make, and that it must; "" for none */
};

/* What is handed in, and how it is graded. */
struct homework {
	int           line;             /* of its directive, or of the first check; 0: there is none */
	int           own_line;         /* of its directive; 0: there are only checks */
	const char   *skeleton, *reference;     /* "lessons/homework.c FIXED=1"; NULL where it is not said */
	struct grade *grades;           /* in the order of the file */
};

struct part {
	enum part_kind    kind;
	enum fold         fold;
	int               line;         /* where it begins in the file, from 1 */
	const char       *text;         /* Markdown; the inside of a fence; the directive's lines */
	const char       *expected;     /* PROSE of an answer: its first bold words, bare; "" for none, elsewhere too */
	int               n_remarks;    /* PROSE of an answer; they are no part of its text */
	struct remark    *remarks;
	int               number;       /* in FOLD_REVIEW: which question is asked again, from 1 */
	struct question   question;     /* PREDICT, ORDER */
	struct puzzle     puzzle;       /* ORDER */
	struct transcript transcript;   /* BLOCK */
	bool              skip, varies; /* BLOCK */
	struct goal       goal;         /* CHECK */
};

/*
 * A place where a played lesson stops: parts from .. at are shown (the open ones; at a block only the
 * command), then the learner acts: reads on, answers, runs, or changes a setting, as the kind of part `at`
 * says.
 */
struct stop {
	int from, at;
	int command;            /* at a block: which of its exchanges */
};

enum { SIDE_QUEST = 1000 };     /* above every lesson's number */

struct lesson {
	int          number;    /* 0: the introduction; of side quests SIDE_QUEST + 1, ... in their order */
	const char  *name;      /* what it is called by: "3", or of a side quest "tee"; "" for the introduction */
	const char  *title;
	int          line;
	int          n_parts, n_stops;
	struct part *parts;
	struct stop *stops;
	struct homework homework;
};

struct course {
	struct arena  *arena;   /* owns everything */
	const char    *name;    /* of the file, for messages */
	const char    *title;   /* its first heading of the highest rank; "" for none */
	bool           own;     /* somebody's own: not the one that the program carries */
	const char    *option;  /* " lessons=FILE": what tells `lesson` that this one is meant; "" where nothing need be said */
	const char    *text;    /* all of it */
	int            n;
	struct lesson *lessons; /* in the order of the file, the introduction first */
};

/*
 * Parse; `text` need not outlive the call. NULL, with "NAME: line 12: ..." in `error`, when the text is no
 * course: a fence, a fold or a comment that never ends, a transcript within a list, an unknown directive, a zero
 * byte, ... The caller owns the course.
 */
struct course *course_parse(const char *name, const char *text, size_t length, struct buf *error);

/* The same from a file; `path` NULL: the course the program carries. */
struct course *course_load(const char *path, struct buf *error);

/* The file of the course that is meant when nothing is said: $CONCLAB_LESSONS, or NULL. */
const char *course_usual(void);

void course_free(struct course *);      /* NULL is harmless */

/* For the parser: where a lesson with its parts complete stops. */
void lesson_find_stops(struct lesson *, struct arena *);

/* The lesson with this number, or NULL. */
const struct lesson *course_lesson(const struct course *, int number);

/* The one that is called so, or NULL. */
const struct lesson *course_named(const struct course *, const char *name);

/* Is it a side quest, none of the lessons that follow one another? */
bool lesson_is_quest(const struct lesson *);

/* The n-th part (from 0) of this kind in this fold, or NULL. */
const struct part *lesson_part(const struct lesson *, enum part_kind, enum fold, int n);

/* The n-th question (from 0) of the lesson, and the answer that belongs to it; NULL where there is none. */
const struct part *lesson_question(const struct lesson *, int n);
const struct part *lesson_answer(const struct lesson *, int n);

/* Is it a question of the lesson itself, none of a review? */
bool part_asks(const struct part *);

/* The reference answer: the first command of the solution that runs a pattern. NULL when there is none. */
const char *lesson_reference(const struct lesson *);

/*
 * Is it a good lesson (or, before the first, a homework with all it needs): a goal, a question with an answer that is one of its choices, transcripts, a check,
 * three hints, a solution; and in the course, are lessons numbered in order and at most 30 % of the
 * expected lines elided? Appends a line for each shortcoming; returns how many.
 */
int course_lint(const struct course *, struct buf *report);

enum { MAX_ELIDED_PERCENT = 30 };

/* Expected lines of all transcripts that are compared, and how many of them are elided. */
int course_elided(const struct course *, int *lines);

#endif
