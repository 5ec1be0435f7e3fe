/* test_svg_tree.c - the tree of schedules in files: elements nest, every leaf is there, boxes do not overlap. */
#include "tests/conf.h"

#include "lab/export/graph.h"
#include "lab/export/svg_tree.h"
#include "lab/search/listing.h"
#include "tests/check_text.h"
#include "tests/list_schedules.h"

static char *draw(const struct schedule_tree *tree, const char *title)
{
	struct buf text = { 0 };
	FILE *file = tmpfile();
	int c;

	assert_non_null(file);
	svg_tree(file, tree, title);
	rewind(file);
	while ((c = getc(file)) != EOF)
		buf_addc(&text, (char)c);
	fclose(file);
	return buf_take(&text);
}

/* ---- Reading it back ---- */

/* Each element ends after those that began in it; a '<' begins nothing else. */
static void check_nests(const char *text)
{
	char open[20][16];
	int depth = 0;

	for (const char *at = strchr(text, '<'); at; at = strchr(at + 1, '<')) {
		const char *end = strchr(at, '>');
		char name[16] = "";

		assert_non_null(end);
		if (at[1] == '?' || end[-1] == '/')
			continue;
		sscanf(at[1] == '/' ? at + 2 : at + 1, "%15[a-z]", name);
		if (at[1] != '/') {
			assert_true(depth < 20);
			strcpy(open[depth++], name);
		} else {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		}
	}
	assert_int_equal(depth, 0);
}

static int count(const char *text, const char *part)
{
	int n = 0;

	for (; (text = strstr(text, part)); text++)
		n++;
	return n;
}

struct box {
	double x, y, width, height;
};

/* The boxes of the tree: those in groups of their own, behind a title. */
static int read_boxes(const char *text, struct box *boxes, int most)
{
	int n = 0;

	for (const char *at = text; (at = strstr(at, "</title>\n<rect class=\"")) && n < most; at++) {
		struct box *box = &boxes[n];

		n += sscanf(at + strlen("</title>\n<rect class=\"p\""), " x=\"%lf\" y=\"%lf\" width=\"%lf\" height=\"%lf\"", &box->x,
		            &box->y, &box->width, &box->height) == 4;
	}
	return n;
}

static void check_apart(const char *text, int least)
{
	static struct box boxes[2000];
	int n = read_boxes(text, boxes, 2000);

	assert_true(n >= least);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			assert_true(boxes[i].x >= boxes[k].x + boxes[k].width || boxes[k].x >= boxes[i].x + boxes[i].width ||
			            boxes[i].y >= boxes[k].y + boxes[k].height || boxes[k].y >= boxes[i].y + boxes[i].height);
}

static void check_leaves(const char *text, const struct schedule_tree *tree)
{
	for (int i = 0; i < tree->n_leaves; i++) {
		char leaf[100];

		snprintf(leaf, sizeof leaf, ">[%d] %s, %ld step", i + 1, verdict_word(tree->leaves[i].verdict), tree->leaves[i].steps);
		assert_int_equal(count(text, leaf), 1);
	}
}

/* ---- Pictures ---- */

static void check_picture(const char *name, const char *settings)
{
	struct schedule_tree *tree = list_schedules_of(name, settings);
	char *text = draw(tree, name);

	check_nests(text);
	check_leaves(text, tree);
	check_has(text, ">[1] is the number of a leaf: go its way with graph schedules leaf=1</text>");
	check_apart(text, tree->n_leaves);
	free(text);
	tree_free(tree);
}

static void test_pictures(void **state)
{
	(void)state;
	check_picture("dining", "seats=4 order=same-handed");
	check_picture("heartbeat", "");
	check_picture("worker-pool", "feed=main workers=1 buffer=0 results=0 jobs=3");
	check_picture("dining", "seats=3 order=same-handed meals=3");
	check_picture("bounded-buffer", "");
}

static void test_names_are_escaped(void **state)
{
	static const struct step steps[2];
	struct schedule_tree *tree = tree_new();
	char *text;

	(void)state;
	assert_true(tree_add(tree, steps, 2, VERDICT_BROKEN));
	for (int i = 1; i <= 2; i++) {
		tree->nodes[i].who = "<a> & \"b\"\x01\xff";
		tree->nodes[i].what = "print </svg>";
		tree->nodes[i].operation = tree->nodes[i].here = "";
	}
	tree->leaves[0].why = "x < y && y > z";
	text = draw(tree, "a < b");
	check_nests(text);
	check_has(text, "x &lt; y &amp;&amp; y &gt; z");
	check_has(text, "schedule=&quot;0x2&quot;");
	check_lacks(text, "\x01");
	free(text);
	tree_free(tree);
}

static void test_a_graph_for_graphviz(void **state)
{
	struct schedule_tree *tree = list_schedules_of("dining", "seats=3 order=same-handed");
	struct graph *graph = graph_of_schedules(tree, "dining");
	int leaves = 0;

	(void)state;
	assert_int_equal(graph->n_edges, graph->n_nodes - 1);   /* a tree */
	for (int i = 0; i < graph->n_edges; i++)
		assert_true(graph->edges[i].from < graph->edges[i].to);
	for (int i = 1; i < graph->n_nodes; i++)
		leaves += graph->nodes[i].object;
	assert_int_equal(leaves, 7);
	assert_string_equal(graph->description, "all 7 inequivalent schedules");
	graph_free(graph);
	tree_free(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_names_are_escaped),
		cmocka_unit_test(test_a_graph_for_graphviz),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
