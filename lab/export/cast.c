/* cast.c - see cast.h. */
#include "lab/export/cast.h"

#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/json.h"

static void put_line(FILE *out, struct buf *line)
{
	buf_addc(line, '\n');
	fwrite(buf_text(line), 1, line->length, out);
	buf_free(line);
}

void cast_begin(struct cast *cast, FILE *out, const struct cast_head *head)
{
	struct buf line = { 0 };
	struct json json = { .out = &line };

	*cast = (struct cast){ .out = out };
	json_object(&json, NULL);
	json_int(&json, "version", 2);
	json_int(&json, "width", head->width);
	json_int(&json, "height", head->height);
	if (head->time)
		json_int(&json, "timestamp", head->time);
	if (head->longest > 0)
		json_double(&json, "idle_time_limit", head->longest, 1);
	if (head->title)
		json_text(&json, "title", head->title);
	json_end_object(&json);
	put_line(out, &line);
}

static void put_event(struct cast *cast, double seconds, const char *kind, const char *text)
{
	struct buf line = { 0 };
	struct json json = { .out = &line };

	if (seconds > cast->now)
		cast->now = seconds;
	json_array(&json, NULL);
	json_double(&json, NULL, cast->now, 6);
	json_text(&json, NULL, kind);
	json_text(&json, NULL, text);
	json_end_array(&json);
	put_line(cast->out, &line);
}

/* How many bytes a character has that begins with this one. */
static size_t bytes_of(unsigned char first)
{
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

/* So many bytes at the end are of a character that has not come whole. */
static size_t unfinished(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];

		if (c < 0x80)
			return 0;
		if (c >= 0xc0)
			return bytes_of(c) > back ? back : 0;
	}
	return 0;
}

void cast_written(struct cast *cast, double seconds, const char *bytes, size_t n)
{
	struct buf raw = { 0 }, text = { 0 };
	size_t left;

	buf_add(&raw, cast->begun, cast->n_begun);
	buf_add(&raw, bytes, n);
	left = unfinished(buf_text(&raw), raw.length);
	for (size_t i = 0; i < raw.length - left; i++) {
		if (raw.text[i] == '\n')
			buf_addc(&text, '\r');
		buf_addc(&text, raw.text[i] ? raw.text[i] : '?');
	}
	cast->n_begun = left;
	if (left)
		memcpy(cast->begun, raw.text + raw.length - left, left);
	if (text.length)
		put_event(cast, seconds, "o", buf_text(&text));
	buf_free(&raw);
	buf_free(&text);
}

void cast_mark(struct cast *cast, double seconds, const char *name)
{
	put_event(cast, seconds, "m", name);
}
