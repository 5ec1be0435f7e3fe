/*
 * explained.h - a run in the words of `explain`, for whoever writes them elsewhere.
 */
#ifndef CMD_EXPLAINED_H
#define CMD_EXPLAINED_H

#include "cmd/session/session.h"

/* Append them, wrapped as `look` says, with what would let it finish where a little work tells that. */
void explained(struct session *, const struct result *, const struct look *, struct buf *out);

#endif
