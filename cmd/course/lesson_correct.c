/* lesson_correct.c - see lesson_correct.h. */
#include "cmd/course/lesson_correct.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/course/lesson_check.h"
#include "cmd/session/out.h"
#include "lab/base/text.h"

static bool write_file(const char *path, const struct buf *text)
{
	struct buf beside = { 0 };
	FILE *file;
	bool good;

	buf_printf(&beside, "%s.new", path);
	file = fopen(buf_text(&beside), "wb");
	good = file && fwrite(buf_text(text), 1, text->length, file) == text->length;
	good = file && fclose(file) == 0 && good && rename(buf_text(&beside), path) == 0;
	if (file && !good)
		remove(buf_text(&beside));
	buf_free(&beside);
	return good;
}

/* Write the corrected course, and say so. */
static int write_corrected(struct session *session, const char *path, const struct buf *text)
{
	if (!write_file(path, text))
		return complain_system(session, "cannot-write", "cannot write %s: %s", path, strerror(errno));
	remark(session, "%s written", path);
	return STATUS_OK;
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

/* Where it goes when nobody says: the build folder, which is made if need be. */
static const char *usual_path(void)
{
	mkdir("build", 0777);
	return "build/LESSONS.md.corrected";
}

int correct_show(struct session *session, const struct course *course, const struct lesson *only,
                 const char *path)
{
	struct check found = { 0 };
	int status = check_course(session, course, only, &found);

	if (!only)
		status = status_worse(status, lint(session, course));
	out_text(session, &found.diff);
	if (!path && found.diff.length)
		path = usual_path();
	if (found.diff.length)
		status = status_worse(status, write_corrected(session, path, &found.corrected));
	check_free(&found);
	return status;
}

int correct_accept(struct session *session, const struct course *course, const char *path)
{
	struct check found = { 0 };
	int status = check_course(session, course, NULL, &found);

	if (status == STATUS_INTERRUPTED || !found.diff.length) {
		remark(session, "%s stays as it is", path);
	} else {
		out_text(session, &found.diff);
		status = found.n_unproved ? STATUS_FINDING : STATUS_OK;
		status = status_worse(status, write_corrected(session, path, &found.corrected));
	}
	check_free(&found);
	return status;
}
