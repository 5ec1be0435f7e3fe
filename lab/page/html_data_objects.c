/* html_data_objects.c - what a step changed about the objects: of items those that have gone and come. */
#include "lab/page/html_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

void html_tell_value(struct json *json, const char *key, const struct moment_value *value, const struct trace *trace)
{
	static const int64_t exact = (int64_t)1 << 53;
	char digits[24];

	if (value->kind == VALUE_OBJECT && value->value >= 0 && value->value < trace->n_objects) {
		json_text(json, key, trace->objects[value->value].name);
	} else if (value->kind == VALUE_OBJECT) {
		json_text(json, key, "nil");
	} else if (value->kind == VALUE_TEXT) {
		json_text(json, key, moment_value_text(value));
	} else if (value->kind == VALUE_NUMBER && (value->value > exact || value->value < -exact)) {
		snprintf(digits, sizeof digits, "%lld", (long long)value->value);
		json_text(json, key, digits);
	} else if (value->kind == VALUE_NUMBER) {
		json_int(json, key, value->value);
	} else {
		json_null(json, key);
	}
}

static bool same_value(struct moment_value a, struct moment_value b)
{
	return a.kind == b.kind && (a.kind == VALUE_NONE || a.value == b.value);
}

static bool same_tasks(const int *a, int n, const int *b, int m)
{
	return n == m && (n == 0 || !memcmp(a, b, (size_t)n * sizeof *a));
}

static bool same_holders(const struct moment_object *a, const struct moment_object *b)
{
	return same_tasks(a->holders, a->n_holders, b->holders, b->n_holders);
}

static bool same_lent(const struct moment_object *a, const struct moment_object *b)
{
	return same_tasks(a->holders, a->n_lent, b->holders, b->n_lent);
}

static void tell_tasks(struct json *json, const char *key, const int *tasks, int n)
{
	json_array(json, key);
	for (int i = 0; i < n; i++)
		json_int(json, NULL, tasks[i]);
	json_end_array(json);
}

/* How many of the items that were have gone: the least number for which the others are the first of those that are. */
static int dropped(const struct moment_object *was, const struct moment_object *is)
{
	int drop = was->n_items > is->n_items ? was->n_items - is->n_items : 0;

	for (; drop < was->n_items; drop++) {
		int i = drop;

		while (i < was->n_items && same_value(was->items[i], is->items[i - drop]))
			i++;
		if (i == was->n_items)
			break;
	}
	return drop;
}

static bool same_items(const struct moment_object *was, const struct moment_object *is)
{
	return was->n_items == is->n_items && (is->n_items <= 0 || dropped(was, is) == 0);
}

static bool same_object(const struct moment_object *was, const struct moment_object *is)
{
	return was->made == is->made && was->closed == is->closed && was->level == is->level && was->owner == is->owner &&
	       same_value(was->value, is->value) && same_holders(was, is) && same_lent(was, is) && same_items(was, is);
}

static void tell_items(struct telling *t, const struct moment_object *was, const struct moment_object *is)
{
	int known = was->n_items < 0 ? 0 : was->n_items, drop;
	struct moment_object before = *was;

	if (is->n_items < 0) {
		json_int(&t->json, "unknown", 1);
		return;
	}
	before.n_items = known;
	drop = dropped(&before, is);
	if (drop > 0)
		json_int(&t->json, "d", drop);
	json_array(&t->json, "q");
	for (int i = known - drop; i < is->n_items; i++)
		html_tell_value(&t->json, NULL, &is->items[i], t->writer->trace);
	json_end_array(&t->json);
}

static void keep_object(struct told_object *told, const struct moment_object *is)
{
	int n = is->n_holders + is->n_lent;

	if (n > told->holders_room) {
		told->holders_room = 2 * n;
		told->holders = realloc(told->holders, (size_t)told->holders_room * sizeof *told->holders);
		must(told->holders);
	}
	if (is->n_items > told->items_room) {
		told->items_room = 2 * is->n_items;
		told->items = realloc(told->items, (size_t)told->items_room * sizeof *told->items);
		must(told->items);
	}
	if (n > 0)
		memcpy(told->holders, is->holders, (size_t)n * sizeof *told->holders);
	if (is->n_items > 0)
		memcpy(told->items, is->items, (size_t)is->n_items * sizeof *told->items);
	told->is = *is;
	told->is.holders = told->holders;
	told->is.items = told->items;
}

static void tell_object(struct telling *t, int id, const struct moment_object *is)
{
	const struct moment_object *was = &t->objects[id].is;

	json_object(&t->json, NULL);
	json_int(&t->json, "i", id);
	if (is->made != was->made)
		json_int(&t->json, "made", is->made);
	if (is->closed != was->closed)
		json_int(&t->json, "closed", is->closed);
	if (is->level != was->level)
		json_int(&t->json, "l", is->level);
	if (is->owner != was->owner)
		json_int(&t->json, "o", is->owner);
	if (!same_value(is->value, was->value))
		html_tell_value(&t->json, "v", &is->value, t->writer->trace);
	if (!same_holders(was, is))
		tell_tasks(&t->json, "h", is->holders, is->n_holders);
	if (!same_lent(was, is))
		tell_tasks(&t->json, "b", is->holders, is->n_lent);
	if (!same_items(was, is))
		tell_items(t, was, is);
	json_end_object(&t->json);
	keep_object(&t->objects[id], is);
}

void html_tell_objects(struct telling *t, const struct moment *now)
{
	bool any = false;

	for (int i = 0; i < t->writer->last->n_objects; i++) {
		if (same_object(&t->objects[i].is, &now->objects[i]) || snap_is_task(&t->writer->last->objects[i]))
			continue;
		if (!any)
			json_array(&t->json, "o");
		any = true;
		tell_object(t, i, &now->objects[i]);
	}
	if (any)
		json_end_array(&t->json);
}
