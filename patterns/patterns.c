/*
 * patterns.c - every pattern, in the order in which they are best read. A new one: its file, and a line here.
 */
#include "lab/lab.h"

#define PATTERNS(X)     \
	X(tasks)        \
	X(channel)      \
	X(generator)    \
	X(worker_pool)  \
	X(lock_order)

#define X(name) extern const struct pattern pattern_##name;
PATTERNS(X)
#undef X

const struct pattern *const patterns[] = {
#define X(name) &pattern_##name,
	PATTERNS(X)
#undef X
	NULL
};
