/* objects.c - the objects of a run as a table: how full, who holds them, who waits. */
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"
#include "lab/view/grid.h"
#include "lab/view/view.h"

enum { NAME, KIND, STATE, WAITERS };

static const struct grid_column columns[] = {
	[NAME]    = { "object", 0, false },
	[KIND]    = { "kind", 1, false },
	[STATE]   = { "state", 0, false },
	[WAITERS] = { "waiting", 0, false },
};

/* The tasks that wait on each object, one text an object; NULL for none. */
static const char **waiters(const struct snapshot *snapshot, struct arena *arena)
{
	const char **texts = arena_alloc(arena, (size_t)snapshot->n_objects * sizeof *texts);
	int *ids = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *ids);
	struct families all;
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; i < snapshot->n_tasks; i++)
		if (snapshot->tasks[i].n_cases > 0)
			ids[n++] = i;
	all = families_of(snapshot, ids, n, alike_in_waiting, arena);
	for (int i = 0; i < all.n; i++) {
		const struct snap_task *task = &snapshot->tasks[all.of[i].tasks[0]];

		for (int j = 0; j < task->n_cases; j++) {
			int object = task->cases[j].object;

			if (object == NO_OBJECT)
				continue;
			buf_clear(&text);
			if (texts[object])
				buf_printf(&text, "%s; ", texts[object]);
			family_range(&text, snapshot, &all.of[i]);
			buf_printf(&text, " to %s", event_operation(task->cases[j].event));
			texts[object] = arena_text(arena, buf_text(&text));
		}
	}
	buf_free(&text);
	return texts;
}

void view_objects(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct grid grid = { .arena = arena_new(), .columns = columns, .n_columns = WAITERS + 1 };
	const char **waiting = waiters(snapshot, grid.arena);

	for (int i = 0; i < snapshot->n_objects; i++) {
		const struct snap_object *object = &snapshot->objects[i];
		struct grid_row *row;

		if (snap_is_task(object))
			continue;
		row = grid_add(&grid);
		row->cells[NAME] = object->name;
		row->cells[KIND] = object->kind;
		row->cells[STATE] = object->state;
		row->cells[WAITERS] = waiting[i];
		row->paints[KIND] = DIM;
		row->paints[WAITERS] = BLOCKED;
	}
	if (grid.n_rows)
		grid_print(out, &grid, look);
	else
		text_wrap(out, "No objects: the tasks of this run share nothing but their ends.", 0, 0,
		          paint_width(look), look->ascii);
	arena_free(grid.arena);
}
