/*
 * event.h - every kind of event the lab can record, once.
 *
 * X(kind, operation, verb, fields)
 *   operation   the word for what a task is about to do: "send"
 *   verb        the phrase for what it did, before the object's name: "sends to"
 *   fields      which fields of struct event mean something for this kind
 */
#ifndef LAB_TRACE_EVENT_H
#define LAB_TRACE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_field {
	EVENT_OBJECT   = 1,     /* object: what it was done to */
	EVENT_VALUE    = 2,     /* value: what was carried, when `has_value` is set */
	EVENT_LEVEL    = 4,     /* level: the object's occupancy is worth telling */
	EVENT_PEER     = 8,     /* peer: the other task */
	EVENT_IDLE     = 16     /* no progress: a program that records only these is going nowhere */
};

#define EVENT_KINDS(X)                                                                                  \
	X(TASK_GO,      "start",        "starts",               EVENT_PEER)                             \
	X(TASK_END,     "end",          "ends",                 0)                                      \
	X(TASK_JOIN,    "join",         "joins",                EVENT_PEER)                             \
	X(PARK,         "wait",         "waits to",             EVENT_OBJECT | EVENT_IDLE)              \
	X(SLEEP,        "sleep",        "sleeps",               EVENT_VALUE)                            \
	X(DEFAULT,      "default",      "finds nothing ready",  EVENT_IDLE)                             \
	X(TIMEOUT,      "time out",     "times out",            EVENT_IDLE)                             \
	X(CHAN_SEND,    "send",         "sends to",             EVENT_OBJECT | EVENT_VALUE | EVENT_LEVEL) \
	X(CHAN_RECV,    "receive",      "receives from",        EVENT_OBJECT | EVENT_VALUE | EVENT_LEVEL) \
	X(CHAN_DRAINED, "receive",      "finds closed",         EVENT_OBJECT)                           \
	X(CHAN_CLOSE,   "close",        "closes",               EVENT_OBJECT)                           \
	X(CHAN_LEN,     "count",        "counts",               EVENT_OBJECT | EVENT_LEVEL | EVENT_IDLE) \
	X(LOCK,         "lock",         "locks",                EVENT_OBJECT)                           \
	X(TRY_LOCKED,   "try to lock",  "locks",                EVENT_OBJECT)                           \
	X(LOCK_FAILED,  "try to lock",  "finds locked",         EVENT_OBJECT | EVENT_IDLE)              \
	X(UNLOCK,       "unlock",       "unlocks",              EVENT_OBJECT)                           \
	X(WAIT_ADD,     "add",          "adds to",              EVENT_OBJECT | EVENT_VALUE | EVENT_LEVEL) \
	X(WAIT_DONE,    "done",         "counts down",          EVENT_OBJECT | EVENT_LEVEL)             \
	X(WAIT_ZERO,    "wait",         "sees zero on",         EVENT_OBJECT)                           \
	X(CELL_LOAD,    "load",         "loads",                EVENT_OBJECT | EVENT_VALUE)             \
	X(CELL_STORE,   "store",        "stores",               EVENT_OBJECT | EVENT_VALUE)             \
	X(CELL_FREE,    "free",         "frees",                EVENT_OBJECT)                           \
	X(ATOM_LOAD,    "load",         "loads",                EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_STORE,   "store",        "stores",               EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_EXCHANGE, "exchange",    "exchanges",            EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_ADD,     "add",          "adds to",              EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_SUB,     "subtract",     "subtracts from",       EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_BITS,    "change bits",  "changes bits of",      EVENT_OBJECT | EVENT_VALUE)             \
	X(ATOM_USE,     "use",          "uses",                 EVENT_OBJECT)                           \
	X(ATOM_SWAPPED, "compare and exchange", "compares and sets", EVENT_OBJECT | EVENT_VALUE)        \
	X(ATOM_NOT_SWAPPED, "compare and exchange", "finds changed", EVENT_OBJECT | EVENT_IDLE)         \
	X(ATOM_FENCE,   "fence",        "sets a fence",         EVENT_IDLE)                             \
	X(READ_LOCK,    "read-lock",    "read-locks",           EVENT_OBJECT)                           \
	X(READ_UNLOCK,  "read-unlock",  "read-unlocks",         EVENT_OBJECT)                           \
	X(WRITE_LOCK,   "write-lock",   "write-locks",          EVENT_OBJECT)                           \
	X(WRITE_AHEAD,  "write-lock",   "asks for",             EVENT_OBJECT | EVENT_IDLE)              \
	X(WRITE_UNLOCK, "write-unlock", "write-unlocks",        EVENT_OBJECT)                           \
	X(UPGRADE,      "upgrade",      "upgrades",             EVENT_OBJECT)                           \
	X(UPGRADE_FAILED, "upgrade",    "cannot upgrade",       EVENT_OBJECT | EVENT_IDLE)              \
	X(ACQUIRE,      "acquire",      "acquires from",        EVENT_OBJECT | EVENT_VALUE | EVENT_LEVEL) \
	X(ACQUIRE_AHEAD, "acquire",     "stands in line for",   EVENT_OBJECT | EVENT_IDLE)              \
	X(ACQUIRE_FAILED, "try to acquire", "finds too few in", EVENT_OBJECT | EVENT_IDLE)              \
	X(RELEASE,      "release",      "releases to",          EVENT_OBJECT | EVENT_VALUE | EVENT_LEVEL) \
	X(BARRIER_ARRIVE, "arrive",     "arrives at",           EVENT_OBJECT | EVENT_LEVEL)             \
	X(BARRIER_OPEN, "arrive",       "opens",                EVENT_OBJECT)                           \
	X(BARRIER_PASS, "pass",         "passes",               EVENT_OBJECT)                           \
	X(COND_ENTER,   "wait on",      "waits on",             EVENT_OBJECT)                           \
	X(COND_WAKE,    "get woken by", "gets woken by",        EVENT_OBJECT)                           \
	X(COND_SPURIOUS, "wake for no reason on", "wakes for no reason on", EVENT_OBJECT | EVENT_IDLE)  \
	X(SIGNAL,       "signal",       "signals",              EVENT_OBJECT)                           \
	X(SIGNAL_LOST,  "signal",       "signals",              EVENT_OBJECT)                           \
	X(BROADCAST,    "broadcast",    "broadcasts on",        EVENT_OBJECT)                           \
	X(BROADCAST_LOST, "broadcast",  "broadcasts on",        EVENT_OBJECT)                           \
	X(COND_LEFT,    "stop waiting on", "gives up waiting on", EVENT_OBJECT | EVENT_IDLE)            \
	X(COND_PASSED,  "stop waiting on", "passes on a signal of", EVENT_OBJECT)                       \
	X(ONCE_FIRST,   "begin",        "begins",               EVENT_OBJECT)                           \
	X(ONCE_AGAIN,   "begin",        "finds done",           EVENT_OBJECT)                           \
	X(ONCE_DONE,    "finish",       "finishes",             EVENT_OBJECT)                           \
	X(ONCE_LEFT,    "give up",      "gives up",             EVENT_OBJECT)                           \
	X(CONTEXT_OVER, "see the end of", "sees the end of",    EVENT_OBJECT)                           \
	X(CONTEXT_CANCEL, "cancel",     "cancels",              EVENT_OBJECT)                           \
	X(CONTEXT_LATE, "cancel",       "cancels too late",     EVENT_OBJECT)                           \
	X(CONTEXT_CHILD, "derive from", "derives from",         EVENT_OBJECT)                           \
	X(CONTEXT_ENDED, "look at",     "finds ended",          EVENT_OBJECT)                           \
	X(CONTEXT_ALIVE, "look at",     "finds alive",          EVENT_OBJECT | EVENT_IDLE)              \
	X(TIMER_HEAR,   "get a tick of", "gets a tick of",      EVENT_OBJECT)                           \
	X(TIMER_SET,    "set",          "sets",                 EVENT_OBJECT)                           \
	X(TIMER_STOP,   "stop",         "stops",                EVENT_OBJECT)                           \
	X(TIMER_LATE,   "stop",         "stops too late",       EVENT_OBJECT)                           \
	X(MADE,         "initialise",   "initialises",          EVENT_OBJECT)                           \
	X(DESTROYED,    "destroy",      "destroys",             EVENT_OBJECT)                           \
	X(LOOKED,       "look at",      "looks at",             EVENT_OBJECT | EVENT_IDLE)              \
	X(REFUSED,      "try",          "gets an error from",   EVENT_OBJECT | EVENT_IDLE)              \
	X(TAKEN,        "begin to join", "begins to join",      EVENT_PEER)                             \
	X(DETACH,       "detach",       "detaches",             EVENT_PEER)                             \
	X(GIVEN,        "give up joining", "gives up joining",  EVENT_PEER)                             \
	X(CANCEL,       "cancel",       "cancels",              EVENT_PEER)                             \
	X(CANCELLED,    "be cancelled", "is cancelled",         0)                                      \
	X(NOT_CANCELLED, "look for a cancel", "is not cancelled", EVENT_IDLE)                           \
	X(CHOOSE,       "choose",       "chooses",              EVENT_VALUE)                            \
	X(PRINT,        "print",        "prints",               EVENT_VALUE)                            \
	X(COMPUTE,      "compute",      "computes",             0)                                      \
	X(LOOP,         "leave the endless loop of", "leaves an endless loop", 0)                                    \
	X(EXIT,         "exit",         "exits",                0)                                      \
	X(FAULT,        "fault",        "goes wrong",           0)

enum event_kind {
#define X(kind, operation, verb, fields) EV_##kind,
	EVENT_KINDS(X)
#undef X
	EVENT_KIND_COUNT
};

enum { NO_OBJECT = -1, NO_TASK = -1 };

/*
 * What a value is: a number, or an object that is handed over, told by its id; NO_OBJECT for a NULL. Or a text that was
 * printed, its line's end included: see event_text(). Or what else a task waits for: see event_case().
 */
enum value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_OBJECT, VALUE_TEXT, VALUE_CASES };

/* The memory order of an atomic operation or a fence, with the numbers of C11. */
enum event_order { ORDER_RELAXED, ORDER_CONSUME, ORDER_ACQUIRE, ORDER_RELEASE, ORDER_ACQ_REL, ORDER_SEQ_CST };

static inline int order_acquires(unsigned order)
{
	return order != ORDER_RELAXED && order != ORDER_RELEASE;
}

static inline int order_releases(unsigned order)
{
	return order >= ORDER_RELEASE;
}

/*
 * What happened.  For EV_PARK `waits_for` is the kind of event the task waits to see happen, and `object` the first
 * (or only) object of the operation; a select has n_cases > 1.
 * `peer` of a completion: the task that met this one or completed the operation for it, else NO_TASK. Of EV_PARK: the task
 * itself where it waits for all that it has started to end, and `object` is the first that has not; else NO_TASK.
 */
struct event {
	uint64_t    stamp;      /* order and time: see trace.h */
	const char *here;       /* "patterns/worker_pool.c:41"; static storage */
	int64_t     value;
	int32_t     task;
	int32_t     object;     /* id, or NO_OBJECT; NO_OBJECT in a PARK: a nil channel, or a sleep */
	int32_t     peer;       /* id, or NO_TASK */
	int32_t     level;      /* the object's occupancy just after, whatever the kind; 0 without an object */
	uint8_t     kind;       /* enum event_kind */
	uint8_t     waits_for;  /* enum event_kind; EV_PARK only */
	uint8_t     n_cases;    /* EV_PARK only; 255 for more */
	uint8_t     has_value;  /* enum value_kind */
	uint8_t     order;      /* enum event_order; EV_ATOM_... only */
};

/* Bytes of a program's memory; none with size 0. */
struct extent {
	uintptr_t from;
	size_t    size;
};

/* Is this kind no progress? */
static inline int event_is_idle(enum event_kind kind)
{
#define IDLE_KIND_(kind, operation, verb, fields) [EV_##kind] = ((fields) & EVENT_IDLE) != 0,
	static const unsigned char idle[EVENT_KIND_COUNT] = { EVENT_KINDS(IDLE_KIND_) };
#undef IDLE_KIND_

	return idle[kind];
}

/* Does such an event tell its object's occupancy? */
static inline int event_tells_level(enum event_kind kind)
{
#define LEVEL_KIND_(kind, operation, verb, fields) [EV_##kind] = ((fields) & EVENT_LEVEL) != 0,
	static const unsigned char tells[EVENT_KIND_COUNT] = { EVENT_KINDS(LEVEL_KIND_) };
#undef LEVEL_KIND_

	return tells[kind];
}

/* Was it a signal or a broadcast that came when nobody waited? */
static inline int event_is_unheard(enum event_kind kind)
{
	return kind == EV_SIGNAL_LOST || kind == EV_BROADCAST_LOST;
}

enum { MOST_KEPT_OUTPUT = 1 << 20 };    /* bytes of what a program prints in a run */

/* What was printed, by an event whose value is a text: the run's or the result's. */
static inline const char *event_text(const struct event *event)
{
	return event->has_value == VALUE_TEXT ? (const char *)(uintptr_t)event->value : "";
}

/* Does it wait for all tasks that it has started to end? */
static inline bool event_awaits_all(const struct event *park)
{
	return park->kind == EV_PARK && park->peer == park->task;
}

/* Of the cases of a choice so many are told, the first ones. */
enum { EVENT_CASES = 3 };

/* Case `i`, from 0, of what an EV_PARK waits for; false when it is not told, or there is none. NO_OBJECT: a nil channel. */
static inline bool event_case(const struct event *event, int i, enum event_kind *kind, int *object)
{
	uint32_t packed = i == 0 || event->has_value != VALUE_CASES ? 0 : (uint32_t)((uint64_t)event->value >> (32 * (i - 1)));

	*kind = (enum event_kind)(i == 0 ? event->waits_for : (packed & 255) - 1);
	*object = i == 0 ? event->object : (int)(packed >> 8) - 1;
	return i == 0 ? event->n_cases > 0 : packed != 0;
}

/* Tell cases 1 .. EVENT_CASES-1, one after the other; of objects with larger ids they are left out. */
static inline void event_add_case(struct event *event, int i, enum event_kind kind, int object)
{
	uint64_t packed = (uint64_t)kind + 1 + ((uint64_t)(object + 1) << 8);

	if (event->has_value != VALUE_CASES)
		event->value = 0;
	if (object + 1 >= 1 << 24)
		return;
	event->has_value = VALUE_CASES;
	event->value = (int64_t)((uint64_t)event->value | packed << (32 * (i - 1)));
}

/* Has who did it its object from then on: a lock, the first call of a once? Has it no longer? */
int event_takes(enum event_kind);
int event_gives(enum event_kind);

/* The words of a kind; static storage. */
const char *event_operation(enum event_kind);
const char *event_verb(enum event_kind);
unsigned    event_fields(enum event_kind);      /* a set of enum event_field */

#endif
