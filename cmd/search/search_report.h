/*
 * search_report.h - an exploration, told: for a person (search_report.c, search_tale.c), and as the members of an object
 * for a program (search_json.c).
 */
#ifndef CMD_SEARCH_REPORT_H
#define CMD_SEARCH_REPORT_H

#include "cmd/search/search.h"
#include "lab/base/json.h"
#include "lab/search/tale.h"

/* "always", "sometimes" or "never" over the schedules that came to an end. */
const char *search_how_often(const struct exploration *, enum verdict);

/* Did every schedule that came to an end come to this one? Also where none did. */
bool search_always(const struct exploration *, enum verdict);

/* Did every schedule end ok, as far as was looked? */
bool search_all_ok(const struct exploration *);

/* What was found as a status: where expect= asked for an end (a verdict + 1, else 0), whether there was one. */
int search_status(const struct exploration *, int expected);

/* The same; an expect= that none of the ends fits is told, and noted in session->missed. */
int search_judge(struct session *, const struct exploration *, int expected);

/* The shortest schedule that ended badly, or NULL; a race only where nothing else came of it. */
const struct ending *search_shortest(const struct exploration *);

/* How many outcomes there are; were ends of states counted? "6 steps", "1 step". */
int search_kinds(const struct exploration *);
bool search_by_states(const struct exploration *);
void search_count(struct buf *, long n, const char *what);

/* "{2..6}", "{1, 4..7}" */
void search_values(struct buf *, const struct final_values *);

/* The verdict: PROVED, BOUNDED or SAMPLED, of what, and how far was looked. One paragraph. */
void search_verdict(struct buf *, const struct search *, const struct exploration *, const struct look *);

/* "all 6 inequivalent schedules", "61 schedules (3 pruned)", "all 435 states": what was looked at. */
void search_extent(struct buf *, const struct exploration *);

/* Outcomes, tasks left behind, final values: a table; and what stands aside. */
void search_outcomes(struct buf *, const struct search *, const struct exploration *, const struct look *);

/*
 * Which outcomes there are besides the one that is told (NULL: none), and how to see them; nothing when there are none.
 * `asked`: a certain one was asked for.
 */
void search_others(struct buf *, const struct exploration *, const struct ending *told, bool asked, const struct look *);

/* The statuses that a program may end with, one of which is not 0; NULL where all are. */
const struct final_values *search_statuses(const struct exploration *);

/* Does a program end well but for a status other than 0, whatever the schedule? */
bool search_always_fails(const struct exploration *);

/* Who need not have ended where a program has, and where a good answer rests on how long tasks sleep: a line each. */
void search_aside(struct buf *, const struct search *, const struct exploration *, const struct look *);

/* Of a program that does not always print the same lines: the two kinds, in words; and as "prints", two arrays. Nothing of others. */
void search_prints(struct buf *, const struct search *, const struct exploration *, const struct look *);
void search_json_prints(struct json *, const struct search *, const struct exploration *);

/* Does a good answer rest on how long tasks sleep, or wait for something at most? */
bool search_rests_on_time(const struct search *, const struct exploration *);

/* The shortest bad schedule: how long, in one line, and step by step. */
void search_tale(struct buf *, const struct ending *, const struct tale *, const struct look *);

/* The members of an `explore` object after "command". */
void search_json(struct json *, const struct search *, const struct exploration *);

#endif
