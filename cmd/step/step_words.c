/* step_words.c - what tasks of a stepped run are about to do, and why they cannot; see step_screen.h. */
#include "cmd/step/step_screen.h"

#include <inttypes.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { MOST_NAMED = 3 };

const char *stance_word(enum stance stance)
{
	static const char *const words[] = {
		[STANCE_CAN_MOVE] = "can move", [STANCE_BLOCKED] = "blocked", [STANCE_SLEEPING] = "sleeping",
		[STANCE_ENDED] = "ended", [STANCE_STOPPED] = "stopped"
	};

	return words[stance];
}

/* "send 4 to jobs": the value behind the first word. */
static void add_deed(struct buf *out, const struct snapshot *snapshot, const struct deed *deed)
{
	struct buf words = { 0 };
	size_t verb;

	if (deed->event == EV_FAULT) {
		buf_adds(out, "fail");          /* itself */
		return;
	}
	snap_deed(&words, snapshot, deed->event, deed->object);
	verb = strcspn(buf_text(&words), " ");
	buf_add(out, buf_text(&words), verb);
	if (deed->has_value == VALUE_OBJECT)
		buf_printf(out, " %s", deed->value == NO_OBJECT ? "nil" : snapshot->objects[deed->value].name);
	else if (deed->has_value)
		buf_printf(out, " %" PRId64, deed->value);
	if (deed->event == EV_CELL_STORE)
		buf_adds(out, " to");
	buf_adds(out, buf_text(&words) + verb);
	buf_free(&words);
}

static void add_level(struct buf *out, const struct snapshot *snapshot, int object)
{
	struct buf level = { 0 };

	if (object != NO_OBJECT)
		snap_level(&level, &snapshot->objects[object]);
	if (level.length)
		buf_printf(out, " %s", buf_text(&level));
	buf_free(&level);
}

void step_deed(struct buf *out, const struct position *position, int task)
{
	const struct snapshot *snapshot = position->result->snapshot;
	const struct stand *stand = &position->tasks[task];

	for (int i = 0; i < stand->n_deeds; i++) {
		const struct deed *deed = &stand->deeds[i];

		buf_adds(out, i ? " or " : "");
		if (deed->event == EV_CHOOSE)
			buf_adds(out, "choose a number");
		else
			add_deed(out, snapshot, deed);
		add_level(out, snapshot, deed->object);
	}
	if (stand->wakes == NO_DEADLINE)
		return;
	if (stand->n_deeds || stand->stance == STANCE_SLEEPING) {
		buf_adds(out, stand->n_deeds ? ", at most until " : "sleep until ");
		text_moment(out, stand->wakes);
	} else {
		buf_adds(out, "wake up");
	}
}

/* ---- Why not ---- */

/* "main, worker-0..2" */
static void add_names(struct buf *out, const struct snapshot *snapshot, const int *ids, int n,
                      struct arena *arena)
{
	struct families all = families_of(snapshot, ids, n, NULL, arena);

	for (int i = 0; i < all.n && i < MOST_NAMED; i++) {
		buf_adds(out, i ? ", " : "");
		family_range(out, snapshot, &all.of[i]);
	}
	if (all.n > MOST_NAMED)
		buf_adds(out, ", ...");
}

/* " could send or close", beginning with `before`, and to what where that is another object. */
static void add_remedy(struct buf *out, const struct snapshot *snapshot, const struct snap_case *c, const char *before)
{
	for (int i = 0; i < c->n_helpers; i++) {
		const struct snap_helper *role = &c->helpers[i];
		const struct snap_object *object =
			role->task == NO_TASK ? &snapshot->objects[role->object] : NULL;

		for (int kind = 0; object && kind < object->n_operations; kind++) {
			if (!(role->kinds >> kind & 1) ||
			    (c->event == EV_CHAN_SEND && object->events[kind] == EV_CHAN_CLOSE))
				continue;
			buf_printf(out, "%s%s", before,
			           object->events[kind] == EV_WAIT_DONE ? "count down" : object->operations[kind]);
			if (role->object != c->object)
				buf_printf(out, " %s", object->name);
			before = " or ";
		}
	}
}

static void add_helpers(struct buf *out, const struct snapshot *snapshot, int task, const struct snap_case *c)
{
	struct arena *arena = arena_new();
	int *ids = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *ids);
	int n = snap_helpers(snapshot, task, c, ids);

	if (c->object != NO_OBJECT && snap_is_task(&snapshot->objects[c->object])) {
		buf_adds(out, "until it ends");
	} else if (c->object != NO_OBJECT && c->event == EV_LOCK &&
	           snapshot->objects[c->object].owner != NO_TASK) {
		buf_printf(out, "held by %s", snapshot->tasks[snapshot->objects[c->object].owner].name);
	} else if (n == 0 && snapshot->bare) {
		add_remedy(out, snapshot, c, "somebody would have to ");
	} else if (n == 0) {
		buf_adds(out, "and nobody could help");
	} else {
		add_names(out, snapshot, ids, n, arena);
		if (snapshot->tasks[ids[0]].state == TASK_ENDED)
			buf_adds(out, n == 1 ? " could have, but has ended" : " could have, but have ended");
		else
			add_remedy(out, snapshot, c, " could ");
	}
	arena_free(arena);
}

void step_cause(struct buf *out, const struct position *position, int task)
{
	const struct snapshot *snapshot = position->result->snapshot;
	const struct snap_task *about = &snapshot->tasks[task];

	if (position->tasks[task].stance != STANCE_BLOCKED || about->n_cases == 0)
		return;
	if (about->stuck)
		buf_adds(out, "for ever: ");
	add_helpers(out, snapshot, task, &about->cases[0]);
	if (about->n_cases > 1)
		buf_adds(out, ", ...");
}

/* ---- Ways ---- */

const char *step_who(const struct position *position, int task)
{
	return task == CLOCK_TASK ? "clock" : position->result->snapshot->tasks[task].name;
}

/* "go on to 5 ms: time is up for main, worker-1" */
static void clock_way(struct buf *out, const struct position *position)
{
	struct arena *arena = arena_new();
	int *ids = arena_alloc(arena, (size_t)position->n_tasks * sizeof *ids), n = 0;

	for (int i = 0; i < position->n_tasks; i++)
		if (position->tasks[i].wakes == position->due)
			ids[n++] = i;
	buf_adds(out, "go on to ");
	text_moment(out, position->due);
	buf_adds(out, n ? ": time is up for " : "");
	add_names(out, position->result->snapshot, ids, n, arena);
	arena_free(arena);
}

void step_way(struct buf *out, const struct position *position, const struct way *way, int task)
{
	const struct snapshot *snapshot = position->result->snapshot;
	bool own = way->step.task == task;

	if (way->step.task == CLOCK_TASK) {
		clock_way(out, position);
		return;
	}
	switch (way->event) {
	case EV_CHOOSE:
		buf_printf(out, "choose %d", way->pick);
		return;
	case EV_DEFAULT:
	case EV_TIMEOUT:
		buf_adds(out, event_operation(way->event));
		return;
	case EV_FAULT:
		buf_adds(out, "fail");
		return;
	case EV_EXIT:
		buf_adds(out, "exit");
		return;
	case EV_SLEEP:
		buf_adds(out, "wake up");
		return;
	default:
		snap_deed(out, snapshot, own ? way->event : way->met, way->object);
	}
	if (way->event == EV_COND_ENTER && way->pick)
		buf_adds(out, ", and may wake for no reason");
	if (way->partner != NO_TASK)
		buf_printf(out, ", meeting %s", snapshot->tasks[own ? way->partner : way->step.task].name);
}
