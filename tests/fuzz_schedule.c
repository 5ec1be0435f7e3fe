/* fuzz_schedule.c - any bytes as the file of a saved run: read, with a schedule, or refused with a sentence. */
#include "cmd/run/saved.h"
#include "lab/base/panic.h"
#include "lab/trace/schedule.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Printed and read again it is the same. */
static void examine(const char *schedule)
{
	struct buf text = { 0 };
	char *error = NULL;
	long n, again;
	struct step *steps = schedule_parse(schedule, &n, &error), *copy;

	must(steps && !error);
	schedule_print(&text, steps, n);
	copy = schedule_parse(buf_text(&text), &again, &error);
	must(copy && again == n && (n == 0 || memcmp(steps, copy, (size_t)n * sizeof *steps) == 0));
	free(steps);
	free(copy);
	buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct problem problem;
	struct saved saved;

	if (saved_read((const char *)bytes, size, &saved, &problem)) {
		must(saved.pattern && saved.schedule);
		examine(saved.schedule);
		saved_free(&saved);
	} else {
		must(problem.code && problem.sentence && *problem.sentence);
		free(problem.sentence);
	}
	return 0;
}
