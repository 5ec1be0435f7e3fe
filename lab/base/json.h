/*
 * json.h - a streaming JSON writer: no tree, commas by itself, texts escaped (RFC 8259).
 *
 * Invariants
 *   Calls nest as the values do; `key` is NULL in an array and at the top, a text in an object.
 *   Invalid UTF-8 is written as U+FFFD, so that what comes out is always valid JSON.
 */
#ifndef LAB_BASE_JSON_H
#define LAB_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"

struct json {
	struct buf *out;        /* the caller's */
	bool        comma;      /* the next value needs one before it */
};

void json_object(struct json *, const char *key);       /* { */
void json_array(struct json *, const char *key);        /* [ */
void json_end_object(struct json *);
void json_end_array(struct json *);
void json_text(struct json *, const char *key, const char *value);      /* NULL writes null */
void json_int(struct json *, const char *key, int64_t value);
void json_uint(struct json *, const char *key, uint64_t value);
void json_double(struct json *, const char *key, double value, int decimals);
void json_bool(struct json *, const char *key, bool value);
void json_null(struct json *, const char *key);

#endif
