/* event.c - the tables made from the one list of event kinds. */
#include "lab/trace/event.h"

static const struct {
	const char *operation, *verb;
	unsigned    fields;
} kinds[] = {
#define X(kind, operation, verb, fields) [EV_##kind] = { operation, verb, fields },
	EVENT_KINDS(X)
#undef X
};

const char *event_operation(enum event_kind kind)
{
	return kinds[kind].operation;
}

const char *event_verb(enum event_kind kind)
{
	return kinds[kind].verb;
}

unsigned event_fields(enum event_kind kind)
{
	return kinds[kind].fields;
}

int event_takes(enum event_kind kind)
{
	switch (kind) {
	case EV_LOCK: case EV_TRY_LOCKED: case EV_READ_LOCK: case EV_WRITE_LOCK: case EV_ONCE_FIRST:
		return 1;
	default:
		return 0;
	}
}

int event_gives(enum event_kind kind)
{
	switch (kind) {
	case EV_UNLOCK: case EV_READ_UNLOCK: case EV_WRITE_UNLOCK: case EV_ONCE_DONE:
		return 1;
	default:
		return 0;
	}
}
