/*
 * services.h - what a run gives its pattern: memory, claims, files, random numbers.
 */
#ifndef LAB_SYNC_SERVICES_H
#define LAB_SYNC_SERVICES_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/engine/bytes.h"
#include "lab/sync/here.h"

/* A zeroed `type`, or `n` of them; the run's. */
#define lab_new(type)      ((type *)lab_alloc(sizeof(type)))
#define lab_array(type, n) ((type *)lab_alloc(sizeof(type) * (size_t)(n)))
void *lab_alloc(size_t size);

/* A formatted text, for names: mutex_make(MUTEX_NORMAL, lab_name("fork-%d", i)). The run's. */
const char *lab_name(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The pattern's claim: when `condition` is false the run is `broken`. */
#define lab_check(condition, claim) lab_check_(condition, claim, HERE)
void lab_check_(bool condition, const char *claim, const char *here);

/*
 * The same for two numbers: lab_compare(cell_load(counter), ==, 6, "no update is lost"). When it is false both are told.
 * The operator is one of == != < <= > >=; the left side is evaluated first, each side once.
 */
#define lab_compare(left, operator, right, claim) do {                                                          \
		int64_t lab_left_ = (left), lab_right_ = (right);                                               \
		lab_compare_(lab_left_ operator lab_right_, lab_left_, #operator, lab_right_, claim, HERE);     \
	} while (0)
void lab_compare_(bool holds, int64_t found, const char *operator, int64_t claimed, const char *claim, const char *here);

/* The contents of a file setting, by its index; NULL when none is given. Read-only, the run's. */
const struct lab_bytes *lab_input(int setting);

/* Part `i` of the `n` >= 1 nearly equal parts of `whole`, 0 <= i < n: parts 0 .. n-1 in a row are the whole. */
struct lab_bytes lab_part(const struct lab_bytes *whole, int i, int n);

/* A number in 0 .. n-1 from the engine; n at least 1. */
int lab_random(int n);

#endif
