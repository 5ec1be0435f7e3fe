/* beside.c - see beside.h. */
#include "lab/program/beside.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/cflags.h"
#include "lab/engine/outside.h"
#include "lab/program/program.h"

/* ---- Arguments ---- */

static bool check_args(const char *text, struct buf *why)
{
	struct buf reason = { 0 };
	struct words words;

	if (strpbrk(text, "\n\r"))
		buf_adds(why, "args: a line's end cannot be part of it");
	else if (!words_split(&words, text, &reason))
		buf_printf(why, "args: %s", buf_text(&reason));
	else
		words_free(&words);
	buf_free(&reason);
	return why->length == 0;
}

static bool check_line(const char *text, struct buf *why)
{
	if (strpbrk(text, "\n\r"))
		buf_adds(why, "must-print: it is one line, without its end");
	return why->length == 0;
}

/* ---- The settings ---- */

#define ARGS {                                                                          \
		.name = "args", .help = "its arguments, as a shell takes words apart",          \
		.max = 1, .is_file = A_TEXT, .range = "WORDS", .check = check_args, .is_beside = true \
	}
#define STDIN {                                                                         \
		.name = "stdin", .help = "what it reads from its standard input",               \
		.max = 1, .is_file = ONE_FILE, .is_beside = true                                \
	}
#define CFLAGS {                                                                        \
		.name = "cflags", .help = "options for the compiler: -I, -D, -O, -std, -W",     \
		.max = 1, .is_file = A_TEXT, .range = "OPTIONS", .check = cflags_check, .is_beside = true \
	}
#define MEMORY {                                                                        \
		.name = "memory", .help = "what it shares: accesses are steps, races are looked for, or neither", \
		.max = MEMORY_OFF, .words = { "steps", "races", "off" }, .is_beside = true      \
	}
#define SPURIOUS {                                                                      \
		.name = "spurious", .help = "on: one wait at each condition variable may end for no reason", \
		.max = 1, .words = { "off", "on" }, .is_beside = true                           \
	}
#define MUST_PRINT {                                                                    \
		.name = "must-print", .help = "a line that each run has to print, or it is broken", \
		.max = 1, .is_file = A_TEXT, .range = "LINE", .check = check_line, .is_beside = true \
	}
#define ALL_BESIDE [BESIDE_ARGS] = ARGS, [BESIDE_STDIN] = STDIN, [BESIDE_CFLAGS] = CFLAGS, [BESIDE_MEMORY] = MEMORY, \
		[BESIDE_SPURIOUS] = SPURIOUS, [BESIDE_MUST_PRINT] = MUST_PRINT

const struct setting beside_settings[N_BESIDE] = { ALL_BESIDE };

const struct pattern program_any = {
	.name = "a program", .summary = "a program of your own", .file = "", .settings = { ALL_BESIDE },
};
