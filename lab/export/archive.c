/* archive.c - see archive.h. */
#include "lab/export/archive.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/hash.h"
#include "lab/base/panic.h"
#include "lab/export/archive_parts.h"

/* ---- Errors ---- */

bool archive_fail(struct archive *a, const char *format, ...)
{
	struct buf why = { 0 };
	va_list args;

	if (a->why)
		return false;
	buf_printf(&why, "line %ld: ", a->line);
	va_start(args, format);
	buf_vprintf(&why, format, args);
	va_end(args);
	a->why = buf_take(&why);
	return false;
}

bool archive_is_good(const struct archive *a)
{
	return !a->why && !a->stopped;
}

bool archive_reads(const struct archive *a)
{
	return !a->out;
}

void archive_tell(struct archive *a, long done, long all)
{
	if (!export_goes_on(a->progress, done, all))
		a->stopped = true;
}

void *archive_list(struct archive *a, void *list, long n, size_t size)
{
	return archive_reads(a) ? arena_alloc(a->arena, (size_t)n * size) : list;
}

/* ---- Lines ---- */

static void flush(struct archive *a)
{
	hash_raw(&a->hash, buf_text(&a->text), a->text.length);
	fwrite(buf_text(&a->text), 1, a->text.length, a->out);
	buf_clear(&a->text);
}

/* The next field, up to a space or the end of the line: its bytes. */
struct span archive_field(struct archive *a)
{
	struct span field = { a->at, a->at };

	if (a->why || a->at >= a->end || *a->at != ' ') {
		archive_fail(a, "a field is missing");
		return (struct span){ "", "" };
	}
	field.at = field.end = a->at + 1;
	while (field.end < a->end && *field.end != ' ' && *field.end != '\n')
		field.end++;
	a->at = field.end;
	return field;
}

bool archive_comes(const struct archive *a, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(a->end - a->at) > length && !strncmp(a->at, word, length) && (a->at[length] == ' ' || a->at[length] == '\n');
}

void archive_begin(struct archive *a, const char *word)
{
	size_t length = strlen(word);

	if (!archive_reads(a)) {
		buf_adds(&a->text, word);
		return;
	}
	a->line += a->why == NULL;
	if ((size_t)(a->end - a->at) < length || strncmp(a->at, word, length) != 0 ||
	    (a->at + length < a->end && a->at[length] != ' ' && a->at[length] != '\n'))
		archive_fail(a, "this is not the record \"%s\" that comes next", word);
	else
		a->at += length;
}

void archive_end(struct archive *a)
{
	if (!archive_reads(a)) {
		buf_addc(&a->text, '\n');
		flush(a);
	} else if (a->at >= a->end || *a->at != '\n') {
		archive_fail(a, "there is more in it than there should be");
	} else {
		a->at++;
	}
}

/* ---- Begin and end ---- */

static void walk_head(struct archive *a, const char *format, int version)
{
	int found = version;

	archive_begin(a, format);
	archive_int(a, &found, 0, INT_MAX);
	if (found != version && archive_is_good(a))
		archive_fail(a, "its version is %d, and this conclab knows %d", found, version);
	archive_end(a);
}

static struct archive *new_archive(void)
{
	struct archive *a = calloc(1, sizeof *a);

	must(a);
	hash_begin(&a->hash);
	return a;
}

struct archive *archive_write(FILE *out, const char *format, int version, const struct export_progress *progress)
{
	struct archive *a = new_archive();

	a->out = out;
	a->progress = progress;
	walk_head(a, format, version);
	return a;
}

static const char checksum[] = "checksum ";
enum { DIGITS = 32, CHECKSUM_LINE = sizeof checksum - 1 + DIGITS + 1 };

static void write_key(char digits[DIGITS + 1], struct key key)
{
	snprintf(digits, DIGITS + 1, "%016" PRIx64 "%016" PRIx64, key.a, key.b);
}

/* The last line is the checksum of all before it. */
static void check_sum(struct archive *a)
{
	const char *last = a->end - CHECKSUM_LINE;
	char digits[DIGITS + 1];

	if (a->end - a->at < CHECKSUM_LINE || strncmp(last, checksum, sizeof checksum - 1) != 0 || a->end[-1] != '\n') {
		a->why = strdup("it has no checksum at its end: it is cut, or damaged");
		must(a->why);
		return;
	}
	hash_raw(&a->hash, a->at, (size_t)(last - a->at));
	write_key(digits, hash_end(&a->hash));
	if (strncmp(last + sizeof checksum - 1, digits, DIGITS) != 0) {
		a->why = strdup("its checksum is wrong: it is damaged, or was changed");
		must(a->why);
	}
	a->end = last;
}

struct archive *archive_read(const char *bytes, size_t length, const char *format, int version, struct arena *arena)
{
	struct archive *a = new_archive();
	size_t n = strlen(format);

	a->at = bytes;
	a->end = bytes + length;
	a->arena = arena;
	if (length < n || strncmp(bytes, format, n) != 0) {
		a->line = 1;
		archive_fail(a, "it does not begin with \"%s\"", format);
		return a;
	}
	check_sum(a);
	walk_head(a, format, version);
	return a;
}

char *archive_close(struct archive *a)
{
	char *why = a->why, digits[DIGITS + 1];

	if (!archive_reads(a)) {
		write_key(digits, hash_end(&a->hash));
		fprintf(a->out, "%s%s\n", checksum, digits);
	} else if (!why && a->at != a->end) {
		a->line++;
		archive_fail(a, "there is more than there should be");
		why = a->why;
	}
	if (a->stopped && !why) {
		why = calloc(1, 1);
		must(why);
	}
	archive_texts_free(a);
	buf_free(&a->text);
	free(a);
	return why;
}

/* ---- Numbers ---- */

void archive_int64(struct archive *a, int64_t *value)
{
	struct span field;
	char text[32], *end;

	if (!archive_reads(a)) {
		buf_printf(&a->text, " %" PRId64, *value);
		return;
	}
	*value = 0;
	field = archive_field(a);
	if (a->why)
		return;
	snprintf(text, sizeof text, "%.*s", (int)(field.end - field.at), field.at);
	errno = 0;
	*value = strtoll(text, &end, 10);
	if (errno || *end || end == text || (size_t)(field.end - field.at) >= sizeof text) {
		*value = 0;
		archive_fail(a, "'%s' is not a number", text);
	}
}

void archive_uint64(struct archive *a, uint64_t *value)
{
	int64_t bits = (int64_t)*value;

	archive_int64(a, &bits);
	*value = (uint64_t)bits;
}

void archive_long(struct archive *a, long *value, long least, long most)
{
	int64_t number = *value;

	archive_int64(a, &number);
	if (archive_reads(a) && (number < least || number > most)) {
		archive_fail(a, "%" PRId64 " is out of its range, %ld to %ld", number, least, most);
		number = least;
	}
	*value = (long)number;
}

void archive_int(struct archive *a, int *value, int least, int most)
{
	long number = *value;

	archive_long(a, &number, least, most);
	*value = (int)number;
}

void archive_bool(struct archive *a, bool *value)
{
	int number = *value;

	archive_int(a, &number, 0, 1);
	*value = number != 0;
}

/* As its bits. */
void archive_double(struct archive *a, double *value)
{
	uint64_t bits;

	memcpy(&bits, value, sizeof bits);
	archive_uint64(a, &bits);
	memcpy(value, &bits, sizeof bits);
}

void archive_count_long(struct archive *a, long *n)
{
	archive_long(a, n, 0, archive_reads(a) ? (long)(a->end - a->at) : LONG_MAX);
}

void archive_count(struct archive *a, int *n)
{
	long number = *n;

	archive_count_long(a, &number);
	if (number > INT_MAX) {
		archive_fail(a, "%ld are too many", number);
		number = 0;
	}
	*n = (int)number;
}
