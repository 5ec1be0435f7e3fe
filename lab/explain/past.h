/*
 * past.h - looking things up in the trace of a run that is over: what a task did next, what woke it, what a variable was then.
 */
#ifndef LAB_EXPLAIN_PAST_H
#define LAB_EXPLAIN_PAST_H

#include "lab/trace/trace.h"

/* The number of what the task does next after event number `from`, beginnings of waits aside; -1: nothing. */
long past_next(const struct trace *, int task, long from);

/* What woke the task on this condition variable, between these events; `to` when that is not known. */
long past_signal(const struct trace *, int task, int object, long from, long to);

/* The last time that another took this mutex between these events; -1: nobody did. */
long past_taken(const struct trace *, int task, int mutex, long from, long to);

/* After so many steps of all the event had happened; -1: not known. */
long past_step(const struct trace *, long event);

/* The event that was made by this step, a number from 1; -1: not known. */
long past_event(const struct trace *, long step);

/* What a variable was after so many steps. They are known, see values_known(). */
const struct trace_value *past_value(const struct trace_values *, int variable, long step);

/* The last step after number `from` and up to `to` that changed it; -1: none. */
long past_changed(const struct trace_values *, int variable, long from, long to);

#endif
