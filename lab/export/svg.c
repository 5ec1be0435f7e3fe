/* svg.c - see svg.h. */
#include "lab/export/svg.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/export/palette.h"

#define BASELINE (0.35 * SVG_FONT)      /* of a text, below its middle */

enum { MOST_ATTRIBUTES = 160 };

/* ---- The palette ---- */

static const struct {
	enum palette stroke, fill;
} classes[SVG_CLASSES] = {
	[SVG_PLAIN]   = { PALETTE_DIM, PALETTE_CODE },
	[SVG_DIM]     = { PALETTE_DIM, PALETTE_CARD },
	[SVG_MOVES]   = { PALETTE_MOVES, PALETTE_MOVES_ON },
	[SVG_WAITS]   = { PALETTE_WAITS, PALETTE_WAITS_ON },
	[SVG_SLEEPS]  = { PALETTE_SLEEPS, PALETTE_SLEEPS_ON },
	[SVG_HOLDS]   = { PALETTE_HOLDS, PALETTE_HOLDS_ON },
	[SVG_MEETS]   = { PALETTE_MEETS, PALETTE_MEETS_ON },
	[SVG_FINDING] = { PALETTE_BAD, PALETTE_BAD_ON },
};

static const char *const letters[SVG_CLASSES] = {
	[SVG_PLAIN] = "p", [SVG_DIM] = "d", [SVG_MOVES] = "m", [SVG_WAITS] = "w", [SVG_SLEEPS] = "s", [SVG_HOLDS] = "h",
	[SVG_MEETS] = "t", [SVG_FINDING] = "f",
};

const char *svg_stroke(enum svg_class class)
{
	return palette_colour(classes[class].stroke, false);
}

const char *svg_fill(enum svg_class class)
{
	return palette_colour(classes[class].fill, false);
}

/* What the lines of a hatched box look like, and the heads of arrows. */
static void write_defs(FILE *out)
{
	fprintf(out, "<defs>\n<pattern id=\"hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" "
	        "patternTransform=\"rotate(45)\"><rect width=\"9\" height=\"9\" fill=\"%s\"/>"
	        "<path stroke=\"%s\" stroke-width=\"2\" stroke-opacity=\".2\" d=\"M0 0V9\"/></pattern>\n",
	        svg_fill(SVG_WAITS), svg_stroke(SVG_WAITS));
	for (int i = 0; i < SVG_CLASSES; i++)
		fprintf(out, "<marker id=\"arrow-%s\" markerWidth=\"13\" markerHeight=\"12\" refX=\"12\" refY=\"6\" orient=\"auto\" "
		        "markerUnits=\"userSpaceOnUse\"><path fill=\"%s\" d=\"M0 0L13 6L0 12z\"/></marker>\n",
		        letters[i], svg_stroke((enum svg_class)i));
	fputs("</defs>\n", out);
}

/* ---- Text ---- */

/* XML 1.0 allows no control characters but these three, and no U+FFFE nor U+FFFF. */
static int is_allowed(const char *text, int n)
{
	if (n == 0 || ((unsigned char)*text < 0x20 && !strchr("\t\n\r", *text)))
		return 0;
	return strncmp(text, "\xef\xbf\xbe", 3) != 0 && strncmp(text, "\xef\xbf\xbf", 3) != 0;
}

void svg_escape(FILE *out, const char *text)
{
	for (int n; *text; text += n ? n : 1) {
		n = text_utf8_length(text);
		if (!is_allowed(text, n))
			fputs("\xef\xbf\xbd", out);
		else if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '>')
			fputs("&gt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else if (*text == '"')
			fputs("&quot;", out);
		else
			fwrite(text, 1, (size_t)n, out);
	}
}

double svg_width(const char *text)
{
	return text_columns(text) * SVG_COLUMN;
}

static void write_text(FILE *out, enum svg_class class, const char *more, double x, double y, enum svg_anchor anchor,
                       const char *text)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };

	fprintf(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" dy=\"%.1f\" fill=\"%s\"%s%s>", letters[class], x, y, BASELINE,
	        palette_colour(class == SVG_DIM ? PALETTE_DIM : PALETTE_INK, false), more, anchors[anchor]);
	svg_escape(out, text);
	fputs("</text>\n", out);
}

void svg_text(FILE *out, enum svg_class class, double x, double y, enum svg_anchor anchor, const char *text)
{
	write_text(out, class, "", x, y, anchor, text);
}

/* What clears the ground around a text. */
static const char *halo(char *more, size_t size, enum palette ground)
{
	snprintf(more, size, " stroke=\"%s\" stroke-width=\"6\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
	         palette_colour(ground, false));
	return more;
}

void svg_halo_text(FILE *out, enum svg_class class, double x, double y, enum svg_anchor anchor, const char *text)
{
	char more[MOST_ATTRIBUTES];

	write_text(out, class, halo(more, sizeof more, PALETTE_CARD), x, y, anchor, text);
}

void svg_text_over(FILE *out, enum svg_class box, double x, double y, const char *text)
{
	char more[MOST_ATTRIBUTES];

	write_text(out, SVG_PLAIN, halo(more, sizeof more, classes[box].fill), x, y, SVG_MIDDLE, text);
}

/* ---- The frame ---- */

void svg_begin(FILE *out, double width, double height, const char *title, const char *description)
{
	double least = svg_width(title) + 40;

	width = width > least ? width : least;
	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
	        "height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"title desc\" font-size=\"%g\" "
	        "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">\n<title id=\"title\">",
	        width, height, width, height, SVG_FONT);
	svg_escape(out, title);
	fputs("</title>\n<desc id=\"desc\">", out);
	svg_escape(out, description);
	fputs("</desc>\n", out);
	palette_darken(out);
	write_defs(out);
	fprintf(out, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"%s\"/>\n", width, height, palette_colour(PALETTE_CARD, false));
	write_text(out, SVG_PLAIN, " font-weight=\"bold\"", 20, 28, SVG_START, title);
}

void svg_end(FILE *out)
{
	fputs("</svg>\n", out);
}

void svg_group(FILE *out, const char *title)
{
	fputs("<g>", out);
	if (title) {
		fputs("<title>", out);
		svg_escape(out, title);
		fputs("</title>", out);
	}
	fputc('\n', out);
}

void svg_end_group(FILE *out)
{
	fputs("</g>\n", out);
}

/* ---- Shapes ---- */

void svg_box(FILE *out, enum svg_class class, double x, double y, double width, double height, double radius)
{
	fprintf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" fill=\"%s\" stroke=\"%s\" "
	        "stroke-width=\"2\"%s/>\n", letters[class], x, y, width > 0 ? width : 0, height, radius,
	        class == SVG_WAITS ? "url(#hatch)" : svg_fill(class), svg_stroke(class), class == SVG_SLEEPS ? " stroke-dasharray=\"5 4\"" : "");
}

static void begin_path(FILE *out, enum svg_class class)
{
	fprintf(out, "<path class=\"%s\" fill=\"none\" stroke=\"%s\" %s", letters[class], svg_stroke(class),
	        class == SVG_DIM ? "stroke-width=\"1\" stroke-opacity=\".4\"" : "stroke-width=\"2\"");
}

void svg_line(FILE *out, enum svg_class class, double x1, double y1, double x2, double y2)
{
	begin_path(out, class);
	fprintf(out, " d=\"M%.1f %.1fL%.1f %.1f\"/>\n", x1, y1, x2, y2);
}

void svg_arrow(FILE *out, enum svg_class class, double x1, double y1, double x2, double y2)
{
	begin_path(out, class);
	fprintf(out, " d=\"M%.1f %.1fL%.1f %.1f\" marker-end=\"url(#arrow-%s)\"/>\n", x1, y1, x2, y2, letters[class]);
}

void svg_curve(FILE *out, enum svg_class class, const double p[8], int arrow)
{
	begin_path(out, class);
	fprintf(out, " d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"", p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
	if (arrow)
		fprintf(out, " marker-end=\"url(#arrow-%s)\"", letters[class]);
	fputs("/>\n", out);
}

double svg_legend(FILE *out, enum svg_class class, double x, double y, const char *meaning)
{
	svg_box(out, class, x, y - 9, 28, 18, 4);
	svg_text(out, SVG_PLAIN, x + 38, y, SVG_START, meaning);
	return x + 38 + svg_width(meaning) + 28;
}
