/* list_schedules.h - all schedules of a pattern with these settings, as a tree; the caller frees it. */
#ifndef TESTS_LIST_SCHEDULES_H
#define TESTS_LIST_SCHEDULES_H

#include "lab/search/listing.h"
#include "tests/run_pattern.h"

static inline struct schedule_tree *list_schedules_of(const char *name, const char *settings)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };
	struct schedule_tree *tree;
	char *error = NULL;

	turn(&turned, name, settings);
	options.pattern = turned.pattern;
	tree = listing_make(&options, NULL, 0, NULL, &error);
	assert_non_null(tree);
	return tree;
}

#endif
