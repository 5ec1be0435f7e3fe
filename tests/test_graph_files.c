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

/* Lines that leave one side of a node leave it in the order in which they arrive: none crosses another there. */
static void check_order(const struct graph *graph)
{
	enum { MOST = 200 };
	double lines[MOST][4];
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int n = 0;

	assert_non_null(out);
	graph_svg(out, graph);
	fclose(out);
	for (const char *at = text; n < MOST && (at = strstr(at, " d=\"M")); at++)
		n += sscanf(at, " d=\"M%lf %lfC%*f %*f %*f %*f %lf %lf", &lines[n][0], &lines[n][1], &lines[n][2], &lines[n][3]) == 4;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			if (fabs(lines[i][0] - lines[k][0]) < 1 && fabs(lines[i][1] - lines[k][1]) < 40 && fabs(lines[i][2] - lines[k][2]) < 40)
				assert_true((lines[i][1] - lines[k][1]) * (lines[i][3] - lines[k][3]) >= 0);
	free(text);
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
	check_order(graph);
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

static int node_named(const struct graph *graph, const char *name)
{
	for (int i = 0; i < graph->n_nodes; i++)
		if (!strcmp(graph->nodes[i].name, name))
			return i;
	fail_msg("no node is called %s", name);
	return 0;
}

/* Of many objects some stand left of their tasks, what many do to one is said once, and lines do not cross without need. */
static void test_a_crowd_has_two_sides(void **state)
{
	struct capture c;
	struct graph *graph;
	struct arena *arena = arena_new();
	const struct layout *layout;
	int task;

	(void)state;
	capture_open(&c);
	say(&c, "run bounded-buffer seed=1 log=0");
	graph = graph_of_topology(session_result(c.session)->snapshot, &session_result(c.session)->trace, "x");
	layout = layout_of(graph, arena);
	task = node_named(graph, "producer-0");
	assert_true(layout->spots[node_named(graph, "lock")].column < layout->spots[task].column);
	assert_true(layout->spots[node_named(graph, "count")].column < layout->spots[task].column);
	assert_true(layout->spots[node_named(graph, "not-full")].column > layout->spots[task].column);
	assert_string_equal(graph->nodes[node_named(graph, "count")].below, "cell: load, store");
	for (int i = 0; i < graph->n_edges; i++)
		assert_true(!graph->edges[i].label || !strcmp(graph->edges[i].label, "load"));
	graph_free(graph);
	say(&c, "run smokers seed=1 log=0");
	graph = graph_of_topology(session_result(c.session)->snapshot, &session_result(c.session)->trace, "x");
	assert_string_equal(graph->nodes[node_named(graph, "call-0")].below, "semaphore: release");
	graph_free(graph);
	arena_free(arena);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pattern),
		cmocka_unit_test(test_rings),
		cmocka_unit_test(test_a_crowd_has_two_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
