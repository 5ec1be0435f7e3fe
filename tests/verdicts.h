/*
 * verdicts.h - the reader of patterns/verdicts, whose head says what its lines mean.
 *
 * A mistake in the file ends the test program with a sentence: it is the file that is wrong.
 */
#ifndef TESTS_VERDICTS_H
#define TESTS_VERDICTS_H

#include <ctype.h>

#include "tests/run_pattern.h"

#define VERDICTS_FILE "patterns/verdicts"

enum { MOST_VERDICT_LINES = 1000, MOST_COLUMNS = 6 };

/* How runs of a pattern with its settings end. */
struct ends {
	const char *why_not;                    /* they are not looked at, and why; or NULL */
	bool        likely;                     /* very, thanks to a pause; not certain */
	unsigned    verdicts;                   /* the set of them */
	int         least, most;                /* tasks left behind */
	long        steps[VERDICT_COUNT];       /* of the shortest schedule that ends so */
};

/* A line that says how, or a law: then the columns are what it states. */
struct verdict_line {
	int         number;                     /* in the file, from 1 */
	bool        is_law, in_soak, on_threads;    /* on_threads: only there */
	const char *pattern, *settings;
	int         n_columns;
	const char *columns[MOST_COLUMNS];      /* after the settings */
	struct ends threads, schedules;
	bool        is_proof, is_break;
};

struct verdicts {
	char               *text;               /* what the lines point into */
	int                 n;
	struct verdict_line lines[MOST_VERDICT_LINES];
};

static inline bool ends_are(const struct ends *ends, enum verdict verdict)
{
	return ends->verdicts == 1u << verdict;
}

static inline bool ends_may_be(const struct ends *ends, enum verdict verdict)
{
	return ends->verdicts >> verdict & 1;
}

/* ---- Reading ---- */

static inline void wrong_line(int number, const char *what, const char *text)
{
	fprintf(stderr, "%s:%d: %s: '%s'\n", VERDICTS_FILE, number, what, text);
	exit(2);
}

/* Without the blanks around it. */
static inline char *trimmed(char *text)
{
	size_t length;

	while (isspace((unsigned char)*text))
		text++;
	for (length = strlen(text); length && isspace((unsigned char)text[length - 1]); length--)
		;
	text[length] = '\0';
	return text;
}

/* The next of the parts of *rest, blanks trimmed; NULL behind the last. */
static inline char *next_part(char **rest, const char *between)
{
	char *part = *rest, *end = part ? strstr(part, between) : NULL;

	if (!part)
		return NULL;
	*rest = end ? end + strlen(between) : NULL;
	if (end)
		*end = '\0';
	return trimmed(part);
}

static inline enum verdict verdict_called(int number, const char *word)
{
	if (verdict_named(word) == VERDICT_COUNT)
		wrong_line(number, "no such verdict", word);
	return verdict_named(word);
}

/* "deadlock", "deadlock in 5", "leak 3", "leak 0..2 in 7" */
static inline void read_end(int number, const char *text, struct ends *ends)
{
	char word[40] = "";
	enum verdict verdict;
	int used = 0;

	sscanf(text, "%39s%n", word, &used);
	verdict = verdict_called(number, word);
	text += used;
	used = 0;
	if (verdict == VERDICT_LEAK) {
		if (sscanf(text, " %d%n", &ends->least, &used) != 1)
			wrong_line(number, "a leak of how many?", text);
		text += used;
		ends->most = ends->least;
		used = 0;
		sscanf(text, "..%d%n", &ends->most, &used);
		text += used;
	}
	used = 0;
	if (sscanf(text, " in %ld%n", &ends->steps[verdict], &used) == 1)
		text += used;
	if (*text)
		wrong_line(number, "this is too much", text);
	ends->verdicts |= 1u << verdict;
}

static inline void read_ends(int number, const char *column, struct ends *ends)
{
	char text[200], *rest = text, *part;

	memset(ends, 0, sizeof *ends);
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
		ends->steps[verdict] = -1;
	if (column[0] == '-') {
		ends->why_not = column + 1;
		if (!column[1])
			wrong_line(number, "why not?", column);
		return;
	}
	ends->likely = !strncmp(column, "likely ", 7);
	snprintf(text, sizeof text, "%s", column + (ends->likely ? 7 : 0));
	while ((part = next_part(&rest, ",")))
		read_end(number, part, ends);
}

/* "worker-pool feed=main", or the same behind "law", "soak-law" or "threads-law". */
static inline void read_subject(struct verdict_line *line, char *text)
{
	char *blank;

	line->in_soak = !strncmp(text, "soak-law ", 9);
	line->on_threads = !strncmp(text, "threads-law ", 12);
	line->is_law = line->in_soak || line->on_threads || !strncmp(text, "law ", 4);
	if (line->is_law)
		text = trimmed(strchr(text, ' '));
	blank = strchr(text, ' ');
	line->pattern = text;
	line->settings = blank ? trimmed(blank) : "";
	if (blank)
		*blank = '\0';
	pattern_called(line->pattern);
}

static inline void read_mark(struct verdict_line *line, const char *mark)
{
	line->is_proof = !strcmp(mark, "proof");
	line->is_break = !strcmp(mark, "breaks");
	if (!line->is_proof && !line->is_break)
		wrong_line(line->number, "no such mark", mark);
}

static inline void read_verdict_line(struct verdict_line *line, char *text, int number)
{
	char *rest = text, *part = next_part(&rest, "|");

	memset(line, 0, sizeof *line);
	line->number = number;
	read_subject(line, part);
	while ((part = next_part(&rest, "|")) && line->n_columns < MOST_COLUMNS)
		line->columns[line->n_columns++] = part;
	if (part || line->n_columns < (line->is_law ? 1 : 2))
		wrong_line(number, "too many columns, or too few", line->settings);
	if (line->is_law)
		return;
	read_ends(number, line->columns[0], &line->threads);
	read_ends(number, line->columns[1], &line->schedules);
	if (line->n_columns > 2)
		read_mark(line, line->columns[2]);
}

/* ---- The file ---- */

static inline char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0, got = 0;

	if (!file) {
		perror(path);
		exit(2);
	}
	do {
		text = realloc(text, size = size * 2 + 4096);
		got += fread(text + got, 1, size - got - 1, file);
	} while (got == size - 1);
	fclose(file);
	text[got] = '\0';
	return text;
}

/* All of it, to be given back with verdicts_free(). */
static inline struct verdicts *verdicts_read(void)
{
	struct verdicts *all = calloc(1, sizeof *all);
	char *rest = all->text = read_text(VERDICTS_FILE), *text;

	for (int number = 1; (text = next_part(&rest, "\n")); number++) {
		if (!*text || *text == '#')
			continue;
		if (all->n == MOST_VERDICT_LINES)
			wrong_line(number, "too many lines", text);
		read_verdict_line(&all->lines[all->n++], text, number);
	}
	return all;
}

static inline void verdicts_free(struct verdicts *all)
{
	free(all->text);
	free(all);
}

#endif
