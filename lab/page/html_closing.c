/*
 * html_closing.c - what closes a cycle of waiting where nobody holds what is waited for: from it to those of the cycle that
 * could end the wait. A lock's holder has a line of its own; of those in a frame the first stands for all.
 */
#include "lab/page/html_drawing.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

struct finding {
	const struct html_writer *w;
	const struct moment      *now;
	bool                     *on, *told;    /* by task; by object */
	int                      *ids;
	struct html_closings     *out;
};

static bool holds(const struct moment_object *object, int task)
{
	for (int i = 0; i < object->n_holders + object->n_lent; i++)
		if (object->holders[i] == task)
			return true;
	return object->owner == task;
}

static bool is_first_of_frame(const struct finding *f, int object, int task)
{
	int frame = f->w->scene->tasks[task].frame;

	for (int i = 0; i < f->out->n && frame >= 0; i++)
		if (f->out->of[i].object == object && f->w->scene->tasks[f->out->of[i].task].frame == frame)
			return false;
	return true;
}

static void add(struct finding *f, int task, const struct snap_case *c)
{
	int n = snap_helpers(f->w->last, task, c, f->ids);

	f->told[c->object] = true;
	for (int i = 0; i < n; i++) {
		int helper = f->ids[i];

		if (!f->on[helper] || f->now->tasks[helper].object == c->object || holds(&f->now->objects[c->object], helper) ||
		    !is_first_of_frame(f, c->object, helper))
			continue;
		f->out->of = realloc(f->out->of, (size_t)(f->out->n + 1) * sizeof *f->out->of);
		must(f->out->of);
		f->out->of[f->out->n++] = (struct html_closing){ c->object, helper };
	}
}

struct html_closings html_closings_of(const struct html_writer *w)
{
	const struct snapshot *last = w->last;
	struct html_closings found = { 0 };
	struct finding f = { .w = w, .now = reel_at(w->reel, reel_steps(w->reel)), .out = &found };

	if (!snap_has_cycle(last) || snap_is_group(last))
		return found;
	f.on = calloc((size_t)last->n_tasks + 1, sizeof *f.on);
	f.told = calloc((size_t)last->n_objects + 1, sizeof *f.told);
	f.ids = calloc((size_t)last->n_tasks + 1, sizeof *f.ids);
	must(f.on);
	must(f.told);
	must(f.ids);
	snap_on_cycle(last, f.on);
	for (int i = 0; i < last->n_tasks; i++) {
		const struct snap_case *c = last->tasks[i].cases;

		if (f.on[i] && last->tasks[i].n_cases == 1 && c->object != NO_OBJECT && snap_task_of(last, c->object) == NO_TASK &&
		    !f.told[c->object])
			add(&f, i, c);
	}
	free(f.on);
	free(f.told);
	free(f.ids);
	return found;
}
