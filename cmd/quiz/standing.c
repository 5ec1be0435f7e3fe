/* standing.c - see standing.h. */
#include "cmd/quiz/standing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/quiz/subject.h"
#include "cmd/session/kept.h"
#include "lab/base/files.h"

enum { ROW = 2 };

static bool read_line(struct standing *standing, const char *line)
{
	int end = 0;

	return sscanf(line, "quiz level=%1d asked=%9ld right=%9ld row=%1d%n", &standing->level, &standing->asked,
	              &standing->right, &standing->row, &end) == 4 &&
	       (line[end] == '\n' || !line[end]) && standing->level >= 0 && standing->right >= 0 && standing->row >= 0 &&
	       standing->row < ROW && standing->asked >= standing->right;
}

static void say_damaged(struct buf *why)
{
	char *path = files_state("progress");

	buf_printf(why, "the line of %s that begins with `quiz` is damaged; take it out, or write: quiz level=0 asked=0 "
	           "right=0 row=0", path ? path : "progress");
	free(path);
}

bool standing_load(struct standing *standing, struct buf *why)
{
	struct buf lines = { 0 };
	bool good = kept_readable(why);

	memset(standing, 0, sizeof *standing);
	if (good)
		kept_lines(&lines);
	for (const char *line = buf_text(&lines); *line && good; line = kept_next(line))
		if (kept_is_about(line, "quiz") && !read_line(standing, line)) {
			say_damaged(why);
			good = false;
		}
	buf_free(&lines);
	return good;
}

void standing_save(const struct standing *standing)
{
	struct buf line = { 0 };

	buf_printf(&line, "quiz level=%d asked=%ld right=%ld row=%d", standing->level, standing->asked, standing->right,
	           standing->row);
	kept_replace("quiz", buf_text(&line));
	buf_free(&line);
}

void standing_count(struct standing *standing, bool right)
{
	standing->asked++;
	standing->right += right;
	standing->row = right ? standing->row + 1 : 0;
	if (standing->row == ROW && standing->level < HARDEST)
		standing->level++;
	else if (!right && standing->level > 0)
		standing->level--;
	standing->row %= ROW;
}
