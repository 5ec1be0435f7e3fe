/* paint.c - see paint.h. */
#include "lab/view/paint.h"

#include <string.h>

#include "lab/base/text.h"

enum { MIN_WIDTH = 20 };

int paint_width(const struct look *look)
{
	return look->width < MIN_WIDTH ? MIN_WIDTH : look->width;
}

void paint_on(struct buf *out, enum paint paint, const struct look *look)
{
	static const char *const codes[] = {
		[PLAIN] = "", [MOVES] = "32", [READY] = "33", [BLOCKED] = "31", [FINDING] = "35", [DIM] = "2",
	};

	if (look->colour && paint != PLAIN)
		buf_printf(out, "\033[%sm", codes[paint]);
}

void paint_off(struct buf *out, enum paint paint, const struct look *look)
{
	if (look->colour && paint != PLAIN)
		buf_adds(out, "\033[0m");
}

int painted(struct buf *out, const char *text, int columns, enum paint paint, const struct look *look)
{
	int taken;

	paint_on(out, paint, look);
	taken = text_cut(out, text, columns, look->ascii);
	paint_off(out, paint, look);
	return taken;
}

void paint_lines(struct buf *out, const char *lines, enum paint paint, const struct look *look)
{
	for (size_t length; *lines; lines += length + (lines[length] == '\n')) {
		length = strcspn(lines, "\n");
		paint_on(out, paint, look);
		buf_add(out, lines, length);
		paint_off(out, paint, look);
		buf_addc(out, '\n');
	}
}

const char *state_word(const struct snap_task *task)
{
	static const char *const words[] = {
		[TASK_NEW] = "new", [TASK_RUNNING] = "running", [TASK_BLOCKED] = "blocked",
		[TASK_SLEEPING] = "sleeping", [TASK_ENDED] = "ended",
	};

	return task->stuck ? "stuck" : words[task->state];
}

enum paint state_paint(const struct snap_task *task)
{
	static const enum paint paints[] = {
		[TASK_NEW] = DIM, [TASK_RUNNING] = MOVES, [TASK_BLOCKED] = BLOCKED,
		[TASK_SLEEPING] = READY, [TASK_ENDED] = DIM,
	};

	return task->stuck ? FINDING : paints[task->state];
}
