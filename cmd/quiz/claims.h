/*
 * claims.h - what a pattern claims: the words of its lab_check() and lab_compare(), out of its source.
 */
#ifndef CMD_CLAIMS_H
#define CMD_CLAIMS_H

#include "lab/base/buf.h"

/* Append the claims in the order of the source, each once: `"no item is lost" and "no item is done twice"`. */
void claims_add(struct buf *, const char *source);

#endif
