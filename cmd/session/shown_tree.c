/* shown_tree.c - see shown_tree.h. */
#include "cmd/session/shown_tree.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

void shown_tree_free(struct shown_tree *shown)
{
	for (int i = 0; i < shown->n; i++)
		free(shown->files[i]);
	free(shown->files);
	free(shown->values);
	*shown = (struct shown_tree){ 0 };
}

void shown_tree_keep(struct shown_tree *shown, const struct pattern *pattern, const int *values, const char *const *files, int n,
                     bool any_time)
{
	struct shown_tree next = { .pattern = pattern, .n = n, .any_time = any_time };

	next.values = calloc((size_t)n + 1, sizeof *next.values);
	next.files = calloc((size_t)n + 1, sizeof *next.files);
	must(next.values && next.files);
	for (int i = 0; i < n; i++) {
		next.values[i] = values[i];
		next.files[i] = files[i] ? strdup(files[i]) : NULL;
		must(next.files[i] || !files[i]);
	}
	shown_tree_free(shown);
	*shown = next;
}
