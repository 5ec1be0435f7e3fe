/* test_svg_words.c - words in pictures: those at lines stand beside them, not on them. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include <math.h>

#include "lab/export/svg.h"

enum { SAMPLES = 200, MOST_WORDS = 400 };

struct word {
	double x, y, width;             /* its middle */
};

static char *picture(struct capture *c, const char *run, const char *what)
{
	char path[100], line[300], *text = NULL;
	size_t length = 0;
	FILE *file, *memory = open_memstream(&text, &length);

	snprintf(path, sizeof path, "/tmp/conclab-words-%ld.svg", (long)getpid());
	assert_true(say(c, run) <= STATUS_FINDING);
	snprintf(line, sizeof line, "export %s %s", what, path);
	assert_int_equal(say(c, line), STATUS_OK);
	file = fopen(path, "r");
	assert_non_null(file);
	for (int byte; (byte = fgetc(file)) != EOF;)
		fputc(byte, memory);
	fclose(file);
	fclose(memory);
	unlink(path);
	return text;
}

/* Does `part` begin before `end`? */
static bool stands_before(const char *text, const char *end, const char *part)
{
	const char *at = strstr(text, part);

	return at && at < end;
}

/* Those that have a halo, as words at lines and in boxes that lines pass have. */
static int read_words(const char *svg, struct word *words)
{
	int n = 0;

	for (const char *at = svg; (at = strstr(at, "<text ")); at++) {
		double x, y;
		const char *text = strchr(at, '>');

		if (!stands_before(at, text, " stroke-width=\"6\"") || sscanf(strstr(at, " x="), " x=\"%lf\" y=\"%lf\"", &x, &y) != 2)
			continue;
		assert_true(n < MOST_WORDS);
		words[n++] = (struct word){ x, y - 0.35 * SVG_FONT, (double)strcspn(text + 1, "<") * SVG_COLUMN };
	}
	return n;
}

/* Each line, or where there are any each arrow from task to task: does it go through the word? Boxes hide what is beneath. */
static int count_hits(const char *svg, const struct word *word, bool arrows)
{
	int hits = 0;

	for (const char *at = svg; (at = strstr(at, "<path ")); at++) {
		const char *d = strstr(at, " d=\"M") + 5;
		double p[8];
		bool hit = false;
		int n = sscanf(d, "%lf %lfC%lf %lf %lf %lf %lf %lf", &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7]);

		if (strncmp(at, "<path class=\"hatch\"", 19) == 0)
			continue;               /* it stands in its box, which hides it from words that are cleared around */
		if (n != 8) {
			assert_int_equal(sscanf(d, "%lf %lfL%lf %lf", &p[0], &p[1], &p[6], &p[7]), 4);
			for (int i = 0; i < 2; i++) {
				p[2 + i] = p[i] + (p[6 + i] - p[i]) / 3;
				p[4 + i] = p[i] + (p[6 + i] - p[i]) * 2 / 3;
			}
		}
		for (int i = 0; i <= SAMPLES; i++) {
			double t = (double)i / SAMPLES, s = 1 - t, x = 0, y = 0;
			double by[4] = { s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t };

			for (int k = 0; k < 4; k++) {
				x += by[k] * p[2 * k];
				y += by[k] * p[2 * k + 1];
			}
			hit |= fabs(x - word->x) < word->width / 2 && fabs(y - word->y) < SVG_FONT / 2;
		}
		hits += hit && (!arrows || strncmp(at, "<path class=\"t\"", 15) == 0);
	}
	return hits;
}

static int check(struct capture *c, const char *run, const char *what)
{
	static struct word words[MOST_WORDS];
	char *svg = picture(c, run, what);
	int n = read_words(svg, words);
	bool arrows = strcmp(what, "timeline") == 0;

	for (int i = 0; i < n; i++) {
		if (count_hits(svg, &words[i], arrows))
			print_error("%s, %s: a line goes through what stands at %.0f, %.0f\n", run, what, words[i].x, words[i].y);
		assert_int_equal(count_hits(svg, &words[i], arrows), 0);
		for (int k = 0; k < i; k++)
			assert_false(fabs(words[i].x - words[k].x) < (words[i].width + words[k].width) / 2 &&
			             fabs(words[i].y - words[k].y) < SVG_FONT);
	}
	free(svg);
	return n;
}

static void test_words_stand_beside_lines(void **state)
{
	static const char *const runs[] = {
		"run dining seats=5 order=same-handed schedule=\"1 2 3 4 5\" log=0",
		"run worker-pool feed=main workers=2 jobs=6 seed=1 log=0", "run bounded-buffer seed=1 log=0",
		"run heartbeat seed=1 log=0", "run smokers seed=1 log=0", "run fan-in seed=1 log=0", "run context seed=1 log=0",
		"run lost-wakeup seed=4 log=0",
	};
	struct capture c;
	int n = 0;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		n += check(&c, runs[i], "graph waits");
		n += check(&c, runs[i], "graph topology");
	}
	assert_true(n > 20);
	capture_close(&c);
}

/* Whatever shows pictures knows attributes: none leaves a colour, or where a text stands, to a style. */
static void test_colours_are_attributes(void **state)
{
	static const char *const whats[] = { "timeline", "graph waits", "graph topology", "picture", "picture at=all", "map" };
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "sweep channel mode=self cap=0..1 sends=1..2");
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
		char *svg = picture(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0", whats[i]);
		int n = 0;

		check_lacks(svg, "dominant-baseline");
		check_lacks(svg, "url(#");                      /* no marker, no pattern */
		check_lacks(svg, "paint-order");
		for (const char *at = svg; (at = strpbrk(at, "<")); at++) {
			const char *end = strchr(at, '>');

			if (strncmp(at, "<text ", 6) && strncmp(at, "<rect ", 6) && strncmp(at, "<path ", 6) && strncmp(at, "<polygon ", 9))
				continue;
			n++;
			assert_true(stands_before(at, end, " fill=\"") || stands_before(at, end, " stroke=\""));
			assert_true(at[1] != 't' || stands_before(at, end, " fill=\""));
		}
		assert_true(n > 5);
		check_has(svg, "prefers-color-scheme:dark");
		free(svg);
	}
	capture_close(&c);
}

/* The end has a head, a thin line its meaning, and who has gone wrong no line any more; a cell's two ways have their words. */
static void test_what_a_reader_asked(void **state)
{
	const char *run = "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0";
	struct capture c;
	char *svg;

	(void)state;
	capture_open(&c);
	svg = picture(&c, run, "timeline");
	check_has(c.text, "has 7 steps of mutex");
	check_has(svg, "a column for each step from 1 to 7<");
	check_has(svg, ">end</text>");
	check_has(svg, ">can move</text>");
	check_has(svg, ">7</text>");
	check_lacks(svg, ">8</text>");
	check_has(svg, "after step 7: main: fault");
	free(svg);
	svg = picture(&c, run, "graph topology");
	check_has(svg, ">load, store</text>");
	free(svg);
	svg = picture(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0", "graph waits");
	check_has(strstr(svg, "<title>main: stuck"), "<rect class=\"w\"");
	check_has(svg, ">waits to lock</text>");                /* not that it has */
	check_lacks(svg, ">lock</text>");
	check_has(svg, ">held by</text>");
	check_has(strstr(svg, "<title>philosopher-0: stuck"), "<rect class=\"f\"");
	assert_true(strstr(strstr(svg, "<title>philosopher-0: stuck"), "class=\"f\"") < strstr(strstr(svg, "<title>philosopher-0: stuck"), "</g>"));
	free(svg);
	svg = picture(&c, "run bounded-buffer producers=3 consumers=3 seed=2 log=0", "graph topology");
	check_has(svg, ">cell: load, store</text>");            /* once: labels would wipe out lines */
	check_lacks(svg, ">load, store</text>");
	free(svg);
	svg = picture(&c, "run semaphore each=2 cost=0 schedule=\"0 1 2\" log=0", "graph waits");
	check_has(svg, ">4 to go</text>");
	check_has(svg, ">waits</text>");
	check_has(svg, ">to be counted down by</text>");
	check_lacks(svg, ">4</text>");
	free(svg);
	capture_close(&c);
}

static void test_words_stand_beside_arrows(void **state)
{
	struct capture c;
	char *svg;

	(void)state;
	capture_open(&c);
	assert_true(check(&c, "run context seed=1 log=0", "timeline") > 0);
	assert_true(check(&c, "run fan-in sources=2 items=1 buffer=0 seed=1 log=0", "timeline") > 0);
	svg = picture(&c, "run context seed=1 log=0", "timeline");
	check_has(svg, ">see the</text>");              /* what is too long for a line stands in two */
	check_has(svg, ">end of</text>");
	free(svg);
	capture_close(&c);
}

/* Objects without a number in their names are counted, not numbered. */
static void test_those_of_one_name(void **state)
{
	struct capture c;
	char *svg;

	(void)state;
	capture_open(&c);
	svg = picture(&c, "run heartbeat seed=1 log=0", "graph topology");
	check_has(svg, ">unit (5)</text>");
	free(svg);
	say(&c, "graph topology");
	check_has(c.text, "timer unit (5): worker");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_stand_beside_lines),
		cmocka_unit_test(test_words_stand_beside_arrows),
		cmocka_unit_test(test_colours_are_attributes),
		cmocka_unit_test(test_what_a_reader_asked),
		cmocka_unit_test(test_those_of_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
