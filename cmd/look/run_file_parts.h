/* run_file_parts.h - what the files of run_file.h share; its own. */
#ifndef CMD_RUN_FILE_PARTS_H
#define CMD_RUN_FILE_PARTS_H

#include "lab/check/finding.h"
#include "lab/export/archive.h"

/* How the run ended and what was noticed; the trace has been walked before. */
void run_file_finding(struct archive *, struct result *);

#endif
