/* stage.c - see stage.h: who has a place, in order. */
#include "lab/view/stage_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"

static struct stage_node *empty_nodes(struct arena *arena, int n, bool tasks)
{
	struct stage_node *nodes = arena_alloc(arena, (size_t)n * sizeof *nodes);

	for (int i = 0; i < n; i++)
		nodes[i] = (struct stage_node){ tasks ? i : NO_TASK, tasks ? NO_OBJECT : i, -1, -1, 0, 0, 0 };
	return nodes;
}

static int by_place(const void *a, const void *b)
{
	const struct stage_node *one = a, *two = b;

	if (one->group != two->group)
		return one->group < two->group ? -1 : 1;
	if (one->ring != two->ring)
		return one->ring < two->ring ? -1 : 1;
	if (one->layer != two->layer)
		return one->layer < two->layer ? -1 : 1;
	return one->task != two->task ? (one->task > two->task) - (one->task < two->task)
		: (one->object > two->object) - (one->object < two->object);
}

static void add_nodes(struct stage *stage, const struct stage_node *from, int n)
{
	for (int i = 0; i < n; i++)
		if (from[i].group >= 0)
			stage->nodes[stage->n_nodes++] = from[i];
}

static void index_nodes(struct stage *stage, const struct snapshot *snapshot)
{
	stage->of_task = arena_alloc(stage->arena, (size_t)snapshot->n_tasks * sizeof *stage->of_task);
	stage->of_object = arena_alloc(stage->arena, (size_t)snapshot->n_objects * sizeof *stage->of_object);
	for (int i = 0; i < snapshot->n_objects; i++)
		stage->of_object[i] = -1;
	for (int i = 0; i < stage->n_nodes; i++) {
		const struct stage_node *node = &stage->nodes[i];

		*(node->task != NO_TASK ? &stage->of_task[node->task] : &stage->of_object[node->object]) = i;
	}
}

static void add_edges(struct stage *stage, const struct cast *cast)
{
	stage->n_edges = cast->n;
	stage->edges = arena_alloc(stage->arena, (size_t)cast->n * sizeof *stage->edges);
	for (int i = 0; i < cast->n; i++) {
		int task = stage->of_task[cast->roles[i].task], object = stage->of_object[cast->roles[i].object];
		const struct stage_node *from = &stage->nodes[task], *to = &stage->nodes[object];
		enum stage_flow flow = stage_flow_of(cast->roles[i].deeds);
		bool apart = from->group != to->group || from->ring >= 0;

		stage->edges[i] = (struct stage_edge){
			task, object, flow,
			!apart && ((flow == STAGE_GIVES && from->layer > to->layer) ||
			           (flow == STAGE_TAKES && from->layer < to->layer)),
		};
	}
}

static void find_groups(struct stage *stage, int n_groups)
{
	stage->n_groups = n_groups;
	stage->groups = arena_alloc(stage->arena, (size_t)n_groups * sizeof *stage->groups);
	for (int i = 0; i < stage->n_nodes; i++) {
		const struct stage_node *node = &stage->nodes[i];
		struct stage_group *group = &stage->groups[node->group];

		if (group->n++ == 0)
			group->first = i;
		group->ring = node->ring >= 0;
		group->n_layers = node->layer + 1;
	}
}

struct stage *stage_new(const struct trace *trace, const struct snapshot *snapshot)
{
	struct stage *stage = calloc(1, sizeof *stage);
	struct arena *arena = arena_new();
	struct stage_node *tasks = empty_nodes(arena, snapshot->n_tasks, true);
	struct stage_node *objects = empty_nodes(arena, snapshot->n_objects, false);
	struct cast *cast = stage_cast(trace, snapshot, arena);
	int n_groups;

	must(stage);
	stage->arena = arena;
	n_groups = stage_groups(cast, tasks, objects, stage_rings(cast, tasks, objects));
	stage_layers(cast, tasks, objects);
	stage->nodes = arena_alloc(arena, (size_t)(snapshot->n_tasks + snapshot->n_objects) * sizeof *stage->nodes);
	add_nodes(stage, tasks, snapshot->n_tasks);
	add_nodes(stage, objects, snapshot->n_objects);
	qsort(stage->nodes, (size_t)stage->n_nodes, sizeof *stage->nodes, by_place);
	index_nodes(stage, snapshot);
	add_edges(stage, cast);
	find_groups(stage, n_groups);
	stage_slots(stage, cast);
	index_nodes(stage, snapshot);
	return stage;
}

void stage_free(struct stage *stage)
{
	if (!stage)
		return;
	arena_free(stage->arena);
	free(stage);
}
