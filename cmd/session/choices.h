/*
 * choices.h - what `try:` offers, pasted: commands of which one is to be chosen.
 */
#ifndef CMD_CHOICES_H
#define CMD_CHOICES_H

#include <stdbool.h>

#include "cmd/session/session.h"

/* `line` without a leading "try:". */
const char *choices_skip_try(const char *line);

/*
 * Are these several commands with commas or line ends between them? Then append "`run mutex`, `graph waits`". A comma in
 * quotes, or before a word that is no command, does not count.
 */
bool choices_in(const char *text, struct buf *);

/* Say that one of them is to be chosen. Returns STATUS_USAGE. */
int choices_complain(struct session *, const char *choices);

#endif
