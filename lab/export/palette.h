/*
 * palette.h - the colours of everything that is drawn for a file: pages and pictures mean the same by the same colour.
 *
 * The six strong ones can be told apart with any colour vision: simulated after Machado, Oliveira and Fernandes ("A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", 2009), the nearest two are 15 apart in CIELAB, by
 * light and in the dark. On a card each has a contrast of 4.5:1 and more, so they serve for text; ink has it on every pale
 * one. test_palette.c reckons all of that. No meaning rests on a colour alone: what waits is dashed or hatched, what is held
 * thick, and everything has its word.
 */
#ifndef LAB_EXPORT_PALETTE_H
#define LAB_EXPORT_PALETTE_H

#include <stdbool.h>
#include <stdio.h>

/* X(colour, name as a style has it, light, dark); a pale one stands behind its strong one. */
#define PALETTE(X)                                              \
	X(GROUND,    "bg",         "#f7f6f2", "#151514")        \
	X(CARD,      "card",       "#ffffff", "#1f1e1c")        \
	X(INK,       "ink",        "#1b1b1a", "#efede7")        \
	X(DIM,       "dim",        "#5b5a56", "#b0aea6")        \
	X(LINE,      "line",       "#d8d5cb", "#43413c")        \
	X(CODE,      "code",       "#f1efe8", "#292825")        \
	X(FOCUS,     "focus",      "#0a5fb4", "#7cc4ff")        \
	X(READY,     "ready-fill", "#e6eaec", "#33383c")        \
	X(MOVES,     "run",        "#1c7677", "#46f294")        \
	X(MOVES_ON,  "run-fill",   "#d3eceb", "#0f4a33")        \
	X(WAITS,     "wait",       "#b82300", "#f9854f")        \
	X(WAITS_ON,  "wait-fill",  "#fcdccf", "#5a2c14")        \
	X(SLEEPS,    "sleep",      "#753dc3", "#968fff")        \
	X(SLEEPS_ON, "sleep-fill", "#eae0f7", "#35306a")        \
	X(HOLDS,     "hold",       "#003791", "#8fc2f6")        \
	X(HOLDS_ON,  "hold-fill",  "#d8e3f6", "#1c3a5a")        \
	X(MEETS,     "meet",       "#677432", "#f0ea7a")        \
	X(MEETS_ON,  "meet-fill",  "#eaeed6", "#45421a")        \
	X(BAD,       "bad",        "#7e194e", "#f04b9b")        \
	X(BAD_ON,    "bad-fill",   "#f8d5e4", "#5c1d40")

enum palette {
#define X(colour, name, light, dark) PALETTE_##colour,
	PALETTE(X)
#undef X
	PALETTE_COLOURS
};

/* "#1c7677"; static storage. */
const char *palette_colour(enum palette, bool dark);

/*
 * For a picture whose elements have their colours as attributes, the light ones, as whatever shows pictures knows: a style
 * that takes the dark ones where the reader likes it dark.
 */
void palette_darken(FILE *);

/* "--run:#1c7677;...": all of them, as a style declares them. */
void palette_style(FILE *, bool dark);

#endif
