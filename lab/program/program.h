/*
 * program.h - a person's own file as a pattern.
 *
 * A pattern file defines one `const struct pattern pattern_NAME` against lab/lab.h, as those in patterns/ do. Any other
 * file is a program: plain C with pthreads and a main. It is compiled (build.h), loaded into the lab, and is from then on
 * a pattern like any other; its name is the path that was typed. The settings of a program are its #defines (defines.h);
 * beside them stand args, stdin and cflags (beside.h). A program may be several files (sources.h).
 *
 * Invariants
 *   What was loaded stays loaded: results, schedules and source lines point into it. A file that has changed is loaded
 *   again beside it, as another pattern.
 *   It is the person's code and runs with the person's rights.
 *   The lab's own programs, "patterns/pthread/NAME.c" and "lessons/NAME.c", can be had anywhere: where there is no such
 *   file, the text that the lab carries is taken for it.
 */
#ifndef LAB_PROGRAM_PROGRAM_H
#define LAB_PROGRAM_PROGRAM_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

enum program_result {
	PROGRAM_OK,
	PROGRAM_REFUSED,                /* see programs_refuse() */
	PROGRAM_UNREADABLE,             /* no such file, or it may not be read */
	PROGRAM_DOES_NOT_COMPILE,
	PROGRAM_UNSUPPORTED,            /* a program that calls what the lab cannot answer */
	PROGRAM_NOT_ONE,                /* it compiles, but is no pattern, or one that is not well made */
	PROGRAM_NO_COMPILER,
	PROGRAM_SYSTEM                  /* no place for the cache, or it cannot be loaded */
};

struct program_outcome {
	enum program_result   result;
	const struct pattern *pattern;  /* PROGRAM_OK; for ever */
	bool                  fresh;    /* it was not loaded before */
	bool                  carried;  /* its text is the one that the lab carries */
	char                 *why;      /* what was wrong, a sentence without full stop; owned; NULL when nothing was */
	struct buf            said;     /* by the compiler, warnings too */
};

/* From now on no file is built or loaded: for a lab that strangers may type into. */
void programs_refuse(void);
bool programs_refused(void);

/* Is this word the path of a file, and so no pattern's name: has it a '/', or does it end in ".c"? */
bool program_is_path(const char *word);

/*
 * The pattern in this file, as it stands now: built and loaded when it has to be; a program with the options `cflags`,
 * legal ones (may be NULL). To be given back with program_outcome_free() whatever came of it.
 */
void program_load(struct program_outcome *, const char *path, const char *cflags);

/*
 * Build a program with these values, and texts by setting (may be NULL): does it compile so? `pattern` and `fresh` stay
 * empty. Nothing is done for another pattern.
 */
void program_build(struct program_outcome *, const struct pattern *, const int *values, const char *const *files);
void program_outcome_free(struct program_outcome *);

/*
 * Which of these calls (names apart by blanks) a program makes with these values: appended, as "sleep, usleep". It is
 * what its object asks for: what a macro or the compiler puts in a call's place (puts() for a printf() of one line) counts
 * as that, and whatever the program does without a call is not seen. False when it cannot be built or read.
 */
bool program_calls(struct buf *found, const struct pattern *, const int *values, const char *const *files,
                   const char *names);

/* The pattern that was loaded from this path last, without looking at the file; NULL when none was. */
const struct pattern *program_loaded(const char *path);

/*
 * The settings of what is in this file, for whoever completes a line: the loaded pattern, else one that has no more than
 * settings, and lasts until the next call. Nothing is built, no code is run. NULL: they are not known.
 */
const struct pattern *program_glance(const char *path);

/* Is it a program, with a main of its own, and not written as a pattern? */
bool program_is_program(const struct pattern *);

/* The text a loaded pattern was made from, that of all its files; NULL for any other pattern. */
const char *program_source(const struct pattern *);

/* Append what tells the texts of its files, as it was loaded, from others: 32 hexadecimal digits. */
void program_digest(struct buf *out, const struct pattern *);

/* Has its file been changed since it was loaded? What a run of it names are lines as they were then. Headers are not looked at. */
bool program_is_stale(const struct pattern *);

/* How many bytes a compiler reads of it, the system's headers aside; 0 for what is no loaded pattern. */
size_t program_length(const struct pattern *);

/* How many files a loaded pattern was made from; 0 for any other pattern. One of them: its path, as typed, and its text. */
int program_n_files(const struct pattern *);
const char *program_file(const struct pattern *, int i, const char **text);

/* The text of the file, a header of its own included, that the place "prog.c:14" is in; NULL: of none, or of more than one. */
const char *program_text_at(const struct pattern *, const char *place);

/* Which of them the place "prog.c:14", or just "prog.c", is in, by the last part of its path; -1: none. */
int program_file_of(const struct pattern *, const char *place);

/* Only settings: those that every program has beside its own. */
extern const struct pattern program_any;

#endif
