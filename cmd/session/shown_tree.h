/* shown_tree.h - the tree of schedules that was shown last: the number of a leaf typed alone means one of its leaves. */
#ifndef CMD_SESSION_SHOWN_TREE_H
#define CMD_SESSION_SHOWN_TREE_H

#include <stdbool.h>

struct pattern;

struct shown_tree {
	const struct pattern *pattern;  /* NULL: none was shown, or something has been run since */
	int                  *values;   /* by setting; */
	char                **files;    /* likewise, or NULL; both owned */
	int                   n;
	bool                  any_time;
};

/* It was made of these settings, which are copied. */
void shown_tree_keep(struct shown_tree *, const struct pattern *, const int *values, const char *const *files, int n, bool any_time);
void shown_tree_free(struct shown_tree *);

#endif
