/*
 * html_look.c - the look of a picture that stands by itself, as attributes of its elements: whatever shows pictures knows those.
 *
 * The rules are those of the page's style (page/page.css), in the same order: of those that fit the last one holds.
 */
#include "lab/page/html_drawing.h"

#include <math.h>
#include <string.h>

#include "lab/export/svg.h"

#define HEAD   16.0                     /* of an arrow: how long it is, and how far beyond the line */
#define BEYOND 3.2

enum { NONE = PALETTE_COLOURS, KEPT };  /* no colour; that of the rules before */

static const struct box_rule {
	const char *classes;            /* all of them */
	int         fill, stroke;       /* enum palette, NONE, KEPT */
	const char *width, *dash;       /* NULL: as before */
} box_rules[] = {
	{ "",                PALETTE_CARD,      PALETTE_DIM,    "1.5", NULL },
	{ "task",            PALETTE_READY,     KEPT,           NULL,  NULL },
	{ "new",             NONE,              KEPT,           NULL,  "3 4" },
	{ "task waits",      PALETTE_WAITS_ON,  PALETTE_WAITS,  NULL,  NULL },
	{ "task ready",      PALETTE_READY,     PALETTE_MOVES,  NULL,  NULL },
	{ "task sleeps",     PALETTE_SLEEPS_ON, PALETTE_SLEEPS, NULL,  NULL },
	{ "task ended",      PALETTE_CODE,      PALETTE_LINE,   NULL,  NULL },
	{ "task runs moves", PALETTE_MOVES_ON,  KEPT,           NULL,  NULL },
	{ "task moves",      KEPT,              PALETTE_MOVES,  "3",   NULL },
	{ "task wrong",      PALETTE_BAD_ON,    PALETTE_BAD,    "3",   NULL },
	{ "task cycle",      KEPT,              PALETTE_BAD,    "3",   NULL },
	{ "object",          PALETTE_CARD,      PALETTE_HOLDS,  "2",   NULL },
	{ "object new",      NONE,              KEPT,           NULL,  "3 4" },
	{ "object held",     PALETTE_HOLDS_ON,  KEPT,           NULL,  NULL },
	{ "object closed",   KEPT,              KEPT,           NULL,  "7 4" },
	{ "slot",            NONE,              PALETTE_HOLDS,  "1",   NULL },
	{ "slot full",       PALETTE_HOLDS_ON,  KEPT,           NULL,  NULL },
	{ "frame",           NONE,              PALETTE_LINE,   NULL,  "5 4" },
};

static const struct text_rule {
	const char  *class;             /* its first word */
	const char  *size, *weight;
	enum palette fill;
} text_rules[] = {
	{ "name",   "14", "600", PALETTE_INK },   { "doing", "12", NULL, PALETTE_INK },  { "queue", "12", "600", PALETTE_WAITS },
	{ "slot",   "12", NULL,  PALETTE_INK },   { "frame", "13", NULL, PALETTE_DIM },  { "centre", "17", "700", PALETTE_BAD },
	{ "tie",    "12", "600", PALETTE_INK },   { "read", "12", NULL, PALETTE_INK },
};

static const struct line_rule {
	const char  *classes;
	enum palette stroke;
	const char  *width, *dash;
	bool         tip;
	const char  *meaning;
} line_rules[] = {
	{ "holds",       PALETTE_HOLDS, "5",   NULL,  false, "holds" },
	{ "wants",       PALETTE_WAITS, "3",   "7 5", true,  "waits for" },
	{ "wants ready", PALETTE_MOVES, "3",   "7 5", true,  "can now go on" },
	{ "holds cycle", PALETTE_BAD,   "5",   NULL,  false, "holds, in a cycle of waiting" },
	{ "wants cycle", PALETTE_BAD,   "3",   "7 5", true,  "waits for, in a cycle of waiting" },
	{ "closes",      PALETTE_BAD,   "2",   NULL,  true,  "could end that wait, but waits itself" },
	{ "deed",        PALETTE_MOVES, "4",   NULL,  false, "looked at in this step" },
	{ "deed to",     PALETTE_MOVES, "4",   NULL,  true,  "done in this step" },
	{ "deed to lost", PALETTE_MOVES, "4",  "3 6", true,  "lost: nobody hears it" },
	{ "use",         PALETTE_LINE,  "1.5", NULL,  false, "may use" },
};

enum { LINES = sizeof line_rules / sizeof *line_rules };

const char *html_line_meaning(int i)
{
	return i < LINES ? line_rules[i].meaning : NULL;
}

const char *html_line_class(int i)
{
	return line_rules[i].classes;
}

/* Is the word among those of the class? */
static bool has(const char *class, const char *word, size_t length)
{
	for (const char *at = class; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");

		if (n == length && !strncmp(at, word, n))
			return true;
		at += n;
	}
	return false;
}

static bool fits(const char *class, const char *words)
{
	for (const char *at = words; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");

		if (!has(class, at, n))
			return false;
		at += n;
	}
	return true;
}

static void write_colour(FILE *out, const char *what, int colour)
{
	fprintf(out, " %s=\"%s\"", what, colour == NONE ? "none" : palette_colour((enum palette)colour, false));
}

void html_look(struct drawing *d, const char *class)
{
	struct box_rule look = { 0 };

	if (!d->alone)
		return;
	for (size_t i = 0; i < sizeof box_rules / sizeof *box_rules; i++) {
		const struct box_rule *rule = &box_rules[i];

		if (!fits(class, rule->classes))
			continue;
		look.fill = rule->fill == KEPT ? look.fill : rule->fill;
		look.stroke = rule->stroke == KEPT ? look.stroke : rule->stroke;
		look.width = rule->width ? rule->width : look.width;
		look.dash = rule->dash ? rule->dash : look.dash;
	}
	write_colour(d->w->out, "fill", look.fill);
	write_colour(d->w->out, "stroke", look.stroke);
	fprintf(d->w->out, " stroke-width=\"%s\"", look.width);
	if (look.dash)
		fprintf(d->w->out, " stroke-dasharray=\"%s\"", look.dash);
}

void html_text_look(struct drawing *d, const char *class)
{
	const struct text_rule *rule = text_rules;

	if (!d->alone)
		return;
	while (strncmp(class, rule->class, strlen(rule->class)) != 0)
		rule++;
	fprintf(d->w->out, " font-size=\"%s\"", rule->size);
	if (rule->weight)
		fprintf(d->w->out, " font-weight=\"%s\"", rule->weight);
	write_colour(d->w->out, "fill", d->class && fits(d->class, "task ended") ? PALETTE_DIM : rule->fill);
	fprintf(d->w->out, " stroke=\"none\" text-anchor=\"%s\"",
	        has(class, "right", 5) ? "end" : has(class, "left", 4) ? "start" : "middle");
}

static const struct line_rule *rule_of(const char *class)
{
	const struct line_rule *rule = line_rules;

	for (int i = 0; i < LINES; i++)
		if (fits(class, line_rules[i].classes))
			rule = &line_rules[i];
	return rule;
}

void html_line_look(struct drawing *d, const char *class)
{
	const struct line_rule *look = rule_of(class);

	if (!d->alone)
		return;
	d->used |= 1u << (look - line_rules);
	write_colour(d->w->out, "stroke", (int)look->stroke);
	fprintf(d->w->out, " stroke-width=\"%s\" fill=\"none\"", look->width);
	if (look->dash)
		fprintf(d->w->out, " stroke-dasharray=\"%s\"", look->dash);
}

void html_line_head(struct drawing *d, const char *class, const double from[2], const double to[2])
{
	const struct line_rule *look = rule_of(class);
	double dx = to[0] - from[0], dy = to[1] - from[1], way = sqrt(dx * dx + dy * dy);

	if (d->alone && look->tip && way > 0)
		svg_head(d->w->out, palette_colour(look->stroke, false), from,
		         (const double[]){ to[0] + BEYOND * dx / way, to[1] + BEYOND * dy / way }, HEAD, HEAD / 2);
}
