/*
 * html_data.c - the run as the page's script reads it: what was before the first step, and what each step changed.
 *
 *     steps[k].m    what was done in step k: [task, node or 0, place, words, way, short words, value]
 *     steps[k].t    tasks that changed: i(d), s(tate), p(lace), o: the node it waits at, w(ords for it), c: a choice, since
 *                   which event, r: it could go on now, v: what it has read and goes by
 *     steps[k].o    objects that changed: i(d), l(evel), o(wner), h(olders), b: who has borrowed permits, v(alue), made, closed; of items d(ropped), q(ueued)
 *     steps[k].p    what was printed: [task, text]
 *     steps[k].c    the clock moved
 *     steps[k].x    variables of a program that changed: number and value, in turn
 *
 * A node is "t2" or "o5". Words and places are numbers: each is written once, behind the steps. What is not said is as it was.
 */
#include "lab/page/html_data.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"
#include "lab/view/variables.h"

/* ---- Steps ---- */

/* What is printed between a step and the next belongs to the step. */
static void tell_prints(struct telling *t, const struct event *end)
{
	bool any = false;

	for (; t->next < end; t->next++) {
		if (t->next->kind != EV_PRINT)
			continue;
		if (!any)
			json_array(&t->json, "p");
		any = true;
		json_array(&t->json, NULL);
		json_int(&t->json, NULL, t->next->task);
		json_text(&t->json, NULL, event_text(t->next));
		json_end_array(&t->json);
	}
	if (any)
		json_end_array(&t->json);
}

/* A line of the data leaves; what could end the script in which it stands is written otherwise. */
static void flush(struct telling *t)
{
	const char *text = buf_text(&t->line);

	for (const char *at; *text; text = at) {
		at = text + strcspn(text, "<");
		fwrite(text, 1, (size_t)(at - text), t->writer->out);
		if (*at == '<') {
			fputs("\\u003c", t->writer->out);
			at++;
		}
	}
	buf_clear(&t->line);
}

/* With the last moment comes all that is left. */
static void tell_changes(struct telling *t, long step)
{
	const struct trace_values *values = html_values(t->writer);
	bool any = false;

	for (; values && t->change < values->n_changes && values->changes[t->change].step <= step; t->change++) {
		if (!any)
			json_array(&t->json, "x");
		any = true;
		json_int(&t->json, NULL, values->changes[t->change].variable);
		buf_clear(&t->text);
		variable_word(&t->text, &values->changes[t->change].value);
		json_text(&t->json, NULL, buf_text(&t->text));
	}
	if (any)
		json_end_array(&t->json);
}

static bool tell_steps(struct telling *t)
{
	struct html_writer *w = t->writer;
	const struct lanes *lanes = reel_lanes(w->reel);
	long n = reel_steps(w->reel), mark = 0;

	json_array(&t->json, "steps");
	for (long k = 0; k <= n; k++) {
		const struct moment *now = reel_at(w->reel, k);

		if (!export_goes_on(w->progress, k, n))
			return false;
		buf_addc(&t->line, '\n');
		json_object(&t->json, NULL);
		html_tell_marks(t, now);
		html_tell_tasks(t, now);
		html_tell_objects(t, now);
		tell_changes(t, k < n ? k : LONG_MAX);
		for (mark += now->n_marks; mark < lanes->n_marks && lanes->marks[mark].step < k; mark++)
			;
		tell_prints(t, mark < lanes->n_marks ? lanes->marks[mark].event : w->trace->events + w->trace->n_events);
		json_end_object(&t->json);
		flush(t);
	}
	json_end_array(&t->json);
	return true;
}

/* ---- What does not change ---- */

static void tell_names(struct telling *t)
{
	const struct snapshot *last = t->writer->last;

	json_array(&t->json, "tasks");
	for (int i = 0; i < last->n_tasks; i++)
		json_text(&t->json, NULL, last->tasks[i].name);
	json_end_array(&t->json);
	json_array(&t->json, "objects");
	for (int i = 0; i < last->n_objects; i++) {
		json_object(&t->json, NULL);
		json_text(&t->json, "name", last->objects[i].name);
		json_text(&t->json, "kind", last->objects[i].kind);
		json_text(&t->json, "sort", html_sort(&last->objects[i]));
		json_int(&t->json, "capacity", last->objects[i].capacity);
		if (*snap_unit(&last->objects[i]))
			json_text(&t->json, "unit", snap_unit(&last->objects[i]));
		if (*snap_over(&last->objects[i]))
			json_text(&t->json, "over", snap_over(&last->objects[i]));
		json_end_object(&t->json);
	}
	json_end_array(&t->json);
}

/* Of a program: its variables, and what they were before the first step. */
static void tell_variables(struct telling *t)
{
	const struct trace_values *values = html_values(t->writer);

	json_array(&t->json, "variables");
	for (int i = 0; values && i < values->n_variables; i++) {
		json_array(&t->json, NULL);
		json_text(&t->json, NULL, values->variables[i].name);
		buf_clear(&t->text);
		variable_word(&t->text, &values->variables[i].first);
		json_text(&t->json, NULL, buf_text(&t->text));
		json_end_array(&t->json);
	}
	json_end_array(&t->json);
}

static void tell_box(struct json *json, const char *key, const struct html_box *box)
{
	json_object(json, key);
	json_int(json, "x", box->x);
	json_int(json, "y", box->y);
	json_int(json, "w", box->w);
	json_int(json, "h", box->h);
	if (box->frame >= 0)
		json_int(json, "frame", box->frame);
	json_end_object(json);
}

/* The nodes of each ring, clockwise. */
static void tell_rings(struct telling *t)
{
	const struct stage *stage = t->writer->stage;
	char id[16];

	json_array(&t->json, "rings");
	for (int i = 0; i < stage->n_groups; i++) {
		const struct stage_group *group = &stage->groups[i];

		if (!group->ring)
			continue;
		json_array(&t->json, NULL);
		for (int k = group->first; k < group->first + group->n; k++) {
			const struct stage_node *node = &stage->nodes[k];

			snprintf(id, sizeof id, node->task != NO_TASK ? "t%d" : "o%d", node->task != NO_TASK ? node->task : node->object);
			json_text(&t->json, NULL, id);
		}
		json_end_array(&t->json);
	}
	json_end_array(&t->json);
}

static void tell_scene(struct telling *t)
{
	const struct html_scene *scene = t->writer->scene;
	char key[16];

	json_object(&t->json, "stage");
	for (int i = 0; i < t->writer->last->n_tasks; i++) {
		snprintf(key, sizeof key, "t%d", i);
		tell_box(&t->json, key, &scene->tasks[i]);
	}
	for (int i = 0; i < t->writer->last->n_objects; i++) {
		snprintf(key, sizeof key, "o%d", i);
		if (scene->objects[i].w > 0)
			tell_box(&t->json, key, &scene->objects[i]);
	}
	json_end_object(&t->json);
	json_array(&t->json, "frames");
	for (int i = 0; i < scene->n_frames; i++)
		tell_box(&t->json, NULL, &scene->frames[i].box);
	json_end_array(&t->json);
	tell_rings(t);
}

/* Those that are in the cycle or could stand where one does that is. */
static void tell_alike(struct telling *t)
{
	const struct snapshot *last = t->writer->last;
	bool *on = calloc((size_t)last->n_tasks + 1, sizeof *on);

	must(on);
	snap_on_cycle(last, on);
	json_array(&t->json, "on");
	for (int i = 0; i < last->n_tasks; i++)
		if (on[i])
			json_int(&t->json, NULL, i);
	json_end_array(&t->json);
	free(on);
}

static void tell_closings(struct telling *t)
{
	struct html_closings closings = html_closings_of(t->writer);

	json_array(&t->json, "closings");
	for (int i = 0; i < closings.n; i++) {
		json_array(&t->json, NULL);
		json_int(&t->json, NULL, closings.of[i].object);
		json_int(&t->json, NULL, closings.of[i].task);
		json_end_array(&t->json);
	}
	json_end_array(&t->json);
	free(closings.of);
}

/* The run's own judgement of its last moment. */
static void tell_end(struct telling *t)
{
	const struct snapshot *last = t->writer->last;
	char key[16];

	json_object(&t->json, "end");
	json_text(&t->json, "said", t->writer->page->said ? t->writer->page->said : "");
	json_array(&t->json, "cycle");
	for (int i = 0; i < last->n_cycle && snap_has_cycle(last); i++)
		json_int(&t->json, NULL, last->cycle[i]);
	json_end_array(&t->json);
	tell_alike(t);
	if (t->writer->fault.task != NO_TASK) {
		json_array(&t->json, "wrong");
		json_int(&t->json, NULL, t->writer->fault.task);
		json_int(&t->json, NULL, t->writer->fault.step);
		json_int(&t->json, NULL, t->writer->fault.steps);
		json_end_array(&t->json);
	}
	json_object(&t->json, "freed");
	for (int i = 0; i < last->n_tasks; i++) {
		if (!last->tasks[i].stuck)
			continue;
		snprintf(key, sizeof key, "%d", i);
		json_array(&t->json, key);
		for (int k = 0; k < last->tasks[i].n_freed_by; k++)
			if (last->tasks[i].freed_by[k] != i || last->tasks[i].n_freed_by == 1)
				json_int(&t->json, NULL, last->tasks[i].freed_by[k]);
		json_end_array(&t->json);
	}
	json_end_object(&t->json);
	tell_closings(t);
	json_object(&t->json, "waits");
	for (int i = 0; i < last->n_tasks; i++) {
		if (last->tasks[i].state != TASK_BLOCKED || last->tasks[i].n_cases == 0)
			continue;
		snprintf(key, sizeof key, "%d", i);
		buf_clear(&t->text);
		snap_wait(&t->text, last, &last->tasks[i]);
		json_int(&t->json, key, texts_number(&t->words, buf_text(&t->text)));
	}
	json_end_object(&t->json);
	json_end_object(&t->json);
}

static void tell_texts(struct telling *t)
{
	json_array(&t->json, "words");
	for (int i = 0; i < t->words.n; i++)
		json_text(&t->json, NULL, t->words.list[i]);
	json_end_array(&t->json);
	json_array(&t->json, "places");
	for (int i = 0; i < t->places.n; i++) {
		const char *here = t->places.list[i], *name = snap_place(here);
		int line, source = html_place(t->writer->page, here, &line);

		buf_clear(&t->text);
		buf_add(&t->text, name, strcspn(name, ":"));
		json_array(&t->json, NULL);
		json_text(&t->json, NULL, buf_text(&t->text));
		json_int(&t->json, NULL, line);
		json_int(&t->json, NULL, source);
		json_end_array(&t->json);
	}
	json_end_array(&t->json);
}

/* ---- All of it ---- */

static void begin(struct telling *t)
{
	const struct snapshot *last = t->writer->last;

	t->json = (struct json){ .out = &t->line };
	t->next = t->writer->trace->events;
	t->tasks = calloc((size_t)last->n_tasks + 1, sizeof *t->tasks);
	t->objects = calloc((size_t)last->n_objects + 1, sizeof *t->objects);
	must(t->tasks);
	must(t->objects);
	for (int i = 0; i < last->n_objects; i++)
		t->objects[i].is = (struct moment_object){ .made = true, .level = -1, .owner = NO_TASK };
}

static void end(struct telling *t)
{
	for (int i = 0; i < t->writer->last->n_objects; i++) {
		free(t->objects[i].holders);
		free(t->objects[i].items);
	}
	free(t->objects);
	free(t->tasks);
	texts_free(&t->words);
	texts_free(&t->places);
	buf_free(&t->line);
	buf_free(&t->text);
}

bool html_data(struct html_writer *writer)
{
	struct telling t = { .writer = writer };
	bool all;

	begin(&t);
	json_object(&t.json, NULL);
	tell_names(&t);
	tell_variables(&t);
	tell_scene(&t);
	tell_end(&t);
	all = tell_steps(&t);
	if (all) {
		tell_texts(&t);
		json_end_object(&t.json);
		flush(&t);
	}
	end(&t);
	return all;
}
