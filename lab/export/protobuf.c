/* protobuf.c - see protobuf.h. */
#include "lab/export/protobuf.h"

#include <string.h>

#include "lab/base/text.h"

enum wire { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2 };

enum { LONGEST_VARINT = 10 };

/* Seven bits a byte, the lowest first; all bytes but the last have the eighth set. */
static size_t encode(unsigned char out[LONGEST_VARINT], uint64_t value)
{
	size_t n = 0;

	for (; value > 0x7f; value >>= 7)
		out[n++] = (unsigned char)(value | 0x80);
	out[n++] = (unsigned char)value;
	return n;
}

static void add_varint(struct buf *out, uint64_t value)
{
	unsigned char bytes[LONGEST_VARINT];

	buf_add(out, (const char *)bytes, encode(bytes, value));
}

static void add_tag(struct buf *out, int field, enum wire wire)
{
	add_varint(out, (uint64_t)field << 3 | wire);
}

void pb_uint(struct buf *out, int field, uint64_t value)
{
	unsigned char bytes[2 * LONGEST_VARINT];
	size_t n = encode(bytes, (uint64_t)field << 3 | WIRE_VARINT);

	n += encode(bytes + n, value);
	buf_add(out, (const char *)bytes, n);
}

void pb_fixed64(struct buf *out, int field, uint64_t value)
{
	unsigned char bytes[8];

	add_tag(out, field, WIRE_FIXED64);
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
	buf_add(out, (const char *)bytes, sizeof bytes);
}

void pb_text(struct buf *out, int field, const char *text)
{
	size_t mark = pb_begin(out, field);

	while (*text) {
		int n = text_utf8_length(text);

		if (n > 0)
			buf_add(out, text, (size_t)n);
		else
			buf_adds(out, "\xef\xbf\xbd");
		text += n > 0 ? n : 1;
	}
	pb_end(out, mark);
}

/* One byte is left for the length, which is enough for most; pb_end() moves what follows where it takes more. */
size_t pb_begin(struct buf *out, int field)
{
	add_tag(out, field, WIRE_BYTES);
	buf_addc(out, '\0');
	return out->length;
}

void pb_end(struct buf *out, size_t mark)
{
	unsigned char bytes[LONGEST_VARINT];
	size_t length = out->length - mark, n = encode(bytes, length);

	if (n > 1) {
		buf_fill(out, '\0', (int)n - 1);
		memmove(out->text + mark + n - 1, out->text + mark, length);
	}
	memcpy(out->text + mark - 1, bytes, n);
}
