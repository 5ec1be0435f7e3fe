/* schedule.c - see schedule.h. */
#include "lab/trace/schedule.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>

#include "lab/base/panic.h"

static bool same(const struct step *a, const struct step *b)
{
	return a->task == b->task && a->index == b->index;
}

void schedule_print(struct buf *out, const struct step *steps, long n)
{
	for (long i = 0, run; i < n; i += run) {
		for (run = 1; i + run < n && same(&steps[i], &steps[i + run]); run++)
			;
		buf_printf(out, "%s%d", i ? " " : "", (int)steps[i].task);
		if (steps[i].index)
			buf_printf(out, ".%d", (int)steps[i].index);
		if (run > 1)
			buf_printf(out, "x%ld", run);
	}
}

/* A number of at most 7 digits; false when there is none. */
static bool number(const char **at, long *value)
{
	int digits = 0;

	*value = 0;
	for (; isdigit((unsigned char)**at) && digits < 8; (*at)++, digits++)
		*value = 10 * *value + (**at - '0');
	return digits > 0 && digits < 8;
}

/* One word: task, way, how often. */
static bool word(const char **at, struct step *step, long *times)
{
	long task, index = 0;

	*times = 1;
	if (!number(at, &task))
		return false;
	if (**at == '.' && ((*at)++, !number(at, &index)))
		return false;
	if (**at == 'x' && ((*at)++, !number(at, times)))
		return false;
	*step = (struct step){ (int32_t)task, (int32_t)index };
	return **at == '\0' || isspace((unsigned char)**at);
}

static struct step *complain(struct step *steps, const char *at, char **error)
{
	struct buf text = { 0 };

	buf_printf(&text, "'%.20s' is not part of a schedule: a word is TASK, TASK.WAY or TASKxTIMES, as in 0 1x3 2.1", at);
	*error = buf_take(&text);
	free(steps);
	return NULL;
}

static struct step *grow(struct step *steps, long n, long times, long *room)
{
	while (n + times > *room)
		*room = 2 * *room + 64;
	steps = realloc(steps, (size_t)*room * sizeof *steps);
	if (!steps)
		panic("out of memory");
	return steps;
}

struct step *schedule_parse(const char *text, long *n, char **error)
{
	long room = 0, times;
	struct step *steps = grow(NULL, 0, 1, &room), step;

	*n = 0;
	for (;;) {
		const char *at;

		while (isspace((unsigned char)*text))
			text++;
		if (!*text)
			return steps;
		at = text;
		if (!word(&text, &step, &times) || *n + times > MAX_SCHEDULE_STEPS)
			return complain(steps, at, error);
		steps = grow(steps, *n, times, &room);
		for (; times > 0; times--)
			steps[(*n)++] = step;
	}
}
