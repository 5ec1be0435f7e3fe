/* log_words.c - see log_words.h. */
#include "lab/view/log_words.h"

#include <string.h>

#include "lab/base/text.h"

static const char *object_name(const struct teller *t)
{
	return t->event->object == NO_OBJECT ? "nil" : t->trace->objects[t->event->object].name;
}

static const char *peer_name(const struct teller *t)
{
	return t->event->peer == NO_TASK ? "?" : t->trace->tasks[t->event->peer];
}

static bool has(const struct teller *t, enum event_field field)
{
	if (field == EVENT_VALUE && !t->event->has_value)
		return false;
	return (event_fields(t->event->kind) & field) != 0;
}

/* " 1/4" for a channel, "=2" for a counter; nothing for a rendezvous, which holds nothing. */
static void level(struct teller *t)
{
	int capacity = t->event->object == NO_OBJECT ? -1 : t->trace->objects[t->event->object].capacity;

	if (!has(t, EVENT_LEVEL))
		return;
	if (capacity > 0)
		buf_printf(t->out, " %d/%d", (int)t->event->level, capacity);
	else if (capacity < 0)
		buf_printf(t->out, "=%d", (int)t->event->level);
}

/* The way a value goes: to the object, from it, or neither. */
static const char *arrow(enum event_kind kind, bool ascii)
{
	if (kind == EV_CHAN_SEND)
		return ascii ? "->" : "→";
	if (kind == EV_CHAN_RECV)
		return ascii ? "<-" : "←";
	return NULL;
}

/* "send to", "receive from". */
static const char *deed(enum event_kind kind)
{
	return kind == EV_CHAN_SEND ? "send to" : "receive from";
}

/* What a parked task waits to do. */
static void tell_wait(struct teller *t, enum form form)
{
	const struct event *event = t->event;
	const char *way = arrow(event->waits_for, t->ascii);

	if (event->n_cases == 0)
		buf_adds(t->out, "sleeps");
	else if (event->n_cases > 1)
		buf_printf(t->out, form >= TERSE ? "waits: %d ways" : "waits for any of %d", event->n_cases);
	else if (form == BARE)
		buf_printf(t->out, "waits %s", object_name(t));
	else if (form == TERSE && way)
		buf_printf(t->out, "waits %s %s", way, object_name(t));
	else
		buf_printf(t->out, form == SENTENCE ? "waits to %s %s" : "waits: %s %s",
		           form == SENTENCE && way ? deed(event->waits_for) : event_operation(event->waits_for),
		           object_name(t));
}

/* "sends 3 to jobs 1/4": the verb's first word, the value, the rest of it. */
static void tell_sentence(struct teller *t)
{
	const char *verb = event_verb(t->event->kind), *rest = strchr(verb, ' ');
	bool inside = rest && has(t, EVENT_VALUE);

	if (inside)
		buf_printf(t->out, "%.*s %lld%s", (int)(rest - verb), verb, (long long)t->event->value, rest);
	else
		buf_adds(t->out, verb);
	if (has(t, EVENT_OBJECT))
		buf_printf(t->out, " %s", object_name(t));
	if (has(t, EVENT_PEER))
		buf_printf(t->out, " %s", peer_name(t));
	if (has(t, EVENT_VALUE) && !inside)
		buf_printf(t->out, has(t, EVENT_OBJECT) ? "=%lld" : " %lld ms", (long long)t->event->value);
	level(t);
}

/* What happened, in a word: the operation, or what it found. */
static const char *word(enum event_kind kind, enum form form)
{
	switch (kind) {
	case EV_CHAN_DRAINED: return "closed:";
	case EV_WAIT_ZERO:    return "zero:";
	case EV_LOCK_FAILED:  return "locked:";
	case EV_TASK_GO:      return form == BARE ? "go" : event_operation(kind);
	default:              return event_operation(kind);
	}
}

static void tell_short(struct teller *t, enum form form)
{
	const struct event *event = t->event;
	const char *way = arrow(event->kind, t->ascii);

	if (form == ARROW || !way)
		buf_printf(t->out, "%s ", word(event->kind, form));
	if (way && has(t, EVENT_VALUE))
		buf_printf(t->out, "%lld ", (long long)event->value);
	if (way)
		buf_printf(t->out, "%s ", way);
	if (has(t, EVENT_OBJECT))
		buf_adds(t->out, object_name(t));
	if (has(t, EVENT_PEER))
		buf_adds(t->out, peer_name(t));
	if (has(t, EVENT_VALUE) && !has(t, EVENT_LEVEL))
		buf_printf(t->out, has(t, EVENT_OBJECT) ? "=%lld" : "%lld ms", (long long)event->value);
	if (form != BARE)
		level(t);
	text_trim(t->out, 0);
}

void log_words(struct teller *t, enum form form)
{
	buf_clear(t->out);
	if (t->event->kind == EV_PARK)
		tell_wait(t, form);
	else if (form == SENTENCE)
		tell_sentence(t);
	else
		tell_short(t, form);
}
