/*
 * record_verdicts.h - patterns/verdicts as it comes out now, for a person to compare (`make verdicts`).
 *
 * The whole file is read and checked before anything is explored. A line that is as it was, but for blanks, is written as
 * it was; a pattern that has no lines gets some as a suggestion: its default, and one for each other value that the tests
 * need a line for.
 */
#ifndef TESTS_RECORD_VERDICTS_H
#define TESTS_RECORD_VERDICTS_H

#include <ctype.h>

#include "lab/base/buf.h"
#include "lab/engine/fiber.h"
#include "lab/search/explore.h"
#include "tests/law_text.h"
#include "tests/sanitized.h"

enum { WORK_A_LINE = 200000000, SCHEDULES_SANITIZED = THREAD_SANITIZED ? 3 : 8 };

/* ---- Exploring ---- */

static inline struct run_options options_of(const struct turned *turned)
{
	return (struct run_options){
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
	};
}

static inline struct exploration *explore_turned(const struct turned *turned)
{
	struct explore_limits limits = { .work = WORK_A_LINE };
	struct run_options options = options_of(turned);
	struct exploration *found;
	char *error = NULL;

	if (!FIBERS)
		limits.schedules = SCHEDULES_SANITIZED;
	found = explore(&options, &limits, NULL, &error);
	if (!found)
		wrong_test("run", error);
	return found;
}

/* "ok, leak 0..2 in 7": what was found, as a column of the file. */
static inline void print_found(struct buf *out, const struct exploration *found)
{
	bool first = true;

	if (!found->proved) {
		buf_printf(out, "- %s", found->limit);
		return;
	}
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
		if (!found->ends[verdict])
			continue;
		buf_printf(out, "%s%s", first ? "" : ", ", verdict_word((enum verdict)verdict));
		if (verdict == VERDICT_LEAK)
			buf_printf(out, " %d", found->leaked_least);
		if (verdict == VERDICT_LEAK && found->leaked_most != found->leaked_least)
			buf_printf(out, "..%d", found->leaked_most);
		if (found->bad[verdict])
			buf_printf(out, " in %ld", found->bad[verdict]->n);
		first = false;
	}
}

/* ---- The file must be sound ---- */

static inline void check_turned(const struct verdict_line *line)
{
	const struct pattern *pattern = pattern_called(line->pattern);
	char text[256];
	int setting, n;

	snprintf(text, sizeof text, "%s", line->settings);
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');

		if (!value)
			wrong_line(line->number, "this is no name=value", word);
		*value++ = '\0';
		setting = find_setting(pattern, word);
		if (setting < 0)
			wrong_line(line->number, "the pattern has no such setting", word);
		else if (!pattern->settings[setting].is_file && !read_value(&pattern->settings[setting], value, &n))
			wrong_line(line->number, "the setting has no such value", value);
	}
}

static inline void check_verdicts(const struct verdicts *all)
{
	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *line = &all->lines[i];

		if (!line->is_law)
			check_turned(line);
		for (int k = 0; line->is_law && k < line->n_columns; k++)
			if (line->columns[k][0] != '-')
				read_statement(line->number, line->columns[k]);
	}
}

/* ---- Lines ---- */

static inline bool same_but_for_blanks(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (isspace((unsigned char)*a))
			a++;
		while (isspace((unsigned char)*b))
			b++;
		if (*a != *b || !*a)
			return *a == *b;
	}
}

static inline void print_line_with(struct buf *out, const struct turned *turned, const char *settings, const char *threads,
                                   const struct exploration *found, const char *mark)
{
	struct buf subject = { 0 };

	buf_printf(&subject, "%s%s%s", turned->pattern->name, *settings ? " " : "", settings);
	buf_printf(out, "%-66s | %-15s | ", buf_text(&subject), threads);
	print_found(out, found);
	buf_printf(out, "%s%s", *mark ? " | " : "", mark);
	buf_free(&subject);
}

/* The line of these settings, with what is found over all schedules. */
static inline void print_line(struct buf *out, const char *pattern, const char *settings, const char *threads,
                              const char *mark)
{
	struct turned turned;
	struct exploration *found;

	turn(&turned, pattern, settings);
	found = explore_turned(&turned);
	print_line_with(out, &turned, settings, threads, found, mark);
	exploration_free(found);
}

/* `only`: no other pattern is looked at; or NULL. */
static inline void record_line(struct buf *out, const char *text, int number, const char *only)
{
	char copy[1000];
	struct verdict_line line;
	struct buf now = { 0 };

	snprintf(copy, sizeof copy, "%s", text);
	if (*trimmed(copy) && *trimmed(copy) != '#') {
		read_verdict_line(&line, copy, number);
		if (!line.is_law && !line.schedules.why_not && (!only || !strcmp(only, line.pattern)))
			print_line(&now, line.pattern, line.settings, line.columns[0],
			           line.n_columns > 2 ? line.columns[2] : "");
	}
	buf_printf(out, "%s\n", !*buf_text(&now) || same_but_for_blanks(buf_text(&now), text) ? text : buf_text(&now));
	buf_free(&now);
}

/* ---- Suggestions ---- */

enum { RUNS_A_LINE = 20 };

/* What runs came to. */
struct shown {
	bool verdicts[VERDICT_COUNT];
	int  least, most;               /* left behind, where a leak was seen */
};

static inline void add_shown(struct shown *shown, enum verdict verdict, int least, int most)
{
	if (verdict == VERDICT_LEAK && (!shown->verdicts[verdict] || least < shown->least))
		shown->least = least;
	if (verdict == VERDICT_LEAK && (!shown->verdicts[verdict] || most > shown->most))
		shown->most = most;
	shown->verdicts[verdict] = true;
}

/* "ok, leak 1..2" */
static inline void print_shown(struct buf *out, const struct shown *shown)
{
	bool first = true;

	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
		if (!shown->verdicts[verdict])
			continue;
		buf_printf(out, "%s%s", first ? "" : ", ", verdict_word((enum verdict)verdict));
		if (verdict == VERDICT_LEAK)
			buf_printf(out, " %d", shown->least);
		if (verdict == VERDICT_LEAK && shown->most != shown->least)
			buf_printf(out, "..%d", shown->most);
		first = false;
	}
}

/* The first column: what some runs on real threads come to, and what some schedule does, for that takes only more luck. */
static inline void print_threads(struct buf *out, const struct turned *turned, const struct exploration *found)
{
	struct shown shown = { { false }, 0, 0 };
	int least = found->leaked_least ? found->leaked_least : 1;      /* of those that leak */

	if (found->ends[VERDICT_LIVELOCK]) {
		buf_adds(out, "- it may go on for ever");
		return;
	}
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
		if (found->ends[verdict])
			add_shown(&shown, (enum verdict)verdict, least, found->leaked_most);
	for (int i = 0; i < RUNS_A_LINE; i++) {
		struct result *result = run_turned(turned, false);

		add_shown(&shown, result->verdict, result->leaked, result->leaked);
		result_free(result);
	}
	print_shown(out, &shown);
}

static inline void suggest_line(struct buf *out, const char *pattern, const char *settings, const char *mark)
{
	struct buf threads = { 0 };
	struct turned turned;
	struct exploration *found;

	turn(&turned, pattern, settings);
	found = explore_turned(&turned);
	print_threads(&threads, &turned, found);
	print_line_with(out, &turned, settings, buf_text(&threads), found, mark);
	buf_addc(out, '\n');
	exploration_free(found);
	buf_free(&threads);
}

static inline void suggest(struct buf *out, const struct pattern *pattern)
{
	char text[100];

	buf_addc(out, '\n');
	suggest_line(out, pattern->name, "", "proof");
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		const struct setting *s = &pattern->settings[i];

		for (int value = s->min; s->words[0] && value <= s->max; value++) {
			snprintf(text, sizeof text, "%s=%s", s->name, s->words[value]);
			if (value != s->standard)
				suggest_line(out, pattern->name, text, "");
		}
		snprintf(text, sizeof text, "%s=%d", s->name, s->standard > s->min ? s->min : s->standard + 1);
		if (!s->words[0] && !s->is_file)
			suggest_line(out, pattern->name, text, "");
	}
}

/* ---- All of it ---- */

static inline int n_lines_of(const struct verdicts *all, const char *pattern)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		n += !all->lines[i].is_law && !strcmp(all->lines[i].pattern, pattern);
	return n;
}

/* A sign of life: the pattern that is being explored, once. */
static inline void tell_pattern(const struct verdicts *all, int number, const char *only)
{
	for (int i = 0; i < all->n; i++) {
		const char *name = all->lines[i].pattern;

		if (all->lines[i].number != number || all->lines[i].is_law || (only && strcmp(only, name) != 0) ||
		    (i && !strcmp(all->lines[i - 1].pattern, name)))
			continue;
		fprintf(stderr, "  %s: %d lines\n", name, n_lines_of(all, name));
	}
}

static inline void record_all(struct buf *out, const struct verdicts *all, const char *only)
{
	char *text = read_text(VERDICTS_FILE), *at = text, *end;

	for (int number = 1; (end = strchr(at, '\n')); number++, at = end + 1) {
		*end = '\0';
		tell_pattern(all, number, only);
		record_line(out, at, number, only);
	}
	for (int i = 0; patterns[i]; i++)
		if (!n_lines_of(all, patterns[i]->name) && (!only || !strcmp(only, patterns[i]->name))) {
			fprintf(stderr, "  %s: no lines; what comes out now is suggested\n", patterns[i]->name);
			suggest(out, patterns[i]);
		}
	free(text);
}

/* Write the file as it comes out now to `path`; of one pattern only, unless `only` is NULL. */
static inline int record_verdicts(const char *path, const char *only)
{
	struct verdicts *all = verdicts_read();
	struct buf out = { 0 };
	FILE *file;
	bool written;

	check_verdicts(all);
	if (only)
		pattern_called(only);
	record_all(&out, all, only);
	verdicts_free(all);
	file = fopen(path, "w");
	written = file && fputs(buf_text(&out), file) >= 0;
	if (file && fclose(file) != 0)
		written = false;
	if (!written)
		perror(path);
	buf_free(&out);
	return written ? 0 : 2;
}

#endif
