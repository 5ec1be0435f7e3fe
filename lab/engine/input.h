/*
 * input.h - the contents of file settings.
 */
#ifndef LAB_ENGINE_INPUT_H
#define LAB_ENGINE_INPUT_H

#include "lab/engine/pattern.h"

struct lab_bytes;

/*
 * Read a whole file. NULL with a sentence in `*error` (malloc'ed, the caller frees it) when that fails. input_free() gives it back.
 */
struct lab_bytes *input_read(const char *path, char **error);

/* Give back the data of all inputs; entries may be NULL. */
void input_free(struct lab_bytes *const inputs[MAX_SETTINGS]);

#endif
