/*
 * test_palette.c - what palette.h claims of its colours, reckoned: contrast after WCAG 2, distances in CIELAB as people of
 * any colour vision see them, by the matrices of Machado, Oliveira and Fernandes (2009) for a full deficiency.
 */
#include "lab/export/palette.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct three {
	double at[3];
};

static const double visions[][3][3] = {
	{ { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	{ { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
	{ { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
	{ { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static const enum palette strong[] = { PALETTE_MOVES, PALETTE_WAITS, PALETTE_SLEEPS, PALETTE_HOLDS, PALETTE_MEETS, PALETTE_BAD };

enum { N_STRONG = sizeof strong / sizeof *strong };

/* Linear light, 0..1 each. */
static struct three linear(enum palette colour, int dark)
{
	long bits = strtol(palette_colour(colour, dark) + 1, NULL, 16);
	struct three light;

	for (int i = 0; i < 3; i++) {
		double v = (double)(bits >> (16 - 8 * i) & 255) / 255;

		light.at[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
	}
	return light;
}

static double luminance(struct three light)
{
	return 0.2126 * light.at[0] + 0.7152 * light.at[1] + 0.0722 * light.at[2];
}

static double contrast(enum palette a, enum palette b, int dark)
{
	double x = luminance(linear(a, dark)), y = luminance(linear(b, dark));

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static double curve(double t)
{
	return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

static struct three seen(struct three light, const double vision[3][3])
{
	static const double xyz[3][3] = { { 0.4124, 0.3576, 0.1805 }, { 0.2126, 0.7152, 0.0722 }, { 0.0193, 0.1192, 0.9505 } };
	static const double white[3] = { 0.95047, 1, 1.08883 };
	struct three s, f;

	for (int i = 0; i < 3; i++) {
		s.at[i] = vision[i][0] * light.at[0] + vision[i][1] * light.at[1] + vision[i][2] * light.at[2];
		s.at[i] = s.at[i] < 0 ? 0 : s.at[i] > 1 ? 1 : s.at[i];
	}
	for (int i = 0; i < 3; i++)
		f.at[i] = curve((xyz[i][0] * s.at[0] + xyz[i][1] * s.at[1] + xyz[i][2] * s.at[2]) / white[i]);
	return (struct three){ { 116 * f.at[1] - 16, 500 * (f.at[0] - f.at[1]), 200 * (f.at[1] - f.at[2]) } };
}

static double distance(struct three a, struct three b)
{
	return sqrt(pow(a.at[0] - b.at[0], 2) + pow(a.at[1] - b.at[1], 2) + pow(a.at[2] - b.at[2], 2));
}

static void test_strong_colours_are_told_apart(void **state)
{
	(void)state;
	for (int dark = 0; dark < 2; dark++)
		for (size_t v = 0; v < sizeof visions / sizeof *visions; v++)
			for (int a = 0; a < N_STRONG; a++)
				for (int b = 0; b < a; b++)
					assert_true(distance(seen(linear(strong[a], dark), visions[v]),
					                     seen(linear(strong[b], dark), visions[v])) >= 15);
}

static void test_words_can_be_read(void **state)
{
	static const enum palette grounds[] = {
		PALETTE_GROUND, PALETTE_CARD, PALETTE_CODE, PALETTE_READY, PALETTE_MOVES_ON, PALETTE_WAITS_ON, PALETTE_SLEEPS_ON,
		PALETTE_HOLDS_ON, PALETTE_MEETS_ON, PALETTE_BAD_ON
	};

	(void)state;
	for (int dark = 0; dark < 2; dark++) {
		for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
			assert_true(contrast(PALETTE_INK, grounds[i], dark) >= 4.5);
		for (int i = 0; i < N_STRONG; i++)
			assert_true(contrast(strong[i], PALETTE_CARD, dark) >= 4.5 && contrast(strong[i], PALETTE_GROUND, dark) >= 4.5);
		assert_true(contrast(PALETTE_DIM, PALETTE_CARD, dark) >= 4.5);
		assert_true(contrast(PALETTE_FOCUS, PALETTE_CARD, dark) >= 4.5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strong_colours_are_told_apart),
		cmocka_unit_test(test_words_can_be_read),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
