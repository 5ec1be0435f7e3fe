/* export_graph_schedules.c - all schedules of a run's settings as a tree, drawn; they are searched for anew. */
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/look/graph_schedules.h"
#include "cmd/session/settings.h"
#include "cmd/term/interrupt.h"
#include "lab/base/text.h"
#include "lab/export/graph.h"
#include "lab/export/svg_tree.h"

enum { SECONDS = 10 };

static struct run_options options_of(const struct result *result)
{
	return (struct run_options){
		.pattern = result->pattern, .values = result->values, .files = result->files,
		.turn = { .any_time = result->any_time },
	};
}

/* "dining seats=3 order=same-handed" */
static void add_title(struct buf *out, const struct result *result)
{
	struct resolved all = { .pattern = result->pattern };

	memcpy(all.values, result->values, sizeof all.values);
	memcpy(all.files, result->files, sizeof all.files);
	settings_print(out, &all);
	buf_adds(out, result->any_time ? " time=any" : "");
}

static void draw(struct exporting *job, const struct schedule_tree *tree, const char *title)
{
	struct graph *graph;

	if (strcmp(job->ending, "dot")) {
		svg_tree(job->out, tree, title);
		return;
	}
	graph = graph_of_schedules(tree, title);
	graph_dot(job->out, graph);
	graph_free(graph);
}

int export_graph_schedules(struct exporting *job)
{
	struct run_options options = options_of(job->result);
	struct buf title = { 0 };
	int status = STATUS_OK;
	struct schedule_tree *tree = list_schedules(job->session, &options, 0, SECONDS, &status);

	if (!tree)
		return status;
	if (interrupt_pending())
		status = STATUS_INTERRUPTED;
	else if (tree->n_leaves == 0)
		status = complain(job->session, "cannot-export", NULL, "no schedule came to an end");
	add_title(&title, job->result);
	if (!status)
		draw(job, tree, buf_text(&title));
	buf_printf(&job->said, "the picture of %d schedule%s of %s", tree->n_leaves, text_s(tree->n_leaves), buf_text(&title));
	job->n = tree->n_leaves;
	job->unit = "schedules";
	buf_free(&title);
	tree_free(tree);
	return status;
}
