/*
 * lock_order.h - cycles in the order in which locks were taken.
 *
 * In a run that did not deadlock such a cycle says that another schedule might (Havelund, "Using Runtime Analysis to
 * Guide Model Checking of Java Programs", SPIN 2000). Filtered: the edges of a cycle must be of different tasks, no
 * lock may have been held around all of them (a gate), and none may come after another because of starts and joins. It
 * stays a warning: POTENTIAL.
 */
#ifndef LAB_CHECK_LOCK_ORDER_H
#define LAB_CHECK_LOCK_ORDER_H

#include "lab/check/finding.h"

/* Fill in result->lock_orders from result->trace; nothing when events were dropped. */
void lock_order_find(struct result *);

#endif
