/* exports.c - the table of what can be written into files; see export.h. */
#include "cmd/look/export.h"

const struct export_row exports[] = {
	{ "schedule", NULL, { NULL }, NEEDS_RUN, "its schedule, which `replay FILE` reads", export_schedule },
	{ "trace", NULL, { "pftrace", "json" }, NEEDS_RUN, "every event, for ui.perfetto.dev or as JSON", export_trace },
	{ .what = NULL }
};
