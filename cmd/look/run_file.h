/*
 * run_file.h - a whole run in a file, as an archive: its settings, its schedule, its trace, its snapshot, its finding; and of a
 * person's own program its source.
 */
#ifndef CMD_RUN_FILE_H
#define CMD_RUN_FILE_H

#include <stdio.h>

#include "cmd/session/session.h"
#include "lab/check/finding.h"
#include "lab/export/progress.h"

/* NULL, or why not: malloc'ed; "" when `progress` has stopped it. */
char *run_file_write(FILE *, const struct result *, const struct export_progress *);

/*
 * The run in these bytes; a person's program is built. NULL with the reason in `*why`, a sentence without full stop,
 * malloc'ed. result_free() gives it back.
 */
struct result *run_file_read(const char *bytes, size_t length, char **why);

#endif
