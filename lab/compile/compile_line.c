/* compile_line.c - see compile_line.h. */
#include "lab/compile/compile_line.h"

#include <stdbool.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/cflags.h"

/*
 * How a program is compiled: each access to memory with a hook before it, none left out or made twice, a hook in each
 * piece of code without a jump, and every byte of a stack the same each time. A function cannot ask to be left out.
 * Thread-local variables are asked for by __tls_get_addr(), which is the lab's. Clang must be told not to leave out a
 * read before a write of the same place. They stand behind the person's own options, so that these take nothing away.
 */
#define NONE_LEFT_OUT "-Dno_sanitize_thread=unused -D__no_sanitize_thread__=unused -Dno_sanitize(...)=unused " \
	"-D__no_sanitize__(...)=unused -Ddisable_sanitizer_instrumentation=unused "

#ifdef __aarch64__
#define THREAD_LOCAL "-mtls-dialect=trad "
#else
#define THREAD_LOCAL ""
#endif

static bool is_clang(void)
{
	return strstr(compiler_words(), "clang") != NULL;
}

/* How a pattern is; what is wrong with a call is told of the call, not of the macro that it goes through. */
static const char *pattern_options(void)
{
	return is_clang() ? "-g -O1 -fPIC -shared -Wl,-Bsymbolic,--hash-style=both -fmacro-backtrace-limit=1"
	                  : "-g -O1 -fPIC -shared -Wl,-Bsymbolic,--hash-style=both -ftrack-macro-expansion=0";
}

static const char *program_options(void)
{
	if (is_clang())
		return NONE_LEFT_OUT "-gdwarf-4 -S -fPIC -fsanitize=thread -fsanitize-coverage=trace-pc,no-prune -U_FORTIFY_SOURCE -fno-builtin "
		       "-fno-stack-protector -mllvm -tsan-instrument-read-before-write=1 -Wno-unused-command-line-argument "
		       "-ftrivial-auto-var-init=zero -Wuninitialized "
		       "-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang";
	return NONE_LEFT_OUT THREAD_LOCAL "-g -S -fPIC -fno-plt -fsanitize=thread -fsanitize-coverage=trace-pc -U_FORTIFY_SOURCE -fno-builtin "
	       "-fno-stack-protector -fstack-clash-protection -ftrivial-auto-var-init=zero -Wuninitialized -Wno-tsan";
}

/* With -O functions stay functions, and the C library's are called, not written out where they are used. */
static void add_cflags(struct command_line *line, const struct build_order *order)
{
	struct words words;

	if (!order->cflags || !*order->cflags)
		return;
	cflags_split(&words, order->cflags);
	for (int i = 0; i < words.n; i++)
		line_add(line, words.at[i]);
	words_free(&words);
	line_add_words(line, "-fno-inline -fno-optimize-sibling-calls -fno-omit-frame-pointer");
}

void compile_line(struct command_line *line, const struct build_order *order, const char *folder,
                  const struct source *source)
{
	const char *slash = strrchr(source->path, '/');
	struct buf include = { 0 };

	line_add_words(line, compiler_words());
	line_add_words(line, "-std=gnu11");
	if (order->is_program) {
		line_add_words(line, "-O0");
		add_cflags(line, order);
		line_add_words(line, program_options());
	} else {
		line_add_words(line, pattern_options());
		buf_printf(&include, "-I%s", folder);
		line_add(line, buf_text(&include));
	}
	buf_clear(&include);
	buf_add(&include, source->path, slash ? (size_t)(slash - source->path) : 0);
	line_add(line, "-iquote");
	line_add(line, include.length ? buf_text(&include) : *source->path == '/' ? "/" : ".");
	buf_free(&include);
}
