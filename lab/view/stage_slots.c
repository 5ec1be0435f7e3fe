/*
 * stage_slots.c - the order within each layer, and who is of a family.
 *
 * Whoever deals with neighbours that stand high stands high (the barycentre method: Sugiyama, Tagawa and Toda, "Methods for
 * Visual Understanding of Hierarchical System Structures", 1981), but a family stays together, its members by their ids.
 */
#include "lab/view/stage_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/trace/family.h"

enum { SWEEPS = 6, LOOK_BACK = 100 };

/* A node on its way to a slot. */
struct mover {
	struct stage_node node;
	double            height;       /* of its family: 0 at the top .. 1 */
	int               old;          /* its index before */
};

struct work {
	struct stage          *stage;
	const struct snapshot *snapshot;
	double                *height;  /* by node */
	double                *sum;     /* by family: of its neighbours' heights, */
	int                   *count;   /* and how many they are */
	struct mover          *movers;
	int                   *now;     /* by old index */
};

/* ---- Families ---- */

static const char *name_of(const struct work *w, const struct stage_node *node)
{
	return node->task != NO_TASK ? w->snapshot->tasks[node->task].name : w->snapshot->objects[node->object].name;
}

static bool is_alike(const struct work *w, const struct stage_node *one, const struct stage_node *two)
{
	if ((one->task != NO_TASK) != (two->task != NO_TASK) || !name_alike(name_of(w, one), name_of(w, two)))
		return false;
	if (one->task != NO_TASK)
		return true;
	return w->snapshot->objects[one->object].capacity == w->snapshot->objects[two->object].capacity &&
	       strcmp(w->snapshot->objects[one->object].kind, w->snapshot->objects[two->object].kind) == 0;
}

/* Nodes first .. last-1 stand in one layer, or in one ring. Looks back at the newest families only, as families_of() does. */
static void find_families(struct work *w, int first, int last)
{
	struct stage_node *nodes = w->stage->nodes;

	for (int i = first; i < last; i++) {
		nodes[i].family = i;
		for (int k = i - 1, looks = 0; k >= first && looks < LOOK_BACK; k--) {
			if (nodes[k].family != k)
				continue;
			looks++;
			if (is_alike(w, &nodes[k], &nodes[i])) {
				nodes[i].family = k;
				break;
			}
		}
	}
}

/* ---- Order ---- */

/* The slots as the nodes stand now; and how high that is. */
static void count_slots(struct work *w)
{
	struct stage_node *nodes = w->stage->nodes;
	int n = w->stage->n_nodes;

	for (int i = 0, end; i < n; i = end) {
		for (end = i; end < n && nodes[end].group == nodes[i].group && nodes[end].layer == nodes[i].layer; end++)
			;
		for (int k = i; k < end; k++) {
			nodes[k].slot = nodes[k].ring < 0 ? k - i : 0;
			w->height[k] = (k - i + 0.5) / (end - i);
		}
	}
}

/* Of each family's neighbours in the layers before its own, or after it. */
static void sum_up(struct work *w, bool before)
{
	const struct stage_node *nodes = w->stage->nodes;

	memset(w->sum, 0, (size_t)w->stage->n_nodes * sizeof *w->sum);
	memset(w->count, 0, (size_t)w->stage->n_nodes * sizeof *w->count);
	for (int i = 0; i < w->stage->n_edges; i++) {
		const struct stage_edge *edge = &w->stage->edges[i];
		bool left = nodes[edge->task].layer < nodes[edge->object].layer;
		int to = left == before ? edge->object : edge->task, from = left == before ? edge->task : edge->object;

		if (nodes[to].group != nodes[from].group)
			continue;
		w->sum[nodes[to].family] += w->height[from];
		w->count[nodes[to].family]++;
	}
}

/* Where nothing pulls at a family, it stays. */
static double wanted(const struct work *w, int i)
{
	int family = w->stage->nodes[i].family;

	return w->count[family] ? w->sum[family] / w->count[family] : w->height[family];
}

static int by_height(const void *a, const void *b)
{
	const struct mover *one = a, *two = b;

	if (one->node.group != two->node.group)
		return one->node.group < two->node.group ? -1 : 1;
	if (one->node.ring != two->node.ring)
		return one->node.ring < two->node.ring ? -1 : 1;
	if (one->node.layer != two->node.layer)
		return one->node.layer < two->node.layer ? -1 : 1;
	if (one->height < two->height || one->height > two->height)
		return one->height < two->height ? -1 : 1;
	if (one->node.family != two->node.family)
		return one->node.family < two->node.family ? -1 : 1;
	return one->old - two->old;
}

static void reorder(struct work *w)
{
	struct stage *stage = w->stage;

	for (int i = 0; i < stage->n_nodes; i++)
		w->movers[i] = (struct mover){ stage->nodes[i], wanted(w, i), i };
	qsort(w->movers, (size_t)stage->n_nodes, sizeof *w->movers, by_height);
	for (int i = 0; i < stage->n_nodes; i++)
		w->now[w->movers[i].old] = i;
	for (int i = 0; i < stage->n_nodes; i++) {
		stage->nodes[i] = w->movers[i].node;
		stage->nodes[i].family = w->now[stage->nodes[i].family];
	}
	for (int i = 0; i < stage->n_edges; i++) {
		stage->edges[i].task = w->now[stage->edges[i].task];
		stage->edges[i].object = w->now[stage->edges[i].object];
	}
}

static void find_all_families(struct work *w)
{
	const struct stage_node *nodes = w->stage->nodes;
	int n = w->stage->n_nodes;

	for (int i = 0, end; i < n; i = end) {
		for (end = i; end < n && nodes[end].group == nodes[i].group && nodes[end].layer == nodes[i].layer; end++)
			;
		find_families(w, i, end);
	}
}

void stage_slots(struct stage *stage, const struct cast *cast)
{
	size_t n = (size_t)stage->n_nodes;
	struct work w = { .stage = stage, .snapshot = cast->snapshot };

	w.height = arena_alloc(cast->arena, n * sizeof *w.height);
	w.sum = arena_alloc(cast->arena, n * sizeof *w.sum);
	w.count = arena_alloc(cast->arena, n * sizeof *w.count);
	w.movers = arena_alloc(cast->arena, n * sizeof *w.movers);
	w.now = arena_alloc(cast->arena, n * sizeof *w.now);
	find_all_families(&w);
	count_slots(&w);
	for (int i = 0; i < SWEEPS; i++) {
		sum_up(&w, i % 2 == 0);
		reorder(&w);
		count_slots(&w);
	}
	for (int i = 0; i < stage->n_nodes; i++) {
		struct stage_group *group = &stage->groups[stage->nodes[i].group];

		group->n_slots = stage->nodes[i].slot >= group->n_slots ? stage->nodes[i].slot + 1 : group->n_slots;
	}
}
