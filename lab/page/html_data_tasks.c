/* html_data_tasks.c - what was done in a step, and what it changed about the tasks. */
#include "lab/page/html_data.h"

#include <stdio.h>
#include <string.h>

#include "lab/trace/schedule.h"

static int place_number(struct telling *t, const char *here)
{
	return here ? texts_number(&t->places, here) : -1;
}

/* ---- What was done ---- */

static void tell_mark(struct telling *t, const struct mark *mark)
{
	const struct event *event = mark->event;
	const struct snapshot *last = t->writer->last;
	const char *node = html_node(last, event->object);
	char peer[16] = "";

	if (!*node && (event_fields((enum event_kind)event->kind) & EVENT_PEER) && event->peer >= 0)
		snprintf(peer, sizeof peer, "t%d", (int)event->peer);
	html_deed(&t->text, t->writer->trace, mark);
	json_array(&t->json, NULL);
	json_int(&t->json, NULL, event->task);
	if (*node || *peer)
		json_text(&t->json, NULL, *node ? node : peer);
	else
		json_int(&t->json, NULL, 0);
	json_int(&t->json, NULL, place_number(t, event->here));
	json_int(&t->json, NULL, texts_number(&t->words, buf_text(&t->text)));
	json_int(&t->json, NULL, html_way((enum event_kind)event->kind));
	html_short_deed(&t->text, t->writer->trace, mark);
	json_int(&t->json, NULL, texts_number(&t->words, buf_text(&t->text)));
	if ((event_fields((enum event_kind)event->kind) & EVENT_VALUE) && event->has_value && event->has_value != VALUE_TEXT &&
	    !mark->wakes)
		html_tell_value(&t->json, NULL, &(struct moment_value){ event->has_value, event->value }, t->writer->trace);
	json_end_array(&t->json);
}

void html_tell_marks(struct telling *t, const struct moment *now)
{
	if (now->mover == CLOCK_TASK)
		json_int(&t->json, "c", 1);
	if (now->n_marks == 0)
		return;
	json_array(&t->json, "m");
	for (int i = 0; i < now->n_marks; i++)
		tell_mark(t, &now->marks[i]);
	json_end_array(&t->json);
}

/* ---- Tasks ---- */

/* Do they wait for the same, from the same event on? */
static bool same_wait(const struct moment_task *a, const struct moment_task *b)
{
	return a->state == b->state && a->since == b->since && a->object == b->object && a->what == b->what && a->choice == b->choice;
}

static bool same_read(const struct moment_value *a, const struct moment_value *b)
{
	return a->kind == b->kind && (a->kind == VALUE_NONE || a->value == b->value);
}

static bool same_task(const struct moment_task *a, const struct moment_task *b)
{
	if (a->state != b->state || a->here != b->here || !same_read(&a->read, &b->read))
		return false;
	return a->state == TASK_BLOCKED ? same_wait(a, b) && a->ready == b->ready : a->state != TASK_SLEEPING || a->since == b->since;
}

static void tell_wait(struct telling *t, const struct moment_task *is, const struct moment_task *was)
{
	const char *node = is->choice ? "" : html_node(t->writer->last, is->object);

	html_wait(&t->text, t->writer->last, is);
	if (*node)
		json_text(&t->json, "o", node);
	else
		json_int(&t->json, "o", 0);
	json_int(&t->json, "w", texts_number(&t->words, buf_text(&t->text)));
	if (is->choice != was->choice)
		json_int(&t->json, "c", is->choice);
	json_int(&t->json, "since", is->since);
}

static void tell_task(struct telling *t, int id, const struct moment *now)
{
	const struct moment_task *is = &now->tasks[id];
	struct moment_task *was = &t->tasks[id];
	bool choice = was->choice, ready = was->ready;

	json_object(&t->json, NULL);
	json_int(&t->json, "i", id);
	if (is->state != was->state)
		json_int(&t->json, "s", is->state);
	if (is->here != was->here)
		json_int(&t->json, "p", place_number(t, is->here));
	if (is->state == TASK_BLOCKED && !same_wait(is, was)) {
		tell_wait(t, is, was);
		choice = is->choice;
	}
	if (is->state == TASK_BLOCKED && is->ready != was->ready) {
		json_int(&t->json, "r", is->ready);
		ready = is->ready;
	}
	if (!same_read(&is->read, &was->read))
		html_tell_value(&t->json, "v", &is->read, t->writer->trace);
	json_end_object(&t->json);
	*was = *is;
	was->choice = choice;           /* as the script has it, which forgets nothing */
	was->ready = ready;
}

void html_tell_tasks(struct telling *t, const struct moment *now)
{
	bool any = false;

	for (int i = 0; i < t->writer->last->n_tasks; i++) {
		if (same_task(&now->tasks[i], &t->tasks[i]))
			continue;
		if (!any)
			json_array(&t->json, "t");
		any = true;
		tell_task(t, i, now);
	}
	if (any)
		json_end_array(&t->json);
}
