/* lesson_minutes.c - how long a lesson takes; see lesson_show.h. */
#include <ctype.h>

#include "cmd/course/lesson_show.h"

enum { WORDS_A_MINUTE = 200, COMMANDS_A_MINUTE = 4 };

static int count_words(const char *text)
{
	int n = 0;

	for (bool blank = true; *text; text++) {
		n += blank && !isspace((unsigned char)*text);
		blank = isspace((unsigned char)*text);
	}
	return n;
}

/* What everybody reads who plays it: hints, solutions and reviews are for some. */
static bool is_read(const struct part *part)
{
	return (part->kind == PART_PROSE || part->kind == PART_PREDICT || part->kind == PART_ORDER) &&
	       (part->fold == FOLD_NONE || part->fold == FOLD_ANSWER);
}

int lesson_minutes(const struct lesson *lesson)
{
	int words = 0, commands = 0;

	for (int i = 0; i < lesson->n_parts; i++) {
		const struct part *part = &lesson->parts[i];

		if (is_read(part))
			words += count_words(part->text);
		if (part->fold == FOLD_NONE)
			commands += part->transcript.n;
	}
	return 1 + words / WORDS_A_MINUTE + commands / COMMANDS_A_MINUTE;
}
