/* best.c - see best.h. */
#include "cmd/session/best.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/kept.h"
#include "lab/base/files.h"
#include "lab/base/panic.h"

static char *copy(const char *text, size_t length)
{
	struct buf out = { 0 };

	buf_add(&out, text, length);
	return buf_take(&out);
}

static void add(struct bests *bests, const struct best *best)
{
	if (bests->n == bests->room) {
		bests->room = bests->room ? 2 * bests->room : 16;
		bests->at = realloc(bests->at, (size_t)bests->room * sizeof *bests->at);
		must(bests->at);
	}
	bests->at[bests->n++] = *best;
}

/* "challenge deadlock dining seats=3 : steps=5 of=3" */
static bool read_line(struct bests *bests, const char *line)
{
	char *text = copy(line, strcspn(line, "\n"));
	const char *what = text + strlen("challenge"), *rest = what, *colon = NULL;
	struct best best = { 0 };
	int end = 0;
	bool good;

	what += *what == ' ';
	for (rest = strchr(what, ' '); rest && (rest = strstr(rest, " : ")); rest++)
		colon = rest;
	rest = strchr(what, ' ');
	good = colon && rest < colon && rest > what &&
	       sscanf(colon, " : steps=%9ld of=%9ld%n", &best.steps, &best.of, &end) == 2 && !colon[end] &&
	       best.steps >= 0 && best.of >= 0;
	if (good) {
		best.what = copy(what, (size_t)(rest - what));
		best.line = copy(rest + 1, (size_t)(colon - rest - 1));
		add(bests, &best);
	}
	free(text);
	return good;
}

static void say_damaged(struct buf *why, const char *line)
{
	char *path = files_state("progress");

	buf_printf(why, "a line of %s is damaged; take it out: %.*s", path ? path : "progress", (int)strcspn(line, "\n"), line);
	free(path);
}

bool bests_load(struct bests *bests, struct buf *why)
{
	struct buf lines = { 0 };
	bool good = kept_readable(why);

	memset(bests, 0, sizeof *bests);
	if (good)
		kept_lines(&lines);
	for (const char *line = buf_text(&lines); *line && good; line = kept_next(line))
		if (kept_is_about(line, "challenge") && !read_line(bests, line)) {
			say_damaged(why, line);
			good = false;
		}
	buf_free(&lines);
	if (!good)
		bests_free(bests);
	return good;
}

void bests_free(struct bests *bests)
{
	for (int i = 0; i < bests->n; i++) {
		free(bests->at[i].what);
		free(bests->at[i].line);
	}
	free(bests->at);
	memset(bests, 0, sizeof *bests);
}

const struct best *bests_find(const struct bests *bests, const char *what, const char *line)
{
	for (int i = 0; i < bests->n; i++)
		if (!strcmp(bests->at[i].what, what) && !strcmp(bests->at[i].line, line))
			return &bests->at[i];
	return NULL;
}

bool best_is_miss(const char *what)
{
	return strcmp(what, "miss") == 0;
}

static bool is_better(const struct best *old, const char *what, long steps, long of)
{
	if (!best_is_miss(what))
		return steps < old->steps;
	return steps > old->steps || (steps == old->steps && of > old->of);
}

bool best_keep(const char *what, const char *line, long steps, long of)
{
	struct buf why = { 0 }, key = { 0 }, text = { 0 };
	struct bests bests;
	const struct best *old;
	bool better;

	if (!bests_load(&bests, &why)) {        /* then the file is left as it is */
		buf_free(&why);
		return false;
	}
	old = bests_find(&bests, what, line);
	better = !old || is_better(old, what, steps, of);
	if (better) {
		buf_printf(&key, "challenge %s %s :", what, line);
		buf_printf(&text, "%s steps=%ld of=%ld", buf_text(&key), steps, of);
		kept_replace(buf_text(&key), buf_text(&text));
	}
	bests_free(&bests);
	buf_free(&why);
	buf_free(&key);
	buf_free(&text);
	return better;
}

bool best_take(const char *line)
{
	struct bests one = { 0 };
	bool better = read_line(&one, line) && best_keep(one.at->what, one.at->line, one.at->steps, one.at->of);

	bests_free(&one);
	return better;
}
