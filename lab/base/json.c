/* json.c - see json.h. */
#include "lab/base/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "lab/base/text.h"

static void add_escaped(struct buf *out, const char *text)
{
	static const char from[] = "\"\\\n\t\r\b\f", to[] = "\"\\ntrbf";
	const char *short_form;
	int n;

	buf_addc(out, '"');
	for (; *text; text += n ? n : 1) {
		n = text_utf8_length(text);
		short_form = strchr(from, *text);
		if (n == 0)
			buf_adds(out, "\xef\xbf\xbd");
		else if (short_form)
			buf_printf(out, "\\%c", to[short_form - from]);
		else if ((unsigned char)*text < 0x20)
			buf_printf(out, "\\u%04x", (unsigned)*text);
		else
			buf_add(out, text, (size_t)n);
	}
	buf_addc(out, '"');
}

/* The comma and the key that stand before a value. */
static void begin(struct json *json, const char *key)
{
	if (json->comma)
		buf_addc(json->out, ',');
	if (key) {
		add_escaped(json->out, key);
		buf_addc(json->out, ':');
	}
	json->comma = true;
}

void json_object(struct json *json, const char *key)
{
	begin(json, key);
	buf_addc(json->out, '{');
	json->comma = false;
}

void json_array(struct json *json, const char *key)
{
	begin(json, key);
	buf_addc(json->out, '[');
	json->comma = false;
}

void json_end_object(struct json *json)
{
	buf_addc(json->out, '}');
	json->comma = true;
}

void json_end_array(struct json *json)
{
	buf_addc(json->out, ']');
	json->comma = true;
}

void json_text(struct json *json, const char *key, const char *value)
{
	if (!value) {
		json_null(json, key);
		return;
	}
	begin(json, key);
	add_escaped(json->out, value);
}

void json_int(struct json *json, const char *key, int64_t value)
{
	begin(json, key);
	buf_printf(json->out, "%" PRId64, value);
}

void json_uint(struct json *json, const char *key, uint64_t value)
{
	begin(json, key);
	buf_printf(json->out, "%" PRIu64, value);
}

void json_double(struct json *json, const char *key, double value, int decimals)
{
	if (!isfinite(value)) {
		json_null(json, key);
		return;
	}
	begin(json, key);
	buf_printf(json->out, "%.*f", decimals, value);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin(json, key);
	buf_adds(json->out, value ? "true" : "false");
}

void json_null(struct json *json, const char *key)
{
	begin(json, key);
	buf_adds(json->out, "null");
}
