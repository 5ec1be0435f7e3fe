/* tasks.c - the tasks of a run as a table. */
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/grid.h"
#include "lab/view/reel.h"
#include "lab/view/view.h"

enum { NAME, STATE, WAITS, HOLDS, EVENTS, WHERE };

static const struct grid_column columns[] = {
	[NAME]   = { "task", 0, false },
	[STATE]  = { "state", 0, false },
	[WAITS]  = { "waits to", 0, false },
	[HOLDS]  = { "holds", 0, false },
	[EVENTS] = { "events", 4, true },
	[WHERE]  = { "at", 3, false },
};

int view_permits(const struct moment *now, int task, int object)
{
	const struct moment_object *is = now ? &now->objects[object] : NULL;
	int n = 0;

	for (int i = 0; is && i < is->n_holders + is->n_lent; i++)
		n += is->holders[i] == task;
	return n;
}

/* "lock-1", "2 of permits", "books to read": what the task has of them, after what it holds already. */
static void add_held(const char **holds, const char *what, struct arena *arena)
{
	*holds = *holds ? arena_printf(arena, "%s, %s", *holds, what) : what;
}

/* For each task that holds something, else NULL. */
static const char **held(const struct snapshot *snapshot, const struct moment *now, struct arena *arena)
{
	const char **names = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *names);

	for (int i = 0; i < snapshot->n_objects; i++) {
		const struct snap_object *object = &snapshot->objects[i];

		if (snap_is_task(object))
			continue;
		if (object->owner != NO_TASK)
			add_held(&names[object->owner], object->name, arena);
		for (int task = 0; task < snapshot->n_tasks; task++) {
			int n = view_permits(now, task, i);

			if (n > 0)
				add_held(&names[task], now->objects[i].n_lent ? arena_printf(arena, "%d of %s", n, object->name)
				         : arena_printf(arena, "%s to read", object->name), arena);
		}
	}
	return names;
}

/* "send to jobs 1/1". */
static const char *waiting(const struct snapshot *snapshot, const struct snap_task *task, struct arena *arena)
{
	struct buf text = { 0 };
	const char *copy = NULL;

	if (task->n_cases > 0) {
		snap_wait(&text, snapshot, task);
		if (task->n_cases == 1 && task->cases[0].object != NO_OBJECT) {
			buf_addc(&text, ' ');
			snap_level(&text, &snapshot->objects[task->cases[0].object]);
			text_trim(&text, 0);
		}
		copy = arena_text(arena, buf_text(&text));
	}
	buf_free(&text);
	return copy;
}

void view_tasks(struct buf *out, const struct snapshot *snapshot, const struct moment *now, const struct look *look)
{
	struct grid grid = { .arena = arena_new(), .columns = columns, .n_columns = WHERE + 1 };
	const char **holds = held(snapshot, now, grid.arena);

	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];
		struct grid_row *row = grid_add(&grid);

		row->cells[NAME] = task->name;
		row->cells[STATE] = snap_woken(snapshot, task) ? "woken" : state_word(task);
		row->paints[STATE] = state_paint(task);
		row->cells[WAITS] = waiting(snapshot, task, grid.arena);
		row->cells[HOLDS] = holds[i];
		row->cells[EVENTS] = arena_printf(grid.arena, "%ld", task->events);
		row->cells[WHERE] = snap_place(task->here);
		row->paints[EVENTS] = row->paints[WHERE] = DIM;
	}
	grid_print(out, &grid, look);
	arena_free(grid.arena);
}
