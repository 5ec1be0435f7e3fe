/* puzzle.c - see puzzle.h. */
#include "cmd/course/puzzle.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd/course/judge_goal.h"
#include "cmd/term/interrupt.h"
#include "lab/base/files.h"
#include "lab/compile/sources.h"
#include "lab/program/program.h"

/* ---- Reading ---- */

static bool has_line(const struct buf *order, int number)
{
	return strchr(buf_text(order), '0' + number) != NULL;
}

bool puzzle_read(const struct puzzle *puzzle, const char *typed, struct buf *order, struct buf *why)
{
	struct buf list = { 0 };
	bool named = strncasecmp(typed, "order", 5) == 0 && strchr(" ", typed[5]), good;

	if (named)
		typed += 5;
	for (; *typed && strchr("123456789,; .)", *typed); typed++) {
		int number = *typed - '0';

		if (!isdigit((unsigned char)*typed))
			continue;
		if (number > puzzle->n || has_line(&list, number))
			break;
		buf_printf(&list, "%s%d", list.length ? " " : "", number);
	}
	good = !*typed && list.length;
	if (good)
		buf_adds(order, buf_text(&list));
	else if (why && (named || list.length || isdigit((unsigned char)*typed)))
		buf_printf(why, "An order is made of the lines' numbers, 1 to %d, none of them twice. ", puzzle->n);
	buf_free(&list);
	return good;
}

/* ---- Building ---- */

/* The program's own text; malloc'ed, NULL when there is none. */
static char *text_of(const char *path)
{
	size_t length;
	char *text = files_read(path, &length);
	const char *carried = sources_carried(path);

	return text ? text : carried ? strdup(carried) : NULL;
}

/* The line with the place for the others; NULL when there is none. */
static const char *find_place(const char *text)
{
	const char *mark = strstr(text, "/* ORDER"), *line = mark;

	while (line && line > text && line[-1] != '\n')
		line--;
	return line;
}

static void add_lines(struct buf *out, const struct puzzle *puzzle, const char *order, const char *place)
{
	int indent = (int)strspn(place, " \t");

	for (; *order; order++)
		if (isdigit((unsigned char)*order)) {
			const char *line = puzzle->lines[*order - '1'];

			buf_printf(out, "%.*s%s\n", indent, place, line + strspn(line, " "));
		}
}

/* "order/one_lock-243.c" */
static char *path_for(const struct puzzle *puzzle, const char *order)
{
	const char *slash = strrchr(puzzle->program, '/'), *name = slash ? slash + 1 : puzzle->program;
	struct buf file = { 0 };
	char *path;

	buf_printf(&file, "order/%.*s-", (int)strcspn(name, "."), name);
	for (; *order; order++)
		if (isdigit((unsigned char)*order))
			buf_addc(&file, *order);
	buf_adds(&file, ".c");
	path = files_cache(buf_text(&file));
	buf_free(&file);
	return path;
}

/* Write the program with these lines; its path, or NULL with the reason. */
static char *write_program(const struct puzzle *puzzle, const char *order, struct buf *why)
{
	char *text = text_of(puzzle->program), *path = path_for(puzzle, order);
	const char *place = text ? find_place(text) : NULL;
	struct buf program = { 0 };
	bool written = false;

	if (place) {
		buf_add(&program, text, (size_t)(place - text));
		add_lines(&program, puzzle, order, place);
		place += strcspn(place, "\n");
		buf_adds(&program, place + (*place == '\n'));
		written = path && files_replace(path, program.text, program.length);
	}
	if (!place)
		buf_printf(why, "%s %s", puzzle->program, text ? "has no line that says ORDER" : "cannot be read");
	else if (!written)
		buf_adds(why, "there is no place where the program could be written");
	if (!written) {
		free(path);
		path = NULL;
	}
	buf_free(&program);
	free(text);
	return path;
}

/* ---- Judging ---- */

static void explore_it(const struct puzzle *puzzle, const struct pattern *pattern, struct puzzle_end *end)
{
	struct goal goal = { .start = "", .verdict = puzzle->verdict, .keep = "", .must_print = "", .runs = 1, .proved = true };
	struct tally tally = goal_of_all(&goal, pattern);

	end->right = tally.reached && !tally.interrupted;
	end->open = tally.open;
	end->interrupted = tally.interrupted;
	end->verdict = tally.other;
}

/* Why it cannot be built, and the first line of what the compiler said. */
static void add_reason(struct buf *why, const struct program_outcome *outcome)
{
	const char *said = buf_text(&outcome->said), *error = strstr(said, "error:");

	buf_adds(why, outcome->why ? outcome->why : "it cannot be built");
	if (!error)
		return;
	while (error > said && error[-1] != '\n')
		error--;
	buf_printf(why, " (%.*s)", (int)strcspn(error, "\n"), error);
}

void puzzle_judge(const struct puzzle *puzzle, const char *order, struct puzzle_end *end)
{
	struct program_outcome outcome;

	*end = (struct puzzle_end){ 0 };
	end->path = write_program(puzzle, order, &end->why);
	if (!end->path)
		return;
	program_load(&outcome, end->path, NULL);
	end->built = outcome.result == PROGRAM_OK;
	end->interrupted = interrupt_pending();
	if (end->built && !end->interrupted)
		explore_it(puzzle, outcome.pattern, end);
	else if (!end->built)
		add_reason(&end->why, &outcome);
	program_outcome_free(&outcome);
}

void puzzle_end_free(struct puzzle_end *end)
{
	free(end->path);
	buf_free(&end->why);
}
