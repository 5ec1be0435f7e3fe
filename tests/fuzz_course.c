/* fuzz_course.c - any bytes as the course: parsed, examined and shown, or refused with a sentence. */
#include "cmd/course/lesson.h"
#include "cmd/course/markdown.h"
#include "lab/base/panic.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void show(const struct course *course)
{
	static const struct look look = { .width = 20, .colour = true };
	struct buf out = { 0 };

	for (int i = 0; i < course->n; i++)
		for (int k = 0; k < course->lessons[i].n_parts; k++)
			markdown_render(&out, course->lessons[i].parts[k].text, &look);
	must(strlen(buf_text(&out)) == out.length);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct buf said = { 0 };
	struct course *course = course_parse("fuzz", (const char *)bytes, size, &said);

	must((course == NULL) == (said.length > 0));
	if (course) {
		course_lint(course, &said);
		show(course);
	}
	course_free(course);
	buf_free(&said);
	return 0;
}
