/*
 * about.h - what a pattern says about itself: the head comment of its file, as the program carries it.
 */
#ifndef CMD_ABOUT_H
#define CMD_ABOUT_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"
#include "lab/view/view.h"

/* The source of a pattern, or NULL. Static storage. */
const char *about_source(const struct pattern *);

/*
 * Append the head comment without its first line (the pattern's name and summary): the picture as it is, the
 * labelled lines ("Break it   ...") wrapped at the width. False when there is none.
 */
bool about_head(struct buf *, const char *source, const struct look *);

#endif
