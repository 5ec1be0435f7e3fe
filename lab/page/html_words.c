/*
 * html_words.c - what the parts of the page say and ask alike; the script says it by the same rules (page/words.js).
 */
#include "lab/page/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/trace/snap_text.h"
#include "lab/view/log_words.h"

enum { WIDE = 4000 };

void html_text(FILE *out, const char *text)
{
	for (; text && *text; text++)
		switch (*text) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		default:
			fputc((unsigned char)*text < ' ' && *text != '\n' && *text != '\t' ? '?' : *text, out);
		}
}

static bool records(const struct snap_object *object, enum event_kind kind)
{
	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == kind)
			return true;
	return false;
}

const char *html_sort(const struct snap_object *object)
{
	if (records(object, EV_LOCK) || records(object, EV_WRITE_LOCK) || records(object, EV_ONCE_FIRST))
		return "lock";
	if (records(object, EV_CHAN_SEND))
		return "channel";
	if (records(object, EV_SIGNAL))
		return "cond";
	return records(object, EV_CELL_LOAD) || records(object, EV_ATOM_LOAD) ? "cell" : "level";
}

const char *html_node(const struct snapshot *last, int object)
{
	static char name[24];
	int task = object >= 0 && object < last->n_objects ? snap_task_of(last, object) : NO_TASK;

	if (object < 0 || object >= last->n_objects)
		return "";
	snprintf(name, sizeof name, task != NO_TASK ? "t%d" : "o%d", task != NO_TASK ? task : object);
	return name;
}

int html_way(enum event_kind kind)
{
	switch (kind) {
	case EV_SIGNAL_LOST: case EV_BROADCAST_LOST:
		return 2;
	case EV_CHAN_SEND: case EV_CHAN_CLOSE: case EV_UNLOCK: case EV_READ_UNLOCK: case EV_WRITE_UNLOCK: case EV_RELEASE:
	case EV_CELL_STORE: case EV_CELL_FREE: case EV_ATOM_STORE: case EV_ATOM_ADD: case EV_ATOM_SUB: case EV_ATOM_BITS: case EV_ATOM_EXCHANGE:
	case EV_ATOM_SWAPPED: case EV_SIGNAL: case EV_BROADCAST: case EV_COND_ENTER: case EV_COND_PASSED: case EV_WAIT_ADD: case EV_WAIT_DONE: case EV_BARRIER_ARRIVE:
	case EV_BARRIER_OPEN: case EV_ONCE_DONE: case EV_CONTEXT_CANCEL: case EV_CANCEL: case EV_TASK_GO:
		return 1;
	case EV_CHAN_RECV: case EV_CHAN_DRAINED: case EV_LOCK: case EV_TRY_LOCKED: case EV_READ_LOCK: case EV_WRITE_LOCK:
	case EV_UPGRADE: case EV_ACQUIRE: case EV_CELL_LOAD: case EV_ATOM_LOAD: case EV_WAIT_ZERO: case EV_COND_WAKE:
	case EV_CONTEXT_OVER: case EV_TIMER_HEAR: case EV_BARRIER_PASS: case EV_ONCE_FIRST: case EV_TASK_JOIN:
		return -1;
	default:
		return 0;
	}
}

/* A program's places have the last part of the path alone. */
static bool is_in(const char *path, const char *here, size_t length)
{
	const char *slash = strrchr(path, '/');

	if (slash && !memchr(here, '/', length))
		path = slash + 1;
	return strlen(path) == length && !strncmp(path, here, length);
}

int html_place(const struct html_page *page, const char *here, int *line)
{
	const char *colon = here ? strrchr(here, ':') : NULL;

	*line = colon ? atoi(colon + 1) : 0;
	for (int i = 0; i < page->n_sources && colon; i++)
		if (is_in(page->sources[i].path, here, (size_t)(colon - here)))
			return i;
	return -1;
}

static void deed(struct buf *out, const struct trace *trace, const struct mark *mark, enum form form)
{
	struct teller teller = { out, trace, mark->event, false };

	buf_clear(out);
	if (mark->wakes)
		buf_adds(out, form == SENTENCE ? "wakes up" : mark_word(mark));
	else
		log_words(&teller, form, WIDE);
}

void html_deed(struct buf *out, const struct trace *trace, const struct mark *mark)
{
	deed(out, trace, mark, SENTENCE);
}

void html_short_deed(struct buf *out, const struct trace *trace, const struct mark *mark)
{
	deed(out, trace, mark, TERSE);
}

/* "receive from a or b", as far as the trace tells it. */
static void choice(struct buf *out, const struct snapshot *last, const struct moment_task *task)
{
	enum { NOT_ITS_OWN = -2 };
	struct snap_case cases[EVENT_CASES] = { 0 };
	struct snap_task waits = { .object = NOT_ITS_OWN, .n_cases = task->n_cases, .cases = cases };

	for (int i = 0; i < task->n_cases; i++) {
		cases[i].event = task->cases[i].what;
		cases[i].object = task->cases[i].object;
	}
	snap_wait(out, last, &waits);
	buf_adds(out, task->more ? ", or more" : "");
}

void html_wait(struct buf *out, const struct snapshot *last, const struct moment_task *task)
{
	buf_clear(out);
	if (task->choice && task->n_cases > 1)
		choice(out, last, task);
	else if (task->choice)
		buf_adds(out, "go on in one of several ways");
	else
		snap_deed(out, last, task->what, task->object);
}
