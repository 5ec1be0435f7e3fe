/* exports.c - the table of what can be written into files; see export.h. */
#include "cmd/look/export.h"

const struct export_row exports[] = {
	{ "schedule", NULL, { NULL }, NEEDS_RUN, "its schedule, which `replay FILE` reads", export_schedule },
	{ "trace", NULL, { "pftrace", "json" }, NEEDS_RUN, "every event, for ui.perfetto.dev or as JSON", export_trace },
	{ "timeline", NULL, { "svg" }, NEEDS_STEPS, "who moved, waited and held what, step by step", export_timeline },
	{ "picture", NULL, { "svg" }, NEEDS_MOMENT, "a step as the page draws it, for a slide; at=N, at=all", export_picture },
	{ "graph", "waits", { "svg", "dot" }, NEEDS_RUN, "who waits for whom at its end", export_waits },
	{ "graph", "topology", { "svg", "dot" }, NEEDS_RUN, "who may do what to what", export_topology },
	{ "graph", "schedules", { "svg", "dot" }, NEEDS_RUN, "all schedules of its settings, as a tree", export_graph_schedules },
	{ "map", NULL, { "svg" }, NEEDS_SWEEP, "the newest sweep's map", export_map },
	{ "table", "cells", { "csv" }, NEEDS_SWEEP, "the newest sweep's cells, one a line", export_cells },
	{ "table", "measures", { "csv" }, NEEDS_RUN, "what `measure` tells, an object or a task a line", export_measures },
	{ "run", NULL, { "lab-run" }, NEEDS_RUN, "all of it, which `load FILE` looks at again", export_run },
	{ "cast", NULL, { "cast" }, NEEDS_RUN, "its log as a film for asciinema, at reading speed", export_cast },
	{ "report", NULL, { "html" }, NEEDS_RUN, "a page to keep: the picture step by step, the timeline, the source", export_report },
	{ .what = NULL }
};
