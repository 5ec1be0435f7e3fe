/*
 * report.h - a result, told: in a few lines for a person, in one object for a program.
 */
#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include "cmd/session/session.h"
#include "lab/base/buf.h"
#include "lab/base/json.h"
#include "lab/check/finding.h"

/* The verdict line alone: "deadlock  5 tasks, 41 events, 1.8 ms". */
void report_verdict(struct buf *, const struct result *, const struct look *, bool verbose);

/* The verdict line, who is stuck where, the seats, what else was noticed, what to try. */
void report_result(struct buf *, const struct result *, const struct look *, bool verbose);

/* A line for what tasks did and had not declared; `label`: begun with a word, where it is not the verdict. */
void report_breaches(struct buf *, const struct breaches *, bool label, const struct look *);
void report_json_breaches(struct json *, const struct breaches *);     /* the member "undeclared", where there are any */

/* A line where a program looks at its arguments, was given none, and has failed or said how it is used. */
void report_no_arguments(struct buf *, const struct result *, const struct look *);

/* The members of a `run` object. */
void report_json(struct json *, const struct result *);

/* "finding":{...}; null when it is ok, and for NULL. */
void report_json_finding(struct json *, const struct result *);

/* "races":[...], of a program: what raced in this run; an empty one for NULL. */
void report_json_races(struct json *, const struct result *);

/* The last result; complains (STATUS_USAGE) and returns NULL when nothing has run yet. */
const struct result *report_last(struct session *);

/* The same for a command that takes no argument: complains of one, too. */
const struct result *report_only_last(struct session *, const struct call *);

/* The last run was of this pattern, with other values: say that these here are the session's. */
void report_note_other(struct session *, const struct pattern *, const int *values);

/* Does the result have tasks to be blamed: stuck ones, or with a timer's verdict those that are blocked? */
bool report_blocked(const struct result *, const struct snap_task *);

/* Of a run in which a program has ended by itself: had this task not come to its end? */
bool report_is_left(const struct result *, int task);

#endif
