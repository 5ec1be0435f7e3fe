/*
 * trace_json.h - an event of a trace as a JSON object: what `trace` says with json=on, and a file of `export trace`.
 *
 *   us          microseconds since the start of the run
 *   task        who
 *   event       what it did: "send", "lock"; "wait" where it could not go on
 *   waits_to    of a wait: what it waits to do; "select" for several
 *   object      to what; a wait for several names the first
 *   heard       false: a signal that came when nobody waited
 *   value       what was carried, read or written; value_name: of an object that is handed over
 *   prints      a text
 *   level       what the object has after it: items, permits, a count
 *   peer        the other task: who met it, who is started, joined, signalled
 *   at          the line
 */
#ifndef CMD_TRACE_JSON_H
#define CMD_TRACE_JSON_H

#include "lab/base/json.h"
#include "lab/trace/trace.h"

void trace_json_event(struct json *, const struct trace *, const struct event *);

#endif
