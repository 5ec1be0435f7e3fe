/* step_task.c - see step_task.h. */
#include "cmd/step/step_task.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/step/step_screen.h"

enum { MOST_LISTED = 8 };

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

bool step_task_is_number(const char *word)
{
	size_t length = strlen(word);

	return (word[0] == 't' || word[0] == '#') && length >= 2 && length <= 8 && digits(word + 1) == length - 1;
}

/* The task whose number is written so: "t12", "#12". */
static int numbered(const struct position *position, const char *word)
{
	if (!step_task_is_number(word))
		return NO_TASK;
	return atoi(word + 1) < position->n_tasks ? atoi(word + 1) : NO_TASK;
}

int step_task_exact(const struct position *position, const char *word)
{
	for (int i = 0; i < position->n_tasks; i++)
		if (!strcmp(step_who(position, i), word))
			return i;
	return strcmp(word, "clock") ? numbered(position, word) : CLOCK_TASK;
}

static bool is_start(const char *name, const char *word)
{
	return *word && !strncmp(name, word, strlen(word));
}

/*
 * Does the word take something of each part of the name? Parts end at '-', which may be typed, and where letters turn
 * into numbers, which are typed whole.
 */
static bool is_short(const char *name, const char *word)
{
	size_t number = digits(name), part, same = 0;

	if (!*name || !*word)
		return !*name && !*word;
	if (*name == '-')
		return is_short(name + 1, *word == '-' ? word + 1 : word);
	if (number)
		return digits(word) == number && !strncmp(name, word, number) && is_short(name + number, word + number);
	part = strcspn(name, "-0123456789");
	for (; same < part && word[same] == name[same]; same++)
		if (is_short(name + part, word + same + 1))
			return true;
	return false;
}

/* Tasks for which `fits` holds: how many, and the first of them. */
static int count(const struct position *position, const char *word, bool (*fits)(const char *, const char *), int *first)
{
	int n = 0;

	for (int i = position->n_tasks - 1; i >= 0; i--)
		if (fits(step_who(position, i), word)) {
			*first = i;
			n++;
		}
	return n;
}

/* "t1" of "t1-2" */
static bool is_function(const char *name, const char *word)
{
	return is_start(name, word) && name[strlen(word)] == '-';
}

/*
 * "t1" is a number, and may be the beginning of "t1-1", too, where a program's functions are called t1 and t2. Then it is
 * nobody's, but where both are the same; "#1" is a number only.
 */
static bool is_name_too(const struct position *position, const char *word, int numbered)
{
	int named = NO_TASK, n;

	if (!step_task_is_number(word) || numbered == NO_TASK || !strcmp(step_who(position, numbered), word))
		return false;
	n = count(position, word, is_function, &named);
	return n > 1 || (n == 1 && named != numbered);
}

int step_task(const struct position *position, const char *word)
{
	int task = step_task_exact(position, word), starts, shorts;

	if (is_name_too(position, word, task))
		return SEVERAL_TASKS;
	if (task != NO_TASK)
		return task;
	shorts = count(position, word, is_short, &task);
	if (shorts == 1)
		return task;
	starts = count(position, word, is_start, &task);
	if (starts == 1)
		return task;
	return starts || shorts ? SEVERAL_TASKS : NO_TASK;
}

void step_task_several(struct buf *out, const struct position *position, const char *word)
{
	bool (*const fits)(const char *, const char *) =
		count(position, word, is_start, &(int){ 0 }) ? is_start : is_short;
	int n = 0, number = numbered(position, word);

	if (number != NO_TASK)
		buf_printf(out, "#%d (%s)", number, step_who(position, number));
	for (int i = 0; i < position->n_tasks; i++)
		if (fits(step_who(position, i), word) && i != number && n++ < MOST_LISTED)
			buf_printf(out, "%s%s", n > 1 || number != NO_TASK ? ", " : "", step_who(position, i));
	if (n > MOST_LISTED)
		buf_adds(out, ", ...");
}
