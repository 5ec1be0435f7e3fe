/*
 * pattern.h - what a pattern declares about itself.
 *
 * A pattern is one const struct pattern at the foot of its file. Its settings stand in the order of an enum that also
 * indexes the values run() receives.
 */
#ifndef LAB_ENGINE_PATTERN_H
#define LAB_ENGINE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/trace/measure.h"

enum { MAX_SETTINGS = 24, MAX_WORDS = 8, MAX_MEASURES = 4 };
enum { NO_FILE, ONE_FILE, FILE_OR_TREE, A_TEXT };

struct buf;

/*
 * One setting.  Four sorts:
 *   a number   min <= value <= max;
 *   a word     words[0 .. value] is set; min is 0, max the index of the last word;
 *   a file     is_file: the value is a path, "" for none, read with lab_input(); its int is 1 when one is given.
 *              With FILE_OR_TREE the path of a directory is allowed, too.
 *   a text     is_file is A_TEXT: the lab's own, for programs. It stands where the path of a file would; `check` says
 *              whether it is legal, or appends why not, and `range` stands for it in lists.
 * The default is the working variant.
 */
struct setting {
	const char *name;
	int         standard;           /* the default */
	int         min, max;
	const char *help;               /* one line, no full stop */
	const char *words[MAX_WORDS];   /* NULL-terminated when fewer; words[0] NULL: not a word setting */
	int         is_file;            /* NO_FILE, ONE_FILE, FILE_OR_TREE or A_TEXT */
	const char *range;
	bool      (*check)(const char *text, struct buf *why);
	bool        is_beside;          /* it is no part of what is studied, as a program's arguments: it stands beside the settings */
};

/* The sorts, for settings[]. The words stand last, `standard` is the index of one of them. */
#define NUMBER(name, standard, min, max, help) { name, standard, min, max, help, { NULL }, NO_FILE, NO_TEXT_ }
#define WORD(name, standard, help, ...)        { name, standard, 0, COUNT_WORDS_(__VA_ARGS__) - 1, help, { __VA_ARGS__ }, NO_FILE, NO_TEXT_ }
#define FILE_NAME(name, help)                  { name, 0, 0, 1, help, { NULL }, ONE_FILE, NO_TEXT_ }
#define PATH_NAME(name, help)                  { name, 0, 0, 1, help, { NULL }, FILE_OR_TREE, NO_TEXT_ }

#define NO_TEXT_ NULL, NULL, false
#define COUNT_WORDS_(...) (int)(sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *))

struct outside;

struct pattern {
	const char    *name;            /* "worker-pool" */
	const char    *summary;         /* one line */
	const char    *file;            /* "patterns/worker_pool.c": __FILE__ */
	int            lesson;          /* the lesson that teaches it, 0 for none */
	int            is_scenario;     /* listed under the classic scenarios */
	struct setting settings[MAX_SETTINGS];  /* ends at the first without a name */
	void         (*run)(const int *p);      /* p[i] is the value of settings[i] */
	struct measure measures[MAX_MEASURES];  /* told after each run; ends at the first MEASURE_NOTHING */
	const struct outside *outside;          /* the lab's own: see outside.h; NULL for what is written as a pattern */
};

/* How many settings a pattern declares. */
static inline int pattern_n_settings(const struct pattern *pattern)
{
	int n = 0;

	while (n < MAX_SETTINGS && pattern->settings[n].name)
		n++;
	return n;
}

/* Every pattern, in reading order, ending with NULL. Defined in patterns/patterns.c. */
extern const struct pattern *const patterns[];

#endif
