/* html_map.c - a sweep as tables; a bad cell leads to what becomes of it, and to the command that shows it. */
#include "lab/page/html_parts.h"

#include <string.h>

static const struct html_cell *cell_at(const struct html_map *map, int block, int row, int column)
{
	return &map->cells[((long)block * map->n_rows + row) * map->n_columns + column];
}

static void write_cell(FILE *out, const struct html_map *map, const struct html_cell *cell)
{
	static const char *const classes[] = { [HTML_GOOD] = "good", [HTML_BAD] = "bad", [HTML_SOMETIMES] = "some", [HTML_OPEN] = "open" };

	fprintf(out, "<td class=\"%s\" title=\"", classes[cell->is]);
	html_text(out, cell->settings);
	fputs(": ", out);
	html_text(out, cell->outcome);
	fputs("\">", out);
	if (cell->command)
		fprintf(out, "<a href=\"#cell-%ld\" aria-label=\"", (long)(cell - map->cells));
	if (cell->command) {
		html_text(out, cell->settings);
		fputs(": ", out);
		html_text(out, cell->outcome);
		fputs("\">", out);
	}
	html_text(out, cell->mark);
	fputs(cell->command ? "</a></td>" : "</td>", out);
}

static void write_block(FILE *out, const struct html_map *map, int block)
{
	fputs("<table class=\"map\">", out);
	if (map->blocks && map->n_blocks > 1) {
		fputs("<caption>", out);
		html_text(out, map->blocks[block]);
		fputs("</caption>", out);
	}
	fputs("<thead><tr><th></th>", out);
	for (int i = 0; i < map->n_columns; i++) {
		fputs("<th scope=\"col\">", out);
		html_text(out, map->columns[i]);
		fputs("</th>", out);
	}
	fputs("</tr></thead><tbody>\n", out);
	for (int row = 0; row < map->n_rows; row++) {
		fputs("<tr><th scope=\"row\">", out);
		html_text(out, map->rows[row]);
		fputs("</th>", out);
		for (int i = 0; i < map->n_columns; i++)
			write_cell(out, map, cell_at(map, block, row, i));
		fputs("</tr>\n", out);
	}
	fputs("</tbody></table>\n", out);
}

/* Each mark that occurs, with what became of the first cell that has it. */
static void write_meanings(FILE *out, const struct html_map *map)
{
	long n = (long)map->n_blocks * map->n_rows * map->n_columns;

	for (long i = 0; i < n; i++) {
		long first = 0;

		while (strcmp(map->cells[first].mark, map->cells[i].mark) != 0)
			first++;
		if (first < i || !*map->cells[i].meaning)
			continue;
		fputs("<li><b>", out);
		html_text(out, map->cells[i].mark);
		fputs("</b> ", out);
		html_text(out, map->cells[i].meaning);
		fputs("</li>\n", out);
	}
}

static void write_commands(FILE *out, const struct html_map *map)
{
	long n = (long)map->n_blocks * map->n_rows * map->n_columns;

	fputs("<dl>", out);
	for (long i = 0; i < n; i++) {
		if (!map->cells[i].command)
			continue;
		fprintf(out, "<dt id=\"cell-%ld\">", i);
		html_text(out, map->cells[i].settings);
		fputs(": ", out);
		html_text(out, map->cells[i].outcome);
		fputs("</dt><dd><code>", out);
		html_text(out, map->cells[i].command);
		fputs("</code></dd>\n", out);
	}
	fputs("</dl>\n", out);
}

/* A paragraph a law. */
static void write_law(struct html_writer *w, const char *law)
{
	for (const char *at = law ? law : ""; *at; at += *at == '\n') {
		size_t indent = strspn(at, " "), length = strcspn(at, "\n");

		if (indent == 0 || at == law)
			fputs(at == law ? "<p class=\"law\">" : "</p>\n<p class=\"law\">", w->out);
		else
			fputc(' ', w->out);
		buf_clear(&w->text);
		buf_add(&w->text, at + (indent < length ? indent : length), length - (indent < length ? indent : length));
		html_text(w->out, buf_text(&w->text));
		at += length;
	}
	if (law && *law)
		fputs("</p>\n", w->out);
}

void html_map(struct html_writer *w)
{
	const struct html_map *map = w->page->map;

	if (!map)
		return;
	fputs("<section id=\"map\" class=\"wide\" aria-labelledby=\"map-head\"><h2 id=\"map-head\">", w->out);
	html_text(w->out, map->title);
	fputs("</h2>\n<p class=\"hint\">", w->out);
	html_text(w->out, map->bound);
	fputs("</p>\n", w->out);
	fputs("<div class=\"maps\" tabindex=\"0\" role=\"region\" aria-label=\"Map\">\n", w->out);
	for (int i = 0; i < map->n_blocks; i++)
		write_block(w->out, map, i);
	fputs("</div>\n<ul class=\"legend\">\n", w->out);
	write_meanings(w->out, map);
	fputs("</ul>\n", w->out);
	write_law(w, map->law);
	write_commands(w->out, map);
	fputs("</section>\n", w->out);
}
