/*
 * judge_threads.h - does a program need its threads?
 *
 * A task is about threads. A program that starts none, or whose threads do nothing, ends well in every schedule and has
 * repaired nothing. So whatever a program comes to is looked at again while one of its threads does nothing: each in its
 * turn returns at once where it should begin. A program that ends as before, and prints the same, did not need that one.
 */
#ifndef CMD_JUDGE_THREADS_H
#define CMD_JUDGE_THREADS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/engine/pattern.h"

/*
 * Does the program that `result` ran, with its settings, start as many threads as `model` does, and need each of them?
 * When not, `why` gets a sentence. What cannot be tried is given the benefit of the doubt: a program of several files, one
 * that includes files beside it, one that starts threads in another way than by pthread_create(), and, where neither the
 * program nor the model prints anything, a thread that does something to a lock or another object.
 */
bool threads_needed(const struct pattern *model, const struct result *result, struct buf *why);

#endif
