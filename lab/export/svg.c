/* svg.c - see svg.h. */
#include "lab/export/svg.h"

#include <math.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/export/palette.h"

#define HATCH    12.7
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

	fprintf(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" fill=\"%s\"%s%s%s>", letters[class], x, y + BASELINE,
	        palette_colour(class == SVG_DIM ? PALETTE_DIM : PALETTE_INK, false),
	        strstr(more, " stroke=") ? "" : " stroke=\"none\"", more, anchors[anchor]);
	svg_escape(out, text);
	fputs("</text>\n", out);
}

void svg_text(FILE *out, enum svg_class class, double x, double y, enum svg_anchor anchor, const char *text)
{
	write_text(out, class, "", x, y, anchor, text);
}

/* The ground around a text is cleared, by the same text behind it, in thick lines. */
static void clear_around(FILE *out, enum svg_class class, double x, double y, enum svg_anchor anchor, const char *text,
                         enum palette ground)
{
	char more[MOST_ATTRIBUTES];

	snprintf(more, sizeof more, " stroke=\"%s\" stroke-width=\"6\" stroke-linejoin=\"round\" aria-hidden=\"true\"",
	         palette_colour(ground, false));
	write_text(out, class, more, x, y, anchor, text);
}

void svg_halo_text(FILE *out, enum svg_class class, double x, double y, enum svg_anchor anchor, const char *text)
{
	clear_around(out, class, x, y, anchor, text, PALETTE_CARD);
	write_text(out, class, "", x, y, anchor, text);
}

void svg_text_over(FILE *out, enum svg_class box, double x, double y, const char *text)
{
	clear_around(out, SVG_PLAIN, x, y, SVG_MIDDLE, text, classes[box].fill);
	write_text(out, SVG_PLAIN, "", x, y, SVG_MIDDLE, text);
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

/* Lines from the left to above: a pattern, which not all know. Corners are left out, as they are round. */
static void hatch(FILE *out, double x, double y, double width, double height)
{
	fprintf(out, "<path class=\"hatch\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-opacity=\".2\" d=\"",
	        svg_stroke(SVG_WAITS));
	for (double c = HATCH; c < width + height - 6; c += HATCH) {
		double left = c > height ? c - height : 0, right = c < width ? c : width;

		fprintf(out, "M%.1f %.1fL%.1f %.1f", x + left, y + c - left, x + right, y + c - right);
	}
	fputs("\"/>\n", out);
}

void svg_box(FILE *out, enum svg_class class, double x, double y, double width, double height, double radius)
{
	fprintf(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" fill=\"%s\" stroke=\"%s\" "
	        "stroke-width=\"2\"%s/>\n", letters[class], x, y, width > 0 ? width : 0, height, radius,
	        svg_fill(class), svg_stroke(class), class == SVG_SLEEPS ? " stroke-dasharray=\"5 4\"" : "");
	if (class == SVG_WAITS && width > 0)
		hatch(out, x, y, width, height);
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

void svg_head(FILE *out, const char *colour, const double from[2], const double tip[2], double length, double half)
{
	double dx = tip[0] - from[0], dy = tip[1] - from[1], way = sqrt(dx * dx + dy * dy), x, y;

	if (way <= 0)
		return;
	dx /= way;
	dy /= way;
	x = tip[0] - length * dx;
	y = tip[1] - length * dy;
	fprintf(out, "<polygon fill=\"%s\" stroke=\"none\" points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f\"/>\n", colour, tip[0], tip[1],
	        x - half * dy, y + half * dx, x + half * dy, y - half * dx);
}

static void head(FILE *out, enum svg_class class, double x1, double y1, double x2, double y2)
{
	svg_head(out, svg_stroke(class), (const double[]){ x1, y1 }, (const double[]){ x2, y2 }, 13, 6);
}

void svg_arrow(FILE *out, enum svg_class class, double x1, double y1, double x2, double y2)
{
	svg_line(out, class, x1, y1, x2, y2);
	head(out, class, x1, y1, x2, y2);
}

void svg_curve(FILE *out, enum svg_class class, const double p[8], int arrow)
{
	begin_path(out, class);
	fprintf(out, " d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"/>\n", p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
	if (arrow)
		head(out, class, p[4], p[5], p[6], p[7]);
}

double svg_legend(FILE *out, enum svg_class class, double x, double y, const char *meaning)
{
	svg_box(out, class, x, y - 9, 28, 18, 4);
	svg_text(out, SVG_PLAIN, x + 38, y, SVG_START, meaning);
	return x + 38 + svg_width(meaning) + 28;
}
