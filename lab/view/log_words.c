/* log_words.c - see log_words.h. */
#include "lab/view/log_words.h"

#include <stdio.h>
#include <string.h>

#include "lab/base/text.h"

enum { LEAST_NAME = 3 };         /* columns of a name that still say which it is */

/* The words, with at most one name in them, which may be shortened. */
struct telling {
	struct teller *of;
	const char    *name;    /* NULL: none */
	struct buf     before, after;
	char           number[24];
};

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

/* "3", or the name of what is handed over. */
static const char *value_text(struct telling *to)
{
	const struct event *event = to->of->event;

	if (event->has_value == VALUE_OBJECT)
		return event->value == NO_OBJECT ? "nil" : to->of->trace->objects[event->value].name;
	snprintf(to->number, sizeof to->number, "%lld", (long long)event->value);
	return to->number;
}

/* How many more the counter was before; 0: that is not known. */
static int64_t taken(const struct event *event)
{
	switch (event->kind) {
	case EV_ACQUIRE:              return event->has_value == VALUE_NUMBER ? event->value : 0;
	case EV_RELEASE: case EV_WAIT_ADD: return event->has_value == VALUE_NUMBER ? -event->value : 0;
	case EV_WAIT_DONE:            return 1;
	default:                      return 0;
	}
}

/* " 1/4" for a channel, "=2" for a counter; where a sentence would read as if that had been before, " 3 → 2". Where room is scarce, that a rendezvous holds nothing is left unsaid. */
static void level(struct telling *to, enum form form)
{
	const struct event *event = to->of->event;
	int capacity = event->object == NO_OBJECT ? -1 : to->of->trace->objects[event->object].capacity;

	if (!has(to->of, EVENT_LEVEL))
		return;
	if (capacity > 0 || (capacity == 0 && form != BARE))
		buf_printf(&to->after, " %d/%d", (int)event->level, capacity);
	else if (capacity < 0 && form == SENTENCE && taken(event) != 0)
		buf_printf(&to->after, " %lld %s %d", (long long)event->level + (long long)taken(event), to->of->ascii ? "->" : "→",
		           (int)event->level);
	else if (capacity < 0)
		buf_printf(&to->after, "=%d", (int)event->level);
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

/* "text", its line's end left away, and other characters that would not show as C writes them. */
static void tell_print(struct telling *to)
{
	const char *text = event_text(to->of->event);

	buf_addc(&to->before, '"');
	for (; *text && (text[0] != '\n' || text[1]); text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '\n' || c == '\t' || c == '\r')
			buf_printf(&to->before, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
		else if (c < ' ' || c == 127)
			buf_printf(&to->before, "\\%o", c);
		else
			buf_addc(&to->before, (char)c);
	}
	buf_addc(&to->before, '"');
}

/* What a parked task waits to do. */
static void tell_wait(struct telling *to, enum form form)
{
	const struct event *event = to->of->event;
	const char *way = arrow(event->waits_for, to->of->ascii);

	if (event->n_cases == 0) {
		buf_adds(&to->before, "sleeps");
		return;
	}
	if (event->n_cases > 1) {
		buf_printf(&to->before, form >= TERSE ? "waits: %d ways" : "waits for any of %d", event->n_cases);
		return;
	}
	to->name = object_name(to->of);
	if (form == SENTENCE)
		buf_printf(&to->before, "waits to %s ", way ? deed(event->waits_for) : event_operation(event->waits_for));
	else if (form >= TERSE && way)
		buf_printf(&to->before, "waits %s ", way);
	else if (form == BARE)
		buf_adds(&to->before, "waits ");
	else
		buf_printf(&to->before, way ? "waits: %s %s " : "waits: %s ", event_operation(event->waits_for), way);
}

/* The object or the task that it was done to. */
static void set_name(struct telling *to)
{
	if (has(to->of, EVENT_OBJECT))
		to->name = object_name(to->of);
	else if (has(to->of, EVENT_PEER))
		to->name = peer_name(to->of);
}

/* "sends 3 to jobs 1/4": the verb's first word, the value, the rest of it. */
static void tell_sentence(struct telling *to)
{
	const struct event *event = to->of->event;
	const char *verb = event_verb(event->kind), *rest = strchr(verb, ' ');
	bool value = has(to->of, EVENT_VALUE), inside = rest && value;

	set_name(to);
	if (inside)
		buf_printf(&to->before, "%.*s %s%s ", (int)(rest - verb), verb, value_text(to), rest);
	else
		buf_printf(&to->before, "%s ", verb);
	if (value && !inside)
		buf_printf(to->name ? &to->after : &to->before, to->name ? "=%s" : "%s ms", value_text(to));
	level(to, SENTENCE);
	if (event->kind == EV_LOCK_FAILED)
		buf_adds(&to->after, ", does not wait");
	else if (event->kind == EV_TRY_LOCKED)
		buf_adds(&to->after, " (it tried)");
	else if (event_is_unheard(event->kind))
		buf_adds(&to->after, ", heard by nobody");
}

/* What happened, in a word: the operation, or what it found. */
static const char *word(enum event_kind kind, enum form form)
{
	switch (kind) {
	case EV_CHAN_DRAINED: return "closed:";
	case EV_WAIT_ZERO:    return "zero:";
	case EV_LOCK_FAILED:  return "try";
	case EV_TRY_LOCKED:   return "lock";
	case EV_TASK_GO:      return form == BARE ? "go" : event_operation(kind);
	default:              return event_operation(kind);
	}
}

static void tell_short(struct telling *to, enum form form)
{
	const struct event *event = to->of->event;
	const char *way = arrow(event->kind, to->of->ascii);
	bool value = has(to->of, EVENT_VALUE);

	set_name(to);
	if (form == ARROW || !way)
		buf_printf(&to->before, "%s ", word(event->kind, form));
	if (way && value)
		buf_printf(&to->before, "%s ", value_text(to));
	if (way)
		buf_printf(&to->before, "%s ", way);
	else if (value && !has(to->of, EVENT_LEVEL))
		buf_printf(to->name ? &to->after : &to->before, to->name ? "=%s" : "%s ms", value_text(to));
	level(to, form);
	if (event->kind == EV_LOCK_FAILED)
		buf_adds(&to->after, form == BARE ? ": no" : ": taken");
	else if (event->kind == EV_TRY_LOCKED)
		buf_adds(&to->after, form == BARE ? "" : " (try)");
	else if (event_is_unheard(event->kind))
		buf_adds(&to->after, form == ARROW ? ": heard by nobody" : ": lost");
}

/* Put the parts together; the name takes what the others leave. */
static void fit(struct telling *to, int columns)
{
	struct buf *out = to->of->out;
	int fixed = text_columns(buf_text(&to->before)) + text_columns(buf_text(&to->after));

	if (columns - fixed < LEAST_NAME && to->name && to->after.length && has(to->of, EVENT_LEVEL)) {
		fixed -= text_columns(buf_text(&to->after));
		buf_clear(&to->after);
	}
	buf_adds(out, buf_text(&to->before));
	if (to->name && columns - fixed >= LEAST_NAME)
		text_cut_name(out, to->name, columns - fixed, to->of->ascii);
	else if (to->name)
		buf_adds(out, to->name);
	buf_adds(out, buf_text(&to->after));
	text_trim(out, 0);
}

void log_words(struct teller *t, enum form form, int columns)
{
	struct telling to = { .of = t };

	if (t->event->kind == EV_PARK)
		tell_wait(&to, form);
	else if (t->event->kind == EV_PRINT)
		tell_print(&to);
	else if (form == SENTENCE)
		tell_sentence(&to);
	else
		tell_short(&to, form);
	buf_clear(t->out);
	fit(&to, columns);
	buf_free(&to.before);
	buf_free(&to.after);
}
