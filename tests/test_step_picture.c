/* test_step_picture.c - in the picture of a stepped run nobody moves to another place, from the first step to the last. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include "cmd/step/step_screen.h"
#include "cmd/step/stepping.h"

enum { MOST_STEPS = 200, MOST_NAMES = 40 };

struct where {
	int line, column;               /* line -1: nowhere */
};

static const char *const states[] = { "runs", "waits", "ready", "woken", "stuck", "ended", "sleeps", "new", "wrong", "not started" };

static const char *line_of(const char *text, int line)
{
	for (; line > 0 && text; line--) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text;
}

/* What begins in that column; "" for nothing. */
static const char *at_column(const char *line, int column)
{
	for (; column > 0 && *line && *line != '\n'; column--)
		line += text_utf8_length(line) > 0 ? text_utf8_length(line) : 1;
	return *line == '\n' ? "" : line;
}

static bool is_state(const char *text)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (!strncmp(text, states[i], strlen(states[i])))
			return true;
	return false;
}

/* A task's card: its name with its state below. */
static struct where find(const char *picture, const char *name)
{
	size_t length = strlen(name);

	for (int line = 0; line_of(picture, line) && *line_of(picture, line); line++)
		for (int column = 0; *at_column(line_of(picture, line), column); column++) {
			const char *at = at_column(line_of(picture, line), column), *below = line_of(picture, line + 1);

			if (!strncmp(at, name, length) && strchr(" \n", at[length]) && below && is_state(at_column(below, column)))
				return (struct where){ line, column };
		}
	return (struct where){ -1, -1 };
}

/* Behind the first blank line, to the next. NULL: none is drawn. */
static char *picture_of(const struct position *position, const struct look *look, int height)
{
	struct buf text = { 0 };
	char *picture = NULL, *begin, *end;

	step_screen(&text, position, look, height);
	begin = strstr(buf_text(&text), "\n\n");
	end = begin ? strstr(begin + 2, "\n\n") : NULL;
	if (begin && !strstr(begin + 2, "      ms ") && !strstr(begin + 2, "    ms "))
		end = begin + strlen(begin);
	if (end)
		picture = strndup(begin + 2, (size_t)(end - begin - 1));
	buf_free(&text);
	return picture;
}

static void check_still(const char *step, int width, int height)
{
	struct where first[MOST_NAMES];
	struct look look = { .width = width };
	struct capture c;
	int seen = 0;

	for (int i = 0; i < MOST_NAMES; i++)
		first[i].line = -1;
	capture_open(&c);
	say(&c, step);
	for (int k = 0; k < MOST_STEPS; k++) {
		const struct position *position = stepper_look(stepping_now(c.session)->stepper);
		char *picture = picture_of(position, &look, height);

		for (int i = 0; picture && i < position->n_tasks && i < MOST_NAMES; i++) {
			struct where now = find(picture, position->result->snapshot->tasks[i].name);

			if (now.line >= 0 && first[i].line < 0)
				first[i] = now;
			if (now.line >= 0 && (now.line != first[i].line || now.column != first[i].column)) {
				print_error("%s, %dx%d: %s is at %d,%d, and in step %ld at %d,%d:\n%s\n", step, width, height,
				            position->result->snapshot->tasks[i].name, first[i].line, first[i].column, position->step, now.line,
				            now.column, picture);
				fail();
			}
			seen += now.line >= 0;
		}
		if (position->over && picture)
			assert_true(seen > 0);
		free(picture);
		if (position->over)
			break;
		say(&c, "step");
	}
	capture_close(&c);
}

static void test_nobody_moves(void **state)
{
	static const char *const steps[] = {
		"step dining seats=3 order=same-handed", "step dining seats=5 order=same-handed", "step semaphore", "step mutex lock=none loops=1",
		"step worker-pool workers=2 jobs=3", "step bounded-buffer items=1", "step lost-wakeup", "step barrier rounds=1",
	};
	static const int sizes[][2] = { { 80, 24 }, { 100, 30 }, { 132, 43 } };

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
			check_still(steps[i], sizes[k][0], sizes[k][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_nobody_moves) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
