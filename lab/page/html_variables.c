/*
 * html_variables.c - the variables of a person's program below the picture, as they were at the end; the script shows them as
 * they were at each step (browser/variables.js).
 */
#include "lab/page/html_parts.h"

#include <limits.h>

#include "lab/view/variables.h"

enum { MOST_SHOWN = 24 };       /* as many as variables.js shows */

const struct trace_values *html_values(const struct html_writer *w)
{
	const struct trace_values *values = &w->trace->values;

	return values->n_variables == 0 || values->cut || w->trace->dropped > 0 ? NULL : values;
}

void html_variables(struct html_writer *w)
{
	struct arena *arena = arena_new();
	struct variable_now *list = NULL;
	int n = html_values(w) ? variables_at(w->trace, LONG_MAX, arena, &list) : 0;

	if (n > 0)
		fputs("<p id=\"variables\" class=\"variables\" aria-label=\"Variables\">", w->out);
	for (int i = 0; i < n && i < MOST_SHOWN; i++) {
		fputs("<span><b>", w->out);
		html_text(w->out, list[i].name);
		fputs("</b> ", w->out);
		html_text(w->out, list[i].value);
		fputs("</span> ", w->out);
	}
	if (n > 0)
		fputs("</p>\n", w->out);
	arena_free(arena);
}
