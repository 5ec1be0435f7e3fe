/* export_graph.c - a run as a graph: who waits for whom, who talks to whom. */
#include <string.h>

#include "cmd/look/export.h"
#include "lab/base/text.h"
#include "lab/export/graph.h"

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
	int status = write_graph(job, graph_of_topology(job->result->snapshot, &job->result->trace, job->result->pattern->name));

	buf_printf(&job->said, "the picture of who may do what to what in %s", job->result->pattern->name);
	return status;
}
