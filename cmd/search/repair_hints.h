/*
 * repair_hints.h - hints at fixes in the code of a person's own program, read from its shortest bad schedules. Not tried.
 */
#ifndef CMD_REPAIR_HINTS_H
#define CMD_REPAIR_HINTS_H

#include "cmd/search/search.h"
#include "lab/explain/hints.h"

/*
 * Search for the shortest schedule of each bad end, within the limits, run it once more, and say what it shows; texts are in
 * `arena`. None for a pattern, or when nothing was recognised.
 */
void repair_hints(struct hints *, const struct search *, const struct exploration *known, const struct explore_limits *, const struct explore_watcher *,
                  struct arena *arena);

/* As rows for a person, below a line that says what they are; nothing for none. As an array of objects, "hints". */
void repair_hints_tell(struct buf *, const struct hints *, const struct look *);
void repair_hints_json(struct json *, const struct hints *);

#endif
