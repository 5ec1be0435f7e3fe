/*
 * spin.h - threads that compute without an operation, for long or for ever.
 *
 * By turns a thread moves alone from one operation to the next. If it waits for another by reading plain memory that
 * nobody has told the lab is shared, the other would never move. Two ways out of that:
 *   A thread that comes to the same read again, its own variables as they were, having written nothing since, does the
 *   same again and again until somebody else moves. Its read becomes an operation.
 *   After very many accesses without an operation a thread rests for one, so that others move; and when it has rested so
 *   often that there is no hope, the run is stalled.
 * Both depend on nothing but what the thread itself has done, so a schedule that is made again has the same operations.
 */
#ifndef LAB_PROGRAM_SPIN_H
#define LAB_PROGRAM_SPIN_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/program/touch.h"

struct thread;

enum spin_found { SPIN_NONE, SPIN_REPEATS, SPIN_LONG };

/* The calling thread is about to make an access that is no operation. */
enum spin_found spin_look(struct thread *, uintptr_t address, bool write, const struct caller *);

/* Let others move; or end the run, when it has done so too often. */
void spin_rest(struct thread *, const char *here);

#endif
