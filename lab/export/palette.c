/* palette.c - see palette.h. */
#include "lab/export/palette.h"

static const struct {
	const char *name, *by_light[2];
} colours[] = {
#define X(colour, name, light, dark) [PALETTE_##colour] = { name, { light, dark } },
	PALETTE(X)
#undef X
};

const char *palette_colour(enum palette colour, bool dark)
{
	return colours[colour].by_light[dark];
}

void palette_style(FILE *out, bool dark)
{
	for (int i = 0; i < PALETTE_COLOURS; i++)
		fprintf(out, "--%s:%s;", colours[i].name, palette_colour((enum palette)i, dark));
}

void palette_darken(FILE *out)
{
	fputs("<style>@media (prefers-color-scheme:dark){", out);
	for (int i = 0; i < PALETTE_COLOURS; i++) {
		const char *light = palette_colour((enum palette)i, false), *dark = palette_colour((enum palette)i, true);

		fprintf(out, "[fill=\"%s\"]{fill:%s}[stroke=\"%s\"]{stroke:%s}", light, dark, light, dark);
	}
	fputs("}</style>\n", out);
}
