/*
 * topology_objects.c - who uses what is neither a channel nor a task.
 *
 *     mutex lock-0, lock-1: task-0..1
 *     wait group working: main (wait), worker-0..2 (done)
 *
 * Objects of a kind with the same users share a line. Where that leaves too many lines, all of a kind that are named
 * alike share one: "cell result-0..99: task-0..99 (store)".
 */
#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/topology.h"

enum { MAX_LINES = 8 };

/* What the tasks of a family are declared to do to the object. */
static unsigned family_kinds(const struct map *map, int family, int object)
{
	const struct snap_task *task = &map->snapshot->tasks[map->all.of[family].tasks[0]];
	unsigned kinds = 0;

	for (int i = 0; i < task->n_uses; i++)
		kinds |= task->uses[i].object == object ? task->uses[i].kinds : 0;
	return kinds;
}

static bool same_users(const struct map *map, int a, int b)
{
	for (int i = 0; i < map->all.n; i++)
		if (family_kinds(map, i, a) != family_kinds(map, i, b))
			return false;
	return true;
}

/* Do the two share a line? */
static bool together(const struct map *map, int a, int b, bool loose)
{
	const struct snap_object *one = &map->snapshot->objects[a], *two = &map->snapshot->objects[b];

	if (strcmp(one->kind, two->kind) != 0)
		return false;
	return loose ? name_alike(one->name, two->name) : same_users(map, a, b);
}

/* Does an operation before that one, of the same set, have the same word? Then once is enough. */
static bool said_before(const struct snap_object *object, unsigned kinds, int operation)
{
	for (int i = 0; i < operation; i++)
		if (kinds & 1u << i && strcmp(object->operations[i], object->operations[operation]) == 0)
			return true;
	return false;
}

/* " (add, done)"; nothing for a lock: all that is done to it is to lock and unlock it. */
static void add_operations(struct buf *text, const struct snap_object *object, unsigned kinds)
{
	const char *before = " (";

	if (map_kinds(object, EV_LOCK))
		return;
	for (int i = 0; i < object->n_operations; i++) {
		if (!(kinds & 1u << i) || said_before(object, kinds, i))
			continue;
		buf_printf(text, "%s%s", before, object->operations[i]);
		before = ", ";
	}
	buf_adds(text, *before == ',' ? ")" : "");
}

/* Who may use what nobody uses: whoever has declared nothing. */
static const char *who_may(const struct snapshot *snapshot)
{
	for (int i = 1; i < snapshot->n_tasks; i++)
		if (!snapshot->tasks[i].declared)
			return "anybody";
	return snapshot->tasks[0].declared ? "nobody" : snapshot->tasks[0].name;
}

/* The users of the objects in a line, those with the same operations together. */
static void add_users(struct map *map, struct buf *text, const int *ids, int n)
{
	unsigned *kinds = arena_alloc(map->arena, (size_t)map->all.n * sizeof *kinds);
	bool *listed = arena_alloc(map->arena, (size_t)map->snapshot->n_objects * sizeof *listed);
	bool *done = map_nobody(map), any = false;

	for (int i = 0; i < n; i++)
		listed[ids[i]] = true;
	for (int i = 0; i < map->all.n; i++) {
		const struct snap_task *task = &map->snapshot->tasks[map->all.of[i].tasks[0]];

		for (int j = 0; j < task->n_uses; j++)
			kinds[i] |= listed[task->uses[j].object] ? task->uses[j].kinds : 0;
	}
	for (int i = 0; i < map->all.n; i++) {
		bool *has = map_nobody(map);

		if (!kinds[i] || done[i])
			continue;
		for (int j = i; j < map->all.n; j++)
			done[j] |= has[j] = kinds[j] == kinds[i];
		buf_printf(text, "%s%s", any ? ", " : " ", map_names(map, has));
		add_operations(text, &map->snapshot->objects[ids[0]], kinds[i]);
		any = true;
	}
	if (!any)
		buf_printf(text, " %s", who_may(map->snapshot));
}

static void list_line(struct map *map, const int *ids, int n, bool loose)
{
	const struct snap_object *first = &map->snapshot->objects[ids[0]];
	struct buf text = { 0 };

	buf_printf(&text, "%s %s", first->kind, first->name);
	if (loose && n > 1)
		buf_printf(&text, " .. %s", map->snapshot->objects[ids[n - 1]].name);
	for (int i = 1, same = 1; !loose && i <= n; i++) {
		bool again = i < n && strcmp(map->snapshot->objects[ids[i]].name, map->snapshot->objects[ids[i - 1]].name) == 0;

		if (!again && same > 1)
			buf_printf(&text, " (%d)", same);
		if (!again && i < n)
			buf_printf(&text, ", %s", map->snapshot->objects[ids[i]].name);
		same = again ? same + 1 : 1;
	}
	buf_addc(&text, ':');
	add_users(map, &text, ids, n);
	text_wrap(map->out, buf_text(&text), 0, 4, paint_width(map->look), map->look->ascii);
	buf_free(&text);
}

/*
 * Put the objects `ids` together: first[i] is the place of the first that ids[i] shares a line with. Returns how many
 * lines there are; more than MAX_LINES are not counted when they could still be joined by name.
 */
static int group(const struct map *map, const int *ids, int n, bool loose, int *first)
{
	int lines = 0;

	for (int i = 0; i < n; i++) {
		first[i] = i;
		for (int j = 0; j < i && first[i] == i; j++)
			if (first[j] == j && together(map, ids[j], ids[i], loose))
				first[i] = j;
		lines += first[i] == i;
		if (lines > MAX_LINES && !loose)
			break;
	}
	return lines;
}

void map_list_objects(struct map *map)
{
	size_t room = (size_t)map->snapshot->n_objects;
	int *ids = arena_alloc(map->arena, room * sizeof *ids), *first = arena_alloc(map->arena, room * sizeof *first);
	int *line = arena_alloc(map->arena, room * sizeof *line), n = 0;
	bool loose;

	for (int i = 0; i < map->snapshot->n_objects; i++)
		if (!map_kinds(&map->snapshot->objects[i], EV_CHAN_SEND) && !snap_is_task(&map->snapshot->objects[i]))
			ids[n++] = i;
	loose = group(map, ids, n, false, first) > MAX_LINES;
	if (loose)
		group(map, ids, n, true, first);
	for (int i = 0; i < n; i++) {
		int in_line = 0;

		for (int j = i; first[i] == i && j < n; j++)
			if (first[j] == i)
				line[in_line++] = ids[j];
		if (in_line)
			list_line(map, line, in_line, loose);
	}
}
