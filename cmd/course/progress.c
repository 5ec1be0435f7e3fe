/* progress.c - see progress.h. */
#include "cmd/course/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cmd/session/kept.h"
#include "lab/base/buf.h"

/* ---- Keys ---- */

static unsigned long add_digest(unsigned long digest, const char *text)
{
	return crc32(digest, (const unsigned char *)text, (unsigned)strlen(text) + 1);
}

/* What the course is called, or else its file. */
static const char *name_of(const struct course *course)
{
	const char *slash = strrchr(course->name, '/');

	if (*course->title)
		return course->title;
	return slash ? slash + 1 : course->name;
}

static void make_key(char key[LONGEST_KEY], const struct course *course, const struct lesson *lesson)
{
	unsigned long digest = add_digest(0, name_of(course));

	/* A lesson that is called like one before it counts both. */
	for (const struct lesson *other = course->lessons; other <= lesson; other++)
		if (strcmp(other->title, lesson->title) == 0)
			digest = add_digest(digest, lesson->title);
	if (course->own)
		snprintf(key, LONGEST_KEY, "own %08lx", digest & 0xffffffff);
	else
		snprintf(key, LONGEST_KEY, "lesson %s", lesson->name);
}

/* ---- Lines ---- */

static int small_number(const char *text)
{
	long n = strtol(text, NULL, 10);

	return n < 0 || n > 9999 ? 0 : (int)n;
}

/* "b+,7-,skip" */
static void read_answers(struct progress *progress, const char *text)
{
	for (int i = 0; i < MAX_ANSWERS && *text && *text != ' ' && *text != '\n'; i++) {
		struct answer *answer = &progress->answers[i];
		size_t length = strcspn(text, "+-, \n");

		if (length < sizeof answer->text)
			memcpy(answer->text, text, length);
		answer->right = text[length] == '+';
		text += strcspn(text, ", \n");
		text += *text == ',';
	}
}

/* "0,2": how often each has to be answered rightly yet. */
static void read_due(struct progress *progress, const char *text)
{
	for (int i = 0; i < MAX_ANSWERS && *text && *text != ' ' && *text != '\n'; i++) {
		int due = small_number(text);

		progress->answers[i].due = due > RIGHT_AGAIN ? RIGHT_AGAIN : due;
		text += strcspn(text, ", \n");
		text += *text == ',';
	}
}

bool progress_skipped(const struct answer *answer)
{
	return strcmp(answer->text, "skip") == 0;
}

bool progress_wrong(const struct answer *answer)
{
	return answer->text[0] && !answer->right && !progress_skipped(answer);
}

/* Where a line does not tell how often a question is asked again. */
static int usually_due(const struct answer *answer)
{
	return progress_wrong(answer) || progress_skipped(answer) ? RIGHT_AGAIN : 0;
}

static void read_line(struct progress *progress, const char *line)
{
	const char *end = line + strcspn(line, "\n");
	bool told = false;      /* what has to be asked again */

	while (line < end) {
		if (strncmp(line, "at=", 3) == 0)
			progress->at = small_number(line + 3);
		else if (strncmp(line, "begun=", 6) == 0)
			progress->begun = small_number(line + 6) != 0;
		else if (strncmp(line, "hints=", 6) == 0)
			progress->hints = small_number(line + 6);
		else if (strncmp(line, "done=", 5) == 0)
			progress->done = small_number(line + 5) != 0;
		else if (strncmp(line, "solved=", 7) == 0)
			progress->solved = small_number(line + 7) != 0;
		else if (strncmp(line, "skipped=", 8) == 0)
			progress->skipped = small_number(line + 8) != 0;
		else if (strncmp(line, "answers=", 8) == 0)
			read_answers(progress, line + 8);
		else if (strncmp(line, "review=", 7) == 0) {
			read_due(progress, line + 7);
			told = true;
		}
		line += strcspn(line, " \n");
		line += *line == ' ';
	}
	progress->begun |= progress->at > 0;
	for (int i = 0; i < MAX_ANSWERS && !told; i++)
		progress->answers[i].due = usually_due(&progress->answers[i]);
}

static struct progress load(const struct course *course, const struct lesson *lesson, const char *lines)
{
	struct progress progress = { 0 };

	make_key(progress.key, course, lesson);
	for (const char *line = lines; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (kept_is_about(line, progress.key))
			read_line(&progress, line);
	}
	return progress;
}

struct progress progress_load(const struct course *course, const struct lesson *lesson)
{
	struct buf lines = { 0 };
	struct progress progress;

	kept_lines(&lines);
	progress = load(course, lesson, buf_text(&lines));
	buf_free(&lines);
	return progress;
}

/* Where the last of the lines stands that tell of a lesson; NULL: there is none. */
static const char *last_line(const char *lines, const char *key)
{
	const char *last = NULL;

	for (const char *line = lines; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (kept_is_about(line, key))
			last = line;
	}
	return last;
}

static bool is_among(enum latest which, const struct lesson *lesson, const struct progress *progress)
{
	return which == LATEST_BEGUN ? progress->begun : which == LATEST_NO_QUEST ? !lesson_is_quest(lesson) : true;
}

const struct lesson *progress_latest(const struct course *course, enum latest which)
{
	const struct lesson *latest = NULL;
	const char *place = NULL, *line;
	struct buf lines = { 0 };

	kept_lines(&lines);
	for (int i = 0; i < course->n; i++) {
		struct progress one = load(course, &course->lessons[i], buf_text(&lines));

		line = last_line(buf_text(&lines), one.key);
		if (is_among(which, &course->lessons[i], &one) && line && (!place || line > place)) {
			place = line;
			latest = &course->lessons[i];
		}
	}
	buf_free(&lines);
	return latest;
}

/* Nothing where nothing was answered wrongly or skipped. */
static void write_due(struct buf *out, const struct progress *progress)
{
	bool any = false;
	int n = 0;

	for (int i = 0; i < MAX_ANSWERS; i++) {
		any |= progress->answers[i].due || usually_due(&progress->answers[i]);
		n = progress->answers[i].due ? i + 1 : n;
	}
	if (any)
		buf_adds(out, n ? " review=" : " review=0");
	for (int i = 0; i < n; i++)
		buf_printf(out, "%s%d", i ? "," : "", progress->answers[i].due);
}

static void write_line(struct buf *out, const struct progress *progress)
{
	int n = MAX_ANSWERS;

	while (n > 0 && !progress->answers[n - 1].text[0])
		n--;
	buf_printf(out, "%s at=%d begun=%d hints=%d done=%d solved=%d answers=", progress->key,
	           progress->at, progress->begun, progress->hints, progress->done, progress->solved);
	for (int i = 0; i < n; i++) {
		const struct answer *answer = &progress->answers[i];

		buf_printf(out, "%s%s", i ? "," : "", answer->text);
		if (answer->text[0] && !progress_skipped(answer))
			buf_addc(out, answer->right ? '+' : '-');
	}
	if (progress->skipped)
		buf_adds(out, " skipped=1");
	write_due(out, progress);
}

void progress_save(const struct progress *progress)
{
	struct buf line = { 0 };

	write_line(&line, progress);
	kept_replace(progress->key, buf_text(&line));
	buf_free(&line);
}

void progress_merge(const char *key, const char *line)
{
	struct progress here = { 0 }, there = { 0 };
	struct buf lines = { 0 };

	kept_lines(&lines);
	for (const char *at = buf_text(&lines); *at; at = kept_next(at))
		if (kept_is_about(at, key))
			read_line(&here, at);
	read_line(&there, line);
	snprintf(there.key, sizeof there.key, "%s", key);
	there.done |= here.done;
	there.solved |= here.solved;
	there.hints = here.hints > there.hints ? here.hints : there.hints;
	progress_save(&there);
	buf_free(&lines);
}
