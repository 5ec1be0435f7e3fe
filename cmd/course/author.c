/* author.c - see author.h. */
#define _XOPEN_SOURCE 700       /* realpath() */

#include "cmd/course/author.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cmd/course/lesson_check.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

/* Where a path leads to in the end; malloc'ed. One that leads nowhere yet stays as it is. */
static char *place_of(const char *path)
{
	char *place = realpath(path, NULL);

	if (!place)
		place = strdup(path);
	must(place);
	return place;
}

/* Write the corrected course, and say so. */
static int write_corrected(struct session *session, const char *path, const struct buf *text)
{
	char *place = place_of(path);
	struct redirect file;
	int status = redirect_begin(session, &file, place, false);

	if (status == STATUS_OK) {
		fwrite(buf_text(text), 1, text->length, session->out);
		status = redirect_end(session, &file, true);
	}
	if (status == STATUS_OK)
		remark(session, "%s written", path);
	free(place);
	return status;
}

static int lint(struct session *session, const struct course *course)
{
	struct buf faults = { 0 };
	int lines, elided = course_elided(course, &lines), n = course_lint(course, &faults);

	remark(session, "%d of %d expected lines are elided", elided, lines);
	if (n)
		complain(session, "lint", NULL, "the course has %d fault%s:\n%s", n, text_s(n), buf_text(&faults));
	buf_free(&faults);
	return n ? STATUS_FINDING : STATUS_OK;
}

/* Where it goes when nobody says: beside somebody's own course; else the build folder, which is made if need be. */
static void add_usual_path(struct buf *out, const struct course *course)
{
	if (!course->own)
		mkdir("build", 0777);
	buf_printf(out, "%s.corrected", course->own ? course->name : "build/LESSONS.md");
}

int author_check(struct session *session, const struct course *course, const struct lesson *only,
                 const char *path)
{
	struct check found = { 0 };
	struct buf usual = { 0 };
	int status = check_course(session, course, only, &found);
	bool differs;

	if (!only)
		status = status_worse(status, lint(session, course));
	differs = found.diff.length > 0;
	out_text(session, &found.diff);
	if (!path && differs)
		add_usual_path(&usual, course);
	if (differs)
		status = status_worse(status, write_corrected(session, path ? path : buf_text(&usual), &found.corrected));
	buf_free(&usual);
	check_free(&found);
	return status;
}

/* ---- Asking first ---- */

/* A corrected course that waits for a yes. */
struct correction {
	char      *path;
	struct buf text;
};

static void forget(struct session *session, void *state)
{
	struct correction *correction = state;

	(void)session;
	free(correction->path);
	buf_free(&correction->text);
	free(correction);
}

static void add_prompt(const struct session *session, const void *state, struct buf *out)
{
	(void)session;
	(void)state;
	buf_adds(out, "write it? (yes or no) ");
}

static void refuse(struct session *session, void *state)
{
	const struct correction *correction = state;

	remark(session, "%s stays as it is", correction->path);
}

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && strcasecmp(word, *words) != 0)
		words++;
	return *words != NULL;
}

static bool hear(struct session *session, void *state, const char *line, int *status);

static const struct guest_kind asking = {
	.name = "accept", .rank = 3,
	.free = forget, .prompt = add_prompt, .line = hear, .leave = refuse,
};

static bool hear(struct session *session, void *state, const char *line, int *status)
{
	static const char *const yes[] = { "yes", "y", NULL }, *const no[] = { "no", "n", "", "quit", "q", NULL };
	struct correction *correction = state;
	struct buf word = { 0 };

	buf_adds(&word, line + strspn(line, " \t"));
	text_trim(&word, 0);
	*status = STATUS_OK;
	if (is_one_of(buf_text(&word), yes)) {
		*status = write_corrected(session, correction->path, &correction->text);
		guest_leave(session, &asking);
	} else if (is_one_of(buf_text(&word), no)) {
		refuse(session, correction);
		guest_leave(session, &asking);
	} else {
		remark(session, "Please say yes or no.");
	}
	buf_free(&word);
	return true;
}

/* The text is the guest's from now on. */
static void ask(struct session *session, const char *path, struct buf *text)
{
	struct correction *correction = calloc(1, sizeof *correction);

	must(correction);
	correction->path = strdup(path);
	must(correction->path);
	correction->text = *text;
	*text = (struct buf){ 0 };
	guest_enter(session, &asking, correction);
}

/* Say where it would go; write it, or ask. */
static int offer_corrected(struct session *session, const char *path, struct buf *text)
{
	bool asks = session->interactive && session->depth == 0 && !session->json;
	char *place = place_of(path);
	int status = STATUS_OK;

	remark(session, asks ? "This would be written to %s." : "writing %s", place);
	if (asks)
		ask(session, path, text);
	else
		status = write_corrected(session, path, text);
	free(place);
	return status;
}

int author_accept(struct session *session, const struct course *course, const char *path)
{
	struct check found = { 0 };
	int status = check_course(session, course, NULL, &found);

	if (status == STATUS_INTERRUPTED || !found.diff.length) {
		remark(session, "%s stays as it is", path);
	} else {
		out_text(session, &found.diff);
		status = found.n_unproved ? STATUS_FINDING : STATUS_OK;
		status = status_worse(status, offer_corrected(session, path, &found.corrected));
	}
	check_free(&found);
	return status;
}
