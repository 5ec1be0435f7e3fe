/* schedule.c - see schedule.h. */
#include "lab/trace/schedule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/event.h"

enum { WORD_SHOWN = 20 };

static bool same(const struct step *a, const struct step *b)
{
	return a->task == b->task && a->index == b->index;
}

int schedule_switches(const struct step *steps, long n)
{
	int switches = 0, last = NO_TASK;

	for (long i = 0; i < n; i++) {
		int now = turn_after(last, steps[i].task);

		switches += last != NO_TASK && now != last;
		last = now;
	}
	return switches;
}

bool schedule_has_clock(const struct step *steps, long n)
{
	for (long i = 0; i < n; i++)
		if (steps[i].task == CLOCK_TASK)
			return true;
	return false;
}

static void print_step(struct buf *out, const struct step *step)
{
	if (step->task == CLOCK_TASK)
		buf_addc(out, 't');
	else
		buf_printf(out, "%d", (int)step->task);
	if (step->index)
		buf_printf(out, ".%d", (int)step->index);
}

void schedule_print(struct buf *out, const struct step *steps, long n)
{
	for (long i = 0, run; i < n; i += run) {
		for (run = 1; i + run < n && same(&steps[i], &steps[i + run]); run++)
			;
		buf_adds(out, i ? " " : "");
		print_step(out, &steps[i]);
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

/* Whose step it is, and which way. */
static bool who(const char **at, struct step *step)
{
	long task, index = 0;

	if (**at == 't') {
		(*at)++;
		*step = (struct step){ CLOCK_TASK, 0 };
		return true;
	}
	if (!number(at, &task))
		return false;
	if (**at == '.' && ((*at)++, !number(at, &index)))
		return false;
	*step = (struct step){ (int32_t)task, (int32_t)index };
	return true;
}

/* One word: who, and how often. */
static bool word(const char **at, struct step *step, long *times)
{
	*times = 1;
	if (!who(at, step))
		return false;
	if (**at == 'x' && ((*at)++, !number(at, times)))
		return false;
	return **at == '\0' || isspace((unsigned char)**at);
}

/* The word that starts at `at` is none, or is more than a schedule holds. */
static struct step *complain(struct step *steps, const char *at, bool large, char **error)
{
	int length = (int)strcspn(at, " \t\r\n\v\f");
	struct buf text = { 0 };

	buf_printf(&text, "'%.*s%s' is ", length < WORD_SHOWN ? length : WORD_SHOWN, at,
	           length < WORD_SHOWN ? "" : "...");
	if (large)
		buf_printf(&text, "too large: a number has at most 7 digits, a schedule at most %d steps",
		           MAX_SCHEDULE_STEPS);
	else
		buf_adds(&text, "not part of a schedule: a word is TASK, TASK.WAY or TASKxTIMES, as in 0 1x3 2.1, "
		         "or t, the clock");
	*error = buf_take(&text);
	free(steps);
	return NULL;
}

/* Is it a word, though its numbers may be too large? */
static bool is_word(const char *at)
{
	const char *start = at;

	at += *at == 't' ? 1 : strspn(at, "0123456789");
	if (*at == '.' && *start != 't')
		at += 1 + strspn(at + 1, "0123456789");
	if (*at == 'x')
		at += 1 + strspn(at + 1, "0123456789");
	return (*start == 't' || isdigit((unsigned char)*start)) && isdigit((unsigned char)at[-1]) &&
	       (!*at || isspace((unsigned char)*at));
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
			return complain(steps, at, is_word(at), error);
		steps = grow(steps, *n, times, &room);
		for (; times > 0; times--)
			steps[(*n)++] = step;
	}
}
