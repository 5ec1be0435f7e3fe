/*
 * timeline_parts.h - between the files of the timeline.
 */
#ifndef LAB_VIEW_TIMELINE_PARTS_H
#define LAB_VIEW_TIMELINE_PARTS_H

#include "lab/view/lanes.h"

/* '!' for a send: what a mark is drawn as where there is no room for a word; '*' for what has no letter. */
char timeline_letter(const struct mark *);

/* What is written where there is room: "send", "lost signal" for one that nobody hears. Static storage. */
const char *timeline_word(const struct mark *);

/* "send". Static storage. */
const char *timeline_meaning(char letter);

#endif
