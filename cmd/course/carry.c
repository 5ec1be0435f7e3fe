/* carry.c - see carry.h. */
#include "cmd/course/carry.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cmd/course/progress.h"
#include "cmd/session/best.h"
#include "cmd/session/kept.h"
#include "cmd/session/out.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";

enum { PREFIX = 12, MOST_BYTES = 1 << 20 };     /* "c1-5c0ffee5-"; of what is unpacked */

/* Of the letters: where a few of them are wrong, it is another. */
static unsigned long sum_of(const char *text)
{
	return crc32(0, (const unsigned char *)text, (unsigned)strlen(text)) & 0xffffffff;
}

/* ---- Letters ---- */

/* Three bytes are four letters. */
static void add_letters(struct buf *out, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i += 3) {
		unsigned long three = (unsigned long)bytes[i] << 16;

		three |= i + 1 < n ? (unsigned long)bytes[i + 1] << 8 : 0;
		three |= i + 2 < n ? bytes[i + 2] : 0;
		for (size_t k = 0; k < 4 && (k < 2 || i + k - 1 < n); k++)
			buf_addc(out, letters[three >> (18 - 6 * k) & 63]);
	}
}

static bool read_letters(struct buf *out, const char *text)
{
	unsigned long bits = 0;
	int n = 0;

	for (; *text; text++) {
		const char *letter = strchr(letters, *text);

		if (!letter)
			return false;
		bits = (bits << 6 | (unsigned long)(letter - letters)) & 0xffff;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_addc(out, (char)(bits >> n & 0xff));
		}
	}
	return n < 6 && !(bits & ((1ul << n) - 1));
}

/* ---- Packing ---- */

bool carry_pack(struct buf *line)
{
	struct buf lines = { 0 }, text = { 0 };
	uLongf size;
	unsigned char *packed;

	if (!kept_lines(&lines) || !lines.length) {
		buf_free(&lines);
		return false;
	}
	size = compressBound(lines.length);
	packed = malloc(size);
	must(packed);
	must(compress2(packed, &size, (const unsigned char *)lines.text, lines.length, Z_BEST_COMPRESSION) == Z_OK);
	add_letters(&text, packed, size);
	buf_printf(line, "c1-%08lx-%s", sum_of(buf_text(&text)), buf_text(&text));
	free(packed);
	buf_free(&text);
	buf_free(&lines);
	return true;
}

static bool inflate_all(struct buf *out, const struct buf *packed)
{
	unsigned char block[4096];
	z_stream stream = { .next_in = (unsigned char *)packed->text, .avail_in = (unsigned)packed->length };
	int status = inflateInit(&stream);

	while (status == Z_OK && out->length < MOST_BYTES) {
		stream.next_out = block;
		stream.avail_out = sizeof block;
		status = inflate(&stream, Z_NO_FLUSH);
		buf_add(out, (char *)block, sizeof block - stream.avail_out);
	}
	inflateEnd(&stream);
	return status == Z_STREAM_END && !stream.avail_in;
}

static bool unpack(struct buf *lines, const char *line)
{
	struct buf packed = { 0 };
	bool good = strlen(line) > PREFIX && strncmp(line, "c1-", 3) == 0 && line[PREFIX - 1] == '-' &&
	            strtoul(line + 3, NULL, 16) == sum_of(line + PREFIX) && read_letters(&packed, line + PREFIX) &&
	            packed.length && inflate_all(lines, &packed) && !memchr(buf_text(lines), '\0', lines->length);

	buf_free(&packed);
	return good;
}

/* ---- Taking ---- */

/* What a line is about: the words before the first that has a value. False: it is about nothing that is known here. */
static bool key_of(const char *line, char key[LONGEST_KEY])
{
	size_t end = strcspn(line, "\n"), length = 0;

	while (length < end) {
		size_t word = strcspn(line + length, " \n");

		if (memchr(line + length, '=', word))
			break;
		length += word;
		length += line[length] == ' ';
	}
	while (length && line[length - 1] == ' ')
		length--;
	if (!length || length >= LONGEST_KEY)
		return false;
	memcpy(key, line, length);
	key[length] = '\0';
	return true;
}

/* Put the line beside what is kept. Is it about a lesson? */
static bool take_line(const char *line)
{
	char key[LONGEST_KEY];
	struct buf copy = { 0 };
	bool lesson;

	if (kept_is_about(line, "challenge")) {
		best_take(line);
		return false;
	}
	if (!key_of(line, key))
		return false;
	lesson = kept_is_about(key, "lesson") || kept_is_about(key, "own");
	buf_add(&copy, line, strcspn(line, "\n"));
	if (lesson)
		progress_merge(key, buf_text(&copy));
	else
		kept_replace(key, buf_text(&copy));
	buf_free(&copy);
	return lesson;
}

int carry_take(const char *line, struct buf *why)
{
	struct buf lines = { 0 };
	int n = 0;

	if (!unpack(&lines, line)) {
		buf_adds(why, "that is no line of progress, or a damaged one: it must be the whole line that `lesson progress` "
		              "prints");
		buf_free(&lines);
		return -1;
	}
	for (const char *at = buf_text(&lines); *at; at = kept_next(at))
		n += take_line(at);
	buf_free(&lines);
	return n;
}

/* ---- The person's side ---- */

static int print(struct session *session)
{
	struct buf line = { 0 };

	if (!carry_pack(&line)) {
		remark(session, "You have done nothing yet: `lesson 1` begins.");
	} else if (session->json) {
		struct buf object = { 0 };
		struct json json = out_json_begin(session, &object);

		json_text(&json, "progress", buf_text(&line));
		out_json_end(session, &json);
	} else {
		buf_addc(&line, '\n');
		out_text(session, &line);
		remark(session, "`lesson progress=LINE` takes this line on another machine.");
	}
	buf_free(&line);
	return STATUS_OK;
}

int carry_tell(struct session *session, const char *line)
{
	struct buf why = { 0 };
	int n, status = STATUS_OK;

	if (!line)
		return print(session);
	n = carry_take(line, &why);
	if (n < 0)
		status = complain(session, "bad-progress", NULL, "%s", buf_text(&why));
	else
		remark(session, "taken: progress of %d lesson%s; `lesson list` shows it", n, text_s(n));
	buf_free(&why);
	return status;
}
