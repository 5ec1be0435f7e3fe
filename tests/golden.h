/*
 * golden.h - golden sessions: transcripts in tests/golden, played from the first line to the last in one session
 * each.
 */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/course/transcript.h"
#include "tests/capture.h"

static inline char *golden_file(const char *path)
{
	FILE *file = fopen(path, "r");
	struct buf text = { 0 };
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		buf_addc(&text, (char)c);
	fclose(file);
	return buf_take(&text);
}

static inline int golden_line(struct capture *c, const struct exchange *exchange, const char *path)
{
	struct buf diff = { 0 };
	int status = say(c, exchange->command);
	bool good = transcript_match(exchange->expected, c->text) && status == exchange->status;

	if (!good) {
		transcript_compare(exchange->expected, c->text, &diff, NULL);
		print_error("%s:%d: conclab> %s\n%s[%d, expected %d]\n", path, exchange->line,
		            exchange->command, buf_text(&diff), status, exchange->status);
	}
	buf_free(&diff);
	return !good;
}

static inline void golden(const char *name)
{
	struct arena *arena = arena_new();
	struct transcript transcript;
	struct buf error = { 0 };
	struct capture c;
	char path[100], *text;
	int bad = 0;

	snprintf(path, sizeof path, "tests/golden/%s.session", name);
	text = golden_file(path);
	if (!transcript_parse(&transcript, arena, text, strlen(text), 1, &error))
		fail_msg("%s: %s", path, buf_text(&error));
	capture_open(&c);
	for (int i = 0; i < transcript.n; i++)
		bad += golden_line(&c, &transcript.exchanges[i], path);
	capture_close(&c);
	assert_int_equal(bad, 0);
	assert_true(transcript.n > 3);
	arena_free(arena);
	free(text);
}

#endif
