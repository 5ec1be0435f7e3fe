/*
 * verdict.h - how a run can end, once.
 *
 * X(verdict, word, meaning)
 */
#ifndef LAB_TRACE_VERDICT_H
#define LAB_TRACE_VERDICT_H

#define VERDICTS(X)                                                                                     \
	X(OK,          "ok",          "every task came to its end and every claim held")                \
	X(DEADLOCK,    "deadlock",    "the main task is blocked for ever")                              \
	X(LEAK,        "leak",        "main finished, other tasks are blocked for ever")                \
	X(PANIC,       "panic",       "an operation was misused")                                       \
	X(BROKEN,      "broken",      "a claim is false")                                               \
	X(CRASH,       "crash",       "a task did what the system does not let a program survive")       \
	X(RACE,        "race",        "two unordered accesses to one cell, one of them a store")        \
	X(UNDECLARED,  "undeclared",  "a task did what its USES does not say")                           \
	X(LIVELOCK,    "livelock",    "tasks move, but a state repeats without progress")               \
	X(STALLED,     "stalled",     "no progress for a while; only a timer says so")                  \
	X(INTERRUPTED, "interrupted", "stopped before it ended")                                        \
	X(FAILED,      "failed",      "the system refused something the run needed")

/* The operation of a false claim that is none of the code's: it was asked of a program what it must print. */
#define OPERATION_MUST_PRINT "must-print"

enum verdict {
#define X(verdict, word, meaning) VERDICT_##verdict,
	VERDICTS(X)
#undef X
	VERDICT_COUNT
};

/* "deadlock", and what it means in a sentence's tail; static storage. */
const char *verdict_word(enum verdict);
const char *verdict_meaning(enum verdict);

/* The one with this word, or VERDICT_COUNT. */
enum verdict verdict_named(const char *word);

#endif
