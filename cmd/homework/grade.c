/* grade.c - see grade.h. */
#include "cmd/homework/grade.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct grader {
	struct cage             cage;
	const struct submission *submission;
};

/* What a stranger's program says is shown on a terminal: it must not command it. */
static void make_harmless(struct buf *said)
{
	for (size_t i = 0; i < said->length; i++)
		if ((unsigned char)said->text[i] < ' ' && !strchr("\n\t", said->text[i]))
			said->text[i] = said->text[i] ? '?' : '\0';
		else if (said->text[i] == 0x7f)
			said->text[i] = '?';
}

/* ---- What is said of one that said nothing ---- */

static void tell_end(struct buf *why, const struct cage *cage, enum caged_end end, int signal)
{
	switch (end) {
	case CAGED_TOO_LONG:
		buf_printf(why, "no end after %d s", cage->seconds);
		break;
	case CAGED_TOO_MUCH_MEMORY:
		buf_printf(why, "more than %d MiB of memory", cage->memory_mib);
		break;
	case CAGED_TOO_MUCH_SAID:
		buf_adds(why, "it wrote where only the grader writes");
		break;
	case CAGED_NOT_BEGUN:
		buf_printf(why, "no process could be started: %s", strerror(errno));
		break;
	default:
		if (signal)
			buf_printf(why, "it broke down: %s", strsignal(signal));
		else
			buf_adds(why, "it broke down, or ended the process that graded it");
	}
}

/* ---- One check ---- */

static char *text_at(struct buf *said, size_t at)
{
	char *text = strdup(at < said->length ? said->text + at : "");

	must(text);
	return text;
}

/* "./hw.c" for PROGRAM; malloc'ed. */
static char *with_name(const char *again, const char *name)
{
	const char *at = strstr(again, "PROGRAM");
	struct buf line = { 0 };

	buf_add(&line, again, at ? (size_t)(at - again) : strlen(again));
	if (at)
		buf_printf(&line, "%s%s", name, at + strlen("PROGRAM"));
	return buf_take(&line);
}

static void trim_end(char *text)
{
	size_t length = strlen(text);

	while (length && strchr(" \t\n", text[length - 1]))
		text[--length] = '\0';
}

/* What judge.h says stands there: a letter, a sentence, and behind zero bytes the rest. */
static void take_said(struct mark *mark, struct buf *said, const char *name)
{
	size_t at = strlen(said->text) + 1;
	char *again;

	make_harmless(said);
	mark->how = (enum judged)said->text[0];
	mark->why = text_at(said, 1);
	again = text_at(said, at);
	mark->rests = text_at(said, at + strlen(again) + 1);
	mark->again = with_name(again, name);
	trim_end(mark->why);
	free(again);
}

static bool is_judged(const struct buf *said)
{
	return said->length && strchr("pfoun", said->text[0]);
}

static bool check(struct grader *grader, struct mark *mark, bool alone, void (*body)(int, void *))
{
	struct trial trial = { mark->grade, grader->submission->path, grader->submission->settings };
	struct buf said = { 0 }, why = { 0 };
	int signal;
	enum caged_end end = cage_run(&grader->cage, alone, body, &trial, &said, &signal);
	bool silent = end == CAGED_DONE && said.length == 0 && !alone;

	if (end == CAGED_DONE && is_judged(&said)) {
		take_said(mark, &said, grader->submission->name);
	} else if (!silent) {
		mark->how = JUDGED_SILENT;
		tell_end(&why, &grader->cage, end, signal);
		mark->why = buf_take(&why);
		mark->again = text_at(&said, said.length);
		mark->rests = text_at(&said, said.length);
	}
	buf_free(&said);
	return end != CAGED_STOPPED;
}

/* Compiling needs processes; running does not, and may start none. False for ^C. */
static bool check_both(struct grader *grader, struct mark *mark)
{
	if (!check(grader, mark, false, judge_build))
		return false;
	return mark->why || check(grader, mark, true, judge_check);
}

/* ---- All of them ---- */

static void do_nothing(int out, void *context)
{
	(void)out;
	(void)context;
}

void bounds_probe(struct bounds *bounds)
{
	struct buf said = { 0 };
	struct cage cage;
	int signal;

	bounds->held = CONFINED_ALL;
	if (cage_open(&cage, bounds->seconds, bounds->memory_mib)) {
		cage_run(&cage, true, do_nothing, NULL, &said, &signal);
		bounds->held = cage.held;
		cage_close(&cage);
	} else {
		free(cage.folder);
	}
	buf_free(&said);
}

static void count(struct marks *marks, const struct homework *homework)
{
	int n = 0;

	for (const struct grade *one = homework->grades; one; one = one->next)
		n++;
	*marks = (struct marks){ .n = n, .at = calloc((size_t)n + 1, sizeof *marks->at) };
	must(marks->at);
	n = 0;
	for (const struct grade *one = homework->grades; one; one = one->next) {
		marks->at[n++].grade = one;
		marks->of += one->marks;
	}
}

bool grade(struct marks *marks, const struct homework *homework, const struct submission *submission, struct bounds *bounds,
           struct buf *why)
{
	struct grader grader = { .submission = submission };

	if (!cage_open(&grader.cage, bounds->seconds, bounds->memory_mib)) {
		buf_printf(why, "cannot make a folder for %s: %s", submission->name, strerror(errno));
		free(grader.cage.folder);
		return false;
	}
	count(marks, homework);
	for (int i = 0; i < marks->n && !marks->stopped; i++) {
		marks->stopped = !check_both(&grader, &marks->at[i]);
		if (marks->at[i].how == JUDGED_PASSED)
			marks->got += marks->at[i].grade->marks;
	}
	bounds->held &= grader.cage.held;
	cage_close(&grader.cage);
	return true;
}

void marks_free(struct marks *marks)
{
	for (int i = 0; i < marks->n; i++) {
		free(marks->at[i].why);
		free(marks->at[i].again);
		free(marks->at[i].rests);
	}
	free(marks->at);
	*marks = (struct marks){ 0 };
}
