/* lecture_given.h - in a test: a script that is presented on a terminal, see on_terminal.h. Define _XOPEN_SOURCE as that wants it. */
#ifndef TESTS_LECTURE_GIVEN_H
#define TESTS_LECTURE_GIVEN_H

#include "tests/check_text.h"
#include "tests/on_terminal.h"

static char path[] = "/tmp/conclab-lecture-XXXXXX";

/* Present this script. */
static inline void present(struct terminal *t, const char *script, const char *term)
{
	char *const arguments[] = { "conclab", "-n", "-f", path, "--present", NULL };
	static char *kept[6];
	FILE *file;
	int descriptor;

	strcpy(path + sizeof path - 7, "XXXXXX");
	descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	file = fdopen(descriptor, "w");
	fputs(script, file);
	fclose(file);
	memcpy(kept, arguments, sizeof arguments);
	start_as(t, term, "", kept);
}

static inline int leave(struct terminal *t)
{
	int status = finish(t);

	unlink(path);
	return status;
}

/* What has come since the last await() up to where the next would begin. */
static inline void lacks_so_far(const struct terminal *t, size_t from, const char *text)
{
	struct buf part = { 0 };

	buf_add(&part, t->seen.text + from, t->from - from);
	check_lacks(buf_text(&part), text);
	buf_free(&part);
}

static const char three[] =
	"# ## One\n"
	"echo first words\n"
	"run channel log=0 expect=ok\n"
	"expect verdict == ok\n"
	"show history\n"
	"# ## Two\n"
	"show history\n";

#endif
