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
