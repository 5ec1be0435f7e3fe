/*
 * html_data.h - between the files that write the data of a page: what the script has been told so far.
 */
#ifndef LAB_PAGE_HTML_DATA_H
#define LAB_PAGE_HTML_DATA_H

#include "lab/base/json.h"
#include "lab/page/html_parts.h"

/* Texts by number; all-zero is empty. */
struct texts {
	char **list;            /* owned */
	int    n, room;
	int   *slots;           /* index + 1; a power of two of them, at most half of them taken */
	int    n_slots;
};

/* The number of a text, a new one when it is not there yet. */
int texts_number(struct texts *, const char *text);
void texts_free(struct texts *);

struct told_object {
	struct moment_object is;        /* holders and items point to the copies */
	int                 *holders;
	struct moment_value *items;
	int                  holders_room, items_room;
};

struct telling {
	struct html_writer *writer;
	struct moment_task *tasks;
	struct told_object *objects;
	struct texts        words, places;
	struct buf          line, text;
	struct json         json;
	const struct event *next;       /* the first that no step has told yet */
	long                change;     /* of a variable: the same */
};

/* What one step changed, as members of an object: what was done, tasks, and objects. */
void html_tell_marks(struct telling *, const struct moment *);
void html_tell_tasks(struct telling *, const struct moment *);
void html_tell_objects(struct telling *, const struct moment *);

/* A value as JSON: a number, as a text where a double does not hold it; the name of an object. */
void html_tell_value(struct json *, const char *key, const struct moment_value *, const struct trace *);

#endif
