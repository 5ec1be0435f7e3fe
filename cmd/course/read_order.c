/* read_order.c - lines that are to be put in order, and what becomes of them; see read_lesson.h and lesson.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/course/read_lesson.h"

static const char *const keys[] = { "program", "goal", "wrong", NULL };

static const char *next_line(const char *text)
{
	text += strcspn(text, "\n");
	return text + (*text == '\n');
}

/* "wrong: 1 4 3 = broken" */
static void read_wrong(struct reader *r, const char *text, int line)
{
	struct arena *arena = r->course->arena;
	struct wrong_order *wrong = arena_alloc(arena, sizeof *wrong), **last = &r->puzzle.wrong;
	const char *value = reader_value(arena, text, "wrong");
	size_t n = strspn(value, "0123456789 ");
	const char *verdict = value + n + (value[n] == '=');

	while (*last)
		last = &(*last)->next;
	*last = wrong;
	if (!n || value[n] != '=' || !reader_verdict(verdict + strspn(verdict, " "), &wrong->verdict))
		reader_complain(r, line, "what a wrong order comes to is told as \"wrong: 1 4 3 = broken\"");
	while (n && value[n - 1] == ' ')
		n--;
	wrong->order = arena_printf(arena, "%.*s", (int)n, value);
}

void reader_order(struct reader *r, const char *text, int line)
{
	struct arena *arena = r->course->arena;
	const char *goal = reader_value(arena, text, "goal");

	if (r->puzzle.program)
		reader_complain(r, line, "two such directives before one question **Order.**");
	if (!reader_keys(r, text, line, keys))
		return;
	r->puzzle.program = reader_value(arena, text, "program");
	if (!r->puzzle.program)
		reader_complain(r, line, "lines that are put in order need a line \"program: FILE\"");
	if (!goal || !reader_verdict(goal, &r->puzzle.verdict))
		reader_complain(r, line, "lines that are put in order need a line \"goal: ...\" with a verdict: ok, ...");
	for (const char *at = text; *at && !r->failed; at = next_line(at))
		if (strncmp(at, "wrong:", 6) == 0)
			read_wrong(r, at, line);
}

/* "2   lock(&shared);": number 2 must come second. */
void reader_order_lines(struct reader *r, const char *fence, int line)
{
	struct puzzle *puzzle = &r->puzzle;

	for (puzzle->n = 0; *fence && !r->failed; fence = next_line(fence)) {
		char *rest;
		long number = strtol(fence, &rest, 10);

		line++;
		if (puzzle->n == MOST_LINES || number != puzzle->n + 1 || *rest != ' ')
			reader_complain(r, line, "lines that are put in order are numbered from 1, and at most 9");
		else
			puzzle->lines[puzzle->n++] = arena_printf(r->course->arena, "%.*s", (int)strcspn(rest, "\r\n"), rest);
	}
}

void reader_puzzle(struct reader *r, struct part *question)
{
	if (!r->puzzle.program || !r->puzzle.n)
		reader_complain(r, question->line, "a question **Order.** comes after its lines (```c order) and its directive "
		                "(<!-- conclab: order)");
	question->puzzle = r->puzzle;
	r->puzzle = (struct puzzle){ 0 };
}
