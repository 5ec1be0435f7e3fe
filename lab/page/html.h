/*
 * html.h - a run as one page that needs nothing else: a picture that steps, the timeline, the waits, the source.
 *
 * The page is made of three things: texts, which whoever writes it hands in; the run's trace and last snapshot; and the
 * style and the script of lab/page/browser/, which the program carries. It asks for nothing: its own policy lets no
 * request out. Without a script it still shows the last moment and all that is text.
 *
 * Invariants
 *   Whatever a text holds is shown, never taken for markup.
 *   What is written does not depend on where or when: the same run gives the same bytes.
 *   Memory does not grow with the steps: they are written as they come.
 */
#ifndef LAB_PAGE_HTML_H
#define LAB_PAGE_HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/export/progress.h"
#include "lab/trace/schedule_tree.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

/* A file of the source. */
struct html_source {
	const char *path;               /* as the places of the trace name it: "patterns/dining.c" */
	const char *text;
};

enum html_outcome { HTML_GOOD, HTML_BAD, HTML_SOMETIMES, HTML_OPEN };

/* A combination of a sweep. */
struct html_cell {
	const char       *mark;         /* "D" */
	const char       *settings;     /* "seats=3 order=same-handed" */
	const char       *meaning;      /* of the mark: "always deadlock" */
	const char       *outcome;      /* of this cell, in full: "always deadlock; the shortest schedule found has 3 steps" */
	const char       *command;      /* that shows the shortest bad schedule, or NULL */
	enum html_outcome is;
};

/* Tables of cells: block by block, row by row. */
struct html_map {
	const char  *title;             /* "dining, swept over order and seats" */
	const char  *bound;             /* within which limits its schedules were searched for, a sentence */
	int          n_blocks, n_rows, n_columns;
	const char **blocks, **rows, **columns;         /* labels */
	const struct html_cell *cells;  /* n_blocks x n_rows x n_columns */
	const char  *law;               /* lines; those that begin with blanks go on with the one before; or NULL */
};

/* The texts of a page. All may be NULL but the first two. */
struct html_page {
	const char *name;               /* "dining" */
	const char *verdict;            /* "deadlock" */
	bool        bad;
	const char *settings;           /* "seats=3 order=same-handed" */
	const char *summary;            /* a sentence or two */
	const char *said;               /* what is told with the last step, below the summary: "So it ends: deadlock." */
	const char *explanation;        /* lines, as `explain` tells them: one a paragraph, unwrapped, beside drawings */
	const char *command;            /* that makes the run again */
	int         n_sources;
	const struct html_source   *sources;
	const struct schedule_tree *tree;       /* told */
	const char *no_tree;            /* without one: why there is none, a sentence; NULL: nothing is said */
	const char *bound;              /* within which limits the tree was searched for, a sentence; meant with a tree */
	const struct html_map      *map;
};

/* False: somebody had enough. Whether all could be written is for the stream to tell. */
bool html_report(FILE *out, const struct html_page *, const struct trace *, const struct snapshot *last,
                 const struct export_progress *);

/* A page of a map alone, which has no run. Meant are the name, the verdict, the summary, the command and the map. */
void html_map_page(FILE *out, const struct html_page *);

#endif
