/* export_graph.c - a run as a graph: who waits for whom, who talks to whom. */
#include <string.h>

#include "cmd/look/export.h"
#include "lab/base/text.h"
#include "lab/export/graph.h"
#include "lab/trace/deeds.h"

static int write_graph(struct exporting *job, struct graph *graph)
{
	if (strcmp(job->ending, "dot"))
		graph_svg(job->out, graph);
	else
		graph_dot(job->out, graph);
	job->n = graph->n_nodes;
	job->unit = "nodes";
	graph_free(graph);
	return STATUS_OK;
}

int export_waits(struct exporting *job)
{
	struct buf title = { 0 };
	int status;

	export_title(&title, job->result);
	status = write_graph(job, graph_of_waits(job->result->snapshot, buf_text(&title)));
	if (job->n == 0)
		buf_printf(&job->said, "a picture that says that nobody waits at the end of %s", job->result->pattern->name);
	else
		buf_printf(&job->said, "the picture of who waits for whom at the end of %s", job->result->pattern->name);
	buf_free(&title);
	return status;
}

int export_topology(struct exporting *job)
{
	const struct result *result = job->result;
	struct arena *arena = arena_new();
	const struct snapshot *snapshot = result->snapshot->bare ? result->snapshot
		: snapshot_with_deeds(result->snapshot, &result->trace, arena);
	int status = write_graph(job, graph_of_topology(snapshot, &result->trace, result->pattern->name));

	buf_printf(&job->said, "the picture of who may do what to what in %s", result->pattern->name);
	arena_free(arena);
	return status;
}
