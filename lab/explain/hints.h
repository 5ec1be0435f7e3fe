/*
 * hints.h - where the code itself could be mended, as far as one bad run shows: guesses that nobody has tried.
 *
 * Read from the trace of that run and from how it stood at its end. Each names a line, and says what was seen there and
 * what usually rules it out. Where nothing is told, nothing was recognised.
 */
#ifndef LAB_EXPLAIN_HINTS_H
#define LAB_EXPLAIN_HINTS_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/check/finding.h"

enum { MOST_HINTS = 8 };

struct hint {
	const char *kind;               /* a word for programs: "broadcast" */
	const char *at;                 /* "prog.c:14"; "" where it is not known */
	const char *text;               /* a sentence without full stop */
};

struct hints {
	int         n;
	struct hint at[MOST_HINTS];
};

/*
 * What a line ("prog.c:14") depends on, where the program's text can be read: on nothing in its function, on an `if` or `else`, or a
 * loop. A loop in which a mutex is taken first is none: it asks anew each time, but of something else.
 */
enum hint_line { LINE_UNKNOWN, LINE_BARE, LINE_IN_IF, LINE_IN_LOOP };

struct hint_source {
	enum hint_line (*look)(void *context, const char *here);
	/* Is what stands on that line done after a question, of an `if` or `while` on it or on the line before? */
	bool         (*asks)(void *context, const char *here);
	/* Is this word in the question of the `if` that the line depends on? */
	bool         (*asked)(void *context, const char *here, const char *word);
	/* Is this word on that line? */
	bool         (*has)(void *context, const char *here, const char *word);
	void            *context;
};

/* Add those of a run that did not end well; texts are in `arena`. `source` may be NULL. */
void hints_add(struct hints *, const struct result *, const struct hint_source *, struct arena *arena);

#endif
