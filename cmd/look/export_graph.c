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

static bool is_channel(const struct snap_object *object)
{
	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == EV_CHAN_SEND)
			return true;
	return false;
}

/*
 * What is declared, and who sent to a channel or received from one, though he may have declared since that he is done: else one
 * of its ends would be open. Of other objects there would be more lines than a picture has room for.
 */
static const struct snapshot *with_ends(const struct result *result, struct arena *arena)
{
	const struct snapshot *snapshot = result->snapshot;
	struct snapshot *with;

	if (snapshot->bare)
		return snapshot;
	with = snapshot_with_deeds(snapshot, &result->trace, arena);
	for (int i = 0; i < with->n_tasks; i++) {
		struct snap_task *task = &with->tasks[i];
		int n = snapshot->tasks[i].n_uses;

		for (int k = n; k < task->n_uses; k++)
			if (is_channel(&snapshot->objects[task->uses[k].object]))
				task->uses[n++] = task->uses[k];
		task->n_uses = n;
	}
	return with;
}

int export_topology(struct exporting *job)
{
	const struct result *result = job->result;
	struct arena *arena = arena_new();
	struct buf title = { 0 };
	int status;

	export_heading(&title, result);
	status = write_graph(job, graph_of_topology(with_ends(result, arena), &result->trace, buf_text(&title)));
	buf_printf(&job->said, "the picture of who may do what to what in %s", result->pattern->name);
	buf_free(&title);
	arena_free(arena);
	return status;
}
