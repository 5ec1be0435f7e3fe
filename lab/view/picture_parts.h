/*
 * picture_parts.h - between the files of the picture.
 */
#ifndef LAB_VIEW_PICTURE_PARTS_H
#define LAB_VIEW_PICTURE_PARTS_H

#include "lab/view/picture.h"
#include "lab/view/sheet.h"

enum { WIDEST_CARD_NAME = 16, STATE_COLUMNS = 6 };

/* Beside who has moved: one column; no line has such a point, and `step` marks with > who is to move next. */
#define MOVED_SIGN "*"

/* A moment on its way to paper. */
struct shot {
	const struct stage    *stage;
	const struct trace    *trace;
	const struct snapshot *last;
	const struct moment   *moment;
	const struct look     *look;
	struct arena          *arena;   /* for what is drawn */
	const char            *file;
	bool                   at_end;  /* the last moment: the snapshot is of it, */
	bool                   judged;  /* and has been judged */
	bool                   uncut;   /* lists are as long as they are */
	int                    width;
	int                   *queue;   /* tasks that wait, in the order in which they began */
	int                    n_queue;
};

/* What somebody has to do with an object at this moment. */
enum tie { TIE_NONE, TIE_WAITS, TIE_HOLDS };

enum tie shot_tie(const struct shot *, int task, int object);

/* ---- Words; in the shot's arena. ---- */

const char *shot_name(const struct shot *, const struct stage_node *);

/* The text, which is freed. */
const char *shot_keep(const struct shot *, struct buf *text);

/* It waits no longer: what it waited for can happen. At the end the snapshot knows that of all kinds. */
bool shot_ready(const struct shot *, int task);

/* So it is at a condition variable: it has been signalled, and has not gone on since. */
bool shot_woken(const struct shot *, int task);

/* "waits", "woken", "ready", "stuck", "went wrong", "runs", "ended"; its colour. */
const char *shot_state(const struct shot *, int task, enum paint *);

/* ":41", "queue.c:41"; "" before the first operation. */
const char *shot_place(const struct shot *, int task);

/* What a task has loaded and goes by: "read 3"; "" for nothing. */
const char *shot_read(const struct shot *, int task);

/* What a task waits to do: "lock fork-1", "receive from jobs"; "" when it does not. */
const char *shot_wait(const struct shot *, int task);

/* The task whose end it waits for, to which no line leads: "for worker-0"; "" for none. */
const char *shot_joins(const struct shot *, int task);

/* A value, as it stands in a cell or a channel: "3"; an object's name; "#" for one that is not known. */
void shot_value(struct buf *, const struct shot *, const struct moment_value *);

/* What an object is: "[3 4 . .]", "held by worker-1", "= 3", "2 left"; in at most `columns` where that can be. */
const char *shot_content(const struct shot *, int object, int columns, enum paint *);

/*
 * Who waits for it and is not ready, first come first: "worker-1, worker-0 wait"; where there are not so many columns
 * "2 wait". Where nobody waits, who has been woken: "worker-1 woken". "" for nobody, and where there is no room for that
 * either.
 * Tasks alike in a row share a name.
 */
const char *shot_queue(const struct shot *, int object, int columns);

/* The columns that the content of an object can be expected to take in this run, at most `most`. */
int shot_content_columns(const struct shot *, int object, int most);

/* Some of several, for a card that stands for all: "3 wait, 1 runs"; the worst of their colours. */
const char *shot_many(const struct shot *, const int *tasks, int n, enum paint *);

/* ---- Forms. Each returns false, and has drawn nothing, when it does not go into the width and so many lines. ---- */

bool picture_ring(struct buf *, const struct shot *, const struct stage_group *, int height);
bool picture_row(struct buf *, const struct shot *, const struct stage_group *, int height);

/* A line a node, as many as there are lines for; always goes. */
void picture_list(struct buf *, const struct shot *, const struct stage_group *, int height);

#endif
