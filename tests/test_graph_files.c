/* test_graph_files.c - graphs of every pattern: nodes do not overlap, stand within the picture, and rings are rings. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include <math.h>

#include "lab/engine/pattern.h"
#include "lab/export/graph_layout.h"

static bool overlap(const struct spot *a, const struct spot *b)
{
	return fabs(a->x - b->x) < (a->width + b->width) / 2 && fabs(a->y - b->y) < (a->height + b->height) / 2;
}

static void check_layout(const struct graph *graph)
{
	struct arena *arena = arena_new();
	const struct layout *layout = layout_of(graph, arena);

	for (int i = 0; i < graph->n_nodes; i++) {
		const struct spot *spot = &layout->spots[i];

		assert_true(spot->x - spot->width / 2 >= 0 && spot->x + spot->width / 2 <= layout->width);
		assert_true(spot->y - spot->height / 2 >= SVG_TOP && spot->y + spot->height / 2 <= layout->height);
		for (int k = 0; k < i; k++)
			assert_false(overlap(spot, &layout->spots[k]));
	}
	for (int i = 0; i < graph->n_edges; i++) {
		const struct way *way = &layout->ways[i];

		for (int k = 0; k + 1 < way->n; k++)
			assert_int_equal(layout->spots[way->spots[k]].column + 1, layout->spots[way->spots[k + 1]].column);
	}
	arena_free(arena);
}

static void check_graphs(struct capture *c, const char *line)
{
	const struct result *result;
	struct graph *graph;

	assert_int_not_equal(say(c, line), STATUS_USAGE);
	result = session_result(c->session);
	graph = graph_of_topology(result->snapshot, &result->trace, "x");
	assert_true(graph->n_nodes > 0);
	check_layout(graph);
	graph_free(graph);
	graph = graph_of_waits(result->snapshot, "x");
	check_layout(graph);
	graph_free(graph);
}

static void test_every_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		char line[200];

		snprintf(line, sizeof line, "run %s seed=1 log=0", patterns[i]->name);
		check_graphs(&c, line);
	}
	check_graphs(&c, "run dining order=same-handed schedule=\"1 3 2 4 5\" log=0");
	check_graphs(&c, "run dining seats=12 seed=1 log=0");
	check_graphs(&c, "run worker-pool feed=main jobs=9 seed=1 log=0");
	check_graphs(&c, "run pub-sub subscribers=9 seed=1 log=0");
	capture_close(&c);
}

/* Philosophers and forks in turn around the table; the circle of waiting likewise. */
static void test_rings(void **state)
{
	struct capture c;
	struct graph *graph;
	const struct result *result;

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	result = session_result(c.session);
	graph = graph_of_topology(result->snapshot, &result->trace, "x");
	assert_int_equal(graph->n_ring, 6);
	for (int i = 0; i < 6; i++)
		assert_true(graph->nodes[graph->ring[i]].object != graph->nodes[graph->ring[(i + 1) % 6]].object);
	graph_free(graph);
	graph = graph_of_waits(result->snapshot, "x");
	assert_int_equal(graph->n_ring, 6);
	assert_int_equal(graph->n_nodes, 7);            /* main waits for one of them */
	graph_free(graph);
	say(&c, "run pipeline seed=1 log=0");
	result = session_result(c.session);
	graph = graph_of_topology(result->snapshot, &result->trace, "x");
	assert_int_equal(graph->n_ring, 0);
	graph_free(graph);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pattern),
		cmocka_unit_test(test_rings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
