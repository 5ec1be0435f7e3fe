/* csv.c - see csv.h. */
#include "lab/export/csv.h"

#include <string.h>

static void begin(struct csv *csv)
{
	if (csv->inside)
		fputc(',', csv->out);
	csv->inside = true;
}

void csv_text(struct csv *csv, const char *text)
{
	begin(csv);
	text = text ? text : "";
	if (!strpbrk(text, ",\"\r\n") && *text != ' ') {
		fputs(text, csv->out);
		return;
	}
	fputc('"', csv->out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', csv->out);
		fputc(*text, csv->out);
	}
	fputc('"', csv->out);
}

void csv_int(struct csv *csv, long value)
{
	begin(csv);
	fprintf(csv->out, "%ld", value);
}

void csv_double(struct csv *csv, double value, int decimals)
{
	char text[64];

	begin(csv);
	snprintf(text, sizeof text, "%.*f", decimals, value);
	for (char *at = text; *at; at++)
		if (*at == ',')
			*at = '.';
	fputs(text, csv->out);
}

void csv_end_line(struct csv *csv)
{
	fputc('\n', csv->out);
	csv->inside = false;
}

void csv_line(struct csv *csv, const char *const *texts)
{
	for (; *texts; texts++)
		csv_text(csv, *texts);
	csv_end_line(csv);
}
