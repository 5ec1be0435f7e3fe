/* graph.c - the graph itself, and its form for Graphviz; see graph.h. */
#include "lab/export/graph.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"

struct graph *graph_new(const char *title)
{
	struct graph *graph = calloc(1, sizeof *graph);

	must(graph);
	graph->arena = arena_new();
	graph->title = arena_text(graph->arena, title);
	return graph;
}

void graph_free(struct graph *graph)
{
	free(graph->nodes);
	free(graph->edges);
	arena_free(graph->arena);
	free(graph);
}

int graph_add_node(struct graph *graph, struct graph_node node)
{
	if (graph->n_nodes == graph->room_nodes) {
		graph->room_nodes = graph->room_nodes ? 2 * graph->room_nodes : 16;
		graph->nodes = realloc(graph->nodes, (size_t)graph->room_nodes * sizeof *graph->nodes);
		must(graph->nodes);
	}
	graph->nodes[graph->n_nodes] = node;
	return graph->n_nodes++;
}

void graph_add_edge(struct graph *graph, struct graph_edge edge)
{
	if (graph->n_edges == graph->room_edges) {
		graph->room_edges = graph->room_edges ? 2 * graph->room_edges : 16;
		graph->edges = realloc(graph->edges, (size_t)graph->room_edges * sizeof *graph->edges);
		must(graph->edges);
	}
	graph->edges[graph->n_edges++] = edge;
}

/* ---- Rings ---- */

/* The edge of `node` that is not `before`; -1 when it has not two. */
static int other_edge(const struct graph *graph, int node, int before)
{
	int found = -1, n = 0;

	for (int i = 0; i < graph->n_edges; i++) {
		if (graph->edges[i].from != node && graph->edges[i].to != node)
			continue;
		n++;
		found = i != before ? i : found;
	}
	return n == 2 ? found : -1;
}

void graph_find_ring(struct graph *graph)
{
	int node = 0, edge = -1, n = 0;

	if (graph->n_nodes < 4 || graph->n_edges != graph->n_nodes)
		return;
	graph->ring = arena_alloc(graph->arena, (size_t)graph->n_nodes * sizeof *graph->ring);
	do {
		edge = other_edge(graph, node, edge);
		if (edge < 0)
			return;
		graph->ring[n++] = node;
		node = graph->edges[edge].from == node ? graph->edges[edge].to : graph->edges[edge].from;
	} while (node != 0 && n < graph->n_nodes);
	if (n == graph->n_nodes && node == 0)
		graph->n_ring = n;
}

/* ---- Graphviz ---- */

/* A quoted text of its language. */
static void write_quoted(FILE *out, const char *text)
{
	fputc('"', out);
	for (int n; *text; text += n ? n : 1) {
		n = text_utf8_length(text);
		if (n == 0 || (unsigned char)*text < 0x20) {
			fputc('?', out);
			continue;
		}
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		fwrite(text, 1, (size_t)n, out);
	}
	fputc('"', out);
}

static void write_node(FILE *out, const struct graph_node *node, int i)
{
	struct buf label = { 0 };

	buf_adds(&label, node->name);
	fprintf(out, "  n%d [label=", i);
	write_quoted(out, buf_text(&label));
	if (node->below) {
		fputs(", xlabel=", out);
		write_quoted(out, node->below);
	}
	fprintf(out, ", shape=%s, color=\"%s\", fillcolor=\"%s\"];\n", node->object ? "ellipse" : "box", svg_stroke(node->class),
	        svg_fill(node->class));
	buf_free(&label);
}

static void write_edge(FILE *out, const struct graph_edge *edge)
{
	fprintf(out, "  n%d -> n%d [color=\"%s\"", edge->from, edge->to, svg_stroke(edge->class));
	if (edge->label) {
		fputs(", label=", out);
		write_quoted(out, edge->label);
	}
	if (!edge->arrow)
		fputs(", dir=none", out);
	fputs("];\n", out);
}

void graph_dot(FILE *out, const struct graph *graph)
{
	fputs("digraph {\n  label=", out);
	write_quoted(out, graph->title);
	fprintf(out, ";\n  labelloc=t; rankdir=LR; %sfontname=monospace;\n  node [fontname=monospace, style=\"filled,rounded\", "
	        "penwidth=2];\n  edge [fontname=monospace, penwidth=1.5];\n", graph->n_ring ? "layout=circo; " : "");
	for (int i = 0; i < graph->n_nodes; i++)
		write_node(out, &graph->nodes[i], i);
	for (int i = 0; i < graph->n_edges; i++)
		write_edge(out, &graph->edges[i]);
	fputs("}\n", out);
}
