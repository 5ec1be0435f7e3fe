/* repair_hints.c - see repair_hints.h. */
#include "cmd/search/repair_hints.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/run/source_lines.h"
#include "cmd/search/search_ending.h"
#include "cmd/search/search_report.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

/* ---- Finding ---- */

static void add_of(struct hints *hints, const struct search *search, const struct ending *ending,
                   const struct hint_source *source, struct arena *arena)
{
	struct result *result = ending ? search_replay_ending(search, ending) : NULL;

	if (result)
		hints_add(hints, result, source, arena);
	result_free(result);
}

void repair_hints(struct hints *hints, const struct search *search, const struct exploration *known,
                  const struct explore_limits *limits, const struct explore_watcher *watcher, struct arena *arena)
{
	struct hint_source source = source_lines(search->pattern);
	struct exploration *found = NULL;
	const struct exploration *told;
	char *error = NULL;

	*hints = (struct hints){ 0 };
	if (program_is_program(search->pattern))
		found = explore(&search->options, limits, watcher, &error);
	free(error);
	if (!found)
		return;
	told = search_shortest(found) || found->failed ? found : known;
	add_of(hints, search, search_shortest(told), &source, arena);
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (told->bad[i] != search_shortest(told))
			add_of(hints, search, told->bad[i], &source, arena);
	if (!search_shortest(told))
		add_of(hints, search, told->failed, &source, arena);
	exploration_free(found);
}

/* ---- Telling ---- */

void repair_hints_tell(struct buf *out, const struct hints *hints, const struct look *look)
{
	int widest = 0;

	if (!hints->n)
		return;
	text_wrap(out, "what its shortest bad schedules suggest to look at in the code; not tried:", 0, 2, look->width, look->ascii);
	for (int i = 0; i < hints->n; i++)
		widest = text_columns(hints->at[i].at) > widest ? text_columns(hints->at[i].at) : widest;
	for (int i = 0; i < hints->n; i++) {
		buf_printf(out, "  %s", hints->at[i].at);
		buf_fill(out, ' ', widest - text_columns(hints->at[i].at) + 2);
		text_wrap(out, hints->at[i].text, widest + 4, 4, look->width, look->ascii);
	}
}

void repair_hints_json(struct json *json, const struct hints *hints)
{
	json_array(json, "hints");
	for (int i = 0; i < hints->n; i++) {
		json_object(json, NULL);
		json_text(json, "kind", hints->at[i].kind);
		json_text(json, "at", hints->at[i].at);
		json_text(json, "text", hints->at[i].text);
		json_bool(json, "tried", false);
		json_end_object(json);
	}
	json_end_array(json);
}
