/* subject.c - see subject.h. */
#include "cmd/quiz/subject.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { LONGEST_WORD = 64 };

/* A range as far as a level uses it: at least its lower half, all of it for the hardest. */
static int draw_number(struct rng *rng, int least, int most, int level)
{
	int width = ((most - least) * (level + HARDEST) + 2 * HARDEST - 1) / (2 * HARDEST);

	return least + (int)rng_below(rng, (uint32_t)width + 1);
}

/* One of "a,b,c". */
static void draw_word(char *out, struct rng *rng, const char *words, size_t length)
{
	int n = 1, which;

	for (size_t i = 0; i < length; i++)
		n += words[i] == ',';
	for (which = (int)rng_below(rng, (uint32_t)n); which > 0; which--)
		words += strcspn(words, ",") + 1;
	length = strcspn(words, ", ");
	memcpy(out, words, length);
	out[length] = '\0';
}

/* "feed=main", "workers=1..3", "order=one-left,same-handed" */
static void draw_setting(struct setup *setup, struct rng *rng, int level, const char *word, size_t length)
{
	char name[LONGEST_WORD], value[LONGEST_WORD];
	size_t n = strcspn(word, "=");
	struct problem problem;
	const char *dots;
	int setting;

	must(n < length && length < LONGEST_WORD);
	memcpy(name, word, n);
	name[n] = '\0';
	setting = setup_setting(setup, name);
	setup->named[setting] = true;
	draw_word(value, rng, word + n + 1, length - n - 1);
	dots = strstr(value, "..");
	if (dots) {
		setup->values[setting] = draw_number(rng, atoi(value), atoi(dots + 2), level);
	} else {
		struct spec spec = spec_of_pattern(setup->pattern, setting);

		if (!value_check(&spec, value, &setup->values[setting], &problem))
			panic("a subject of the quiz: %s", problem.sentence);
	}
}

struct setup subject_draw(const struct subject *subject, struct rng *rng, int level)
{
	char name[LONGEST_WORD];
	size_t length = strcspn(subject->line, " ");
	struct setup setup;

	must(length < LONGEST_WORD);
	memcpy(name, subject->line, length);
	name[length] = '\0';
	must(pattern_find(name));
	setup = setup_of(pattern_find(name));
	for (const char *at = subject->line + length; *at; at += length) {
		at += strspn(at, " ");
		length = strcspn(at, " ");
		draw_setting(&setup, rng, level, at, length);
	}
	return setup;
}
