/*
 * html_parts.h - between the files that write a page.
 */
#ifndef LAB_PAGE_HTML_PARTS_H
#define LAB_PAGE_HTML_PARTS_H

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/page/html.h"
#include "lab/view/reel.h"
#include "lab/view/stage.h"

/* ---- Places in pixels: html_scene.c ---- */

/* The middle and the size of a node; w is 0 where there is none. */
struct html_box {
	int  x, y, w, h;
	int  frame;             /* in frames[], or -1 */
	bool small;             /* one of many: it shows its number alone */
};

/* Around many that are alike. */
struct html_frame {
	struct html_box box;
	const char     *name;   /* "worker-0..59" */
};

struct html_scene {
	int                width, height, n_tasks, n_objects;
	struct html_box   *tasks, *objects;     /* by id */
	int                n_frames, n_rings;
	struct html_frame *frames;
	struct html_box   *rings;               /* their middles */
	int                     n_obstacles;
	const struct html_box **obstacles;      /* what lines are bent around */
	bool               bounded;     /* it is as large as it will be: no line leaves it */
	struct arena      *arena;
};

struct html_scene *html_scene_new(const struct stage *, const struct snapshot *);
void html_scene_free(struct html_scene *);

/* ---- Lines: html_lines.c ---- */

struct html_point {
	long x, y;
};

/* When all boxes have their places. */
void html_find_obstacles(struct html_scene *);

/* A line from the box `a` to `b`, which are in different places; `aside` of the straight one: to the right where it is more than 0. */
struct html_line {
	const struct html_scene *scene;
	const struct html_box   *a, *b;
	int                      aside;
};

/* Its way, from the border of one box to that of the other. */
enum { HTML_MOST_TURNS = 12, HTML_LEAD = 2 };
struct html_path {
	int               n;            /* 2, more where it goes around something */
	struct html_point at[HTML_MOST_TURNS];
	double            bend;         /* of 2: it is a curve when this is not 0; see html_middle() */
	int               n_out, n_in;  /* of one of many: from its box to the border of its frame, between the others; and into one */
	struct html_point out[HTML_LEAD], in[HTML_LEAD];
};

/* So far aside of the line for what is held, or waited for, is that for what is done. */
int html_beside(const struct html_box *a, const struct html_box *b);

struct html_path html_path_of(const struct html_line *);

/* What draws a curve from at[0] to at[1] towards itself. */
struct html_point html_middle(const struct html_path *, double bend);

/* ---- Who went wrong: html_fault.c ---- */

/*
 * A task that went wrong. Where that took no turn, as the last moment it is the end, and is not counted as a step, so that
 * the page has as many as a search and `step` count.
 */
struct html_fault {
	int  task;              /* NO_TASK: nobody did */
	long step;              /* of the reel; from it on the task is shown so */
	long steps;             /* so many are counted */
};

struct html_fault html_fault_of(struct reel *);

/* ---- What all of them need ---- */

struct html_writer {
	FILE                         *out;
	const struct html_page       *page;
	const struct trace           *trace;
	const struct snapshot        *last;
	const struct export_progress *progress;
	struct reel                  *reel;
	struct stage                 *stage;
	struct html_scene            *scene;
	struct html_fault             fault;
	int                           same;     /* html_same_leaf(), and whether it is that in each step */
	bool                          equally;
	struct buf                    text;     /* for what is put together */
};

/* What the writer has but for `out`, `page`, `trace`, `last` and `progress`, which are set: made, and freed. */
void html_begin(struct html_writer *);
void html_end(struct html_writer *);

/* Write a text, its markup taken off; NULL is nothing. */
void html_text(FILE *, const char *text);

/* The sort of an object, as the script and the style call it: "lock", "channel", "cell", "level". */
const char *html_sort(const struct snap_object *);

/* "o5", "t2": the node that an object is; a task's own object is the task. "" for NO_OBJECT. Good until the next call. */
const char *html_node(const struct snapshot *, int object);

/* Where a deed goes: 1 to the object, -1 from it, 0 neither; 2 to the object, and it is lost there: nobody hears it. */
int html_way(enum event_kind);

/* The source a place is in, with its line; -1: in none. */
int html_place(const struct html_page *, const char *here, int *line);

/* A mark in words: "locks fork-0"; "lock fork-0". */
void html_deed(struct buf *, const struct trace *, const struct mark *);
void html_short_deed(struct buf *, const struct trace *, const struct mark *);

/* A task's wait in words: "lock fork-1". */
void html_wait(struct buf *, const struct snapshot *, const struct moment_task *);

/*
 * The leaf of the page's tree whose schedule is the one that is shown, steps that do not concern each other aside;
 * -1: none is known. `equally`: step by step.
 */
int html_same_leaf(const struct html_writer *, bool *equally);

/* What the variables of a program were, all of it; NULL: there are none, or it is not all known. */
const struct trace_values *html_values(const struct html_writer *);

/* They, as they were at the end. */
void html_variables(struct html_writer *);

/* The lists of what lines, and lanes, mean: of those that there are in this run. */
void html_legend(struct html_writer *);
void html_lanes_legend(struct html_writer *);

/* What is said below a scene of this width where a cycle has come to rest has so many rows, each so high; 0: there is none. */
enum { HTML_CENTRE_ROW = 22 };
int html_centre_rows(const struct snapshot *, int width);

/* From an object that a task of the cycle waits for to a task of the cycle that could end that wait, and holds it not. */
struct html_closing {
	int object, task;
};

struct html_closings {
	int                  n;
	struct html_closing *of;        /* to be freed */
};

/* At the last moment, at which the reel stands then. None where there is no cycle, or it has no order. */
struct html_closings html_closings_of(const struct html_writer *);

/* The parts of the page. */
void html_picture(struct html_writer *);
void html_sources(struct html_writer *);
void html_explanation(struct html_writer *);
void html_map(struct html_writer *);
void html_tree(struct html_writer *);
bool html_data(struct html_writer *);   /* false: somebody had enough */

#endif
