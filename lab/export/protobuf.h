/*
 * protobuf.h - a small writer of the protocol buffers' wire format (protobuf.dev/programming-guides/encoding): fields,
 * appended to a text that grows. It knows no schema: who calls it knows which field has which number and type.
 *
 * Invariants
 *   What lies between pb_begin() and its pb_end() is one message, the field of the one around it. They nest.
 */
#ifndef LAB_EXPORT_PROTOBUF_H
#define LAB_EXPORT_PROTOBUF_H

#include <stddef.h>
#include <stdint.h>

#include "lab/base/buf.h"

/* A varint: uint64, uint32, bool, an enum; a negative int64 as its two's complement. */
void pb_uint(struct buf *, int field, uint64_t value);

void pb_fixed64(struct buf *, int field, uint64_t value);

/* A string. What is not UTF-8 in it becomes U+FFFD. */
void pb_text(struct buf *, int field, const char *);

/* A message: give the mark back to pb_end() when all its fields are there. */
size_t pb_begin(struct buf *, int field);
void pb_end(struct buf *, size_t mark);

#endif
