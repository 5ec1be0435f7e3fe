/* tee.c - see tee.h. */
#define _GNU_SOURCE             /* fopencookie() */
#include "cmd/term/tee.h"

#include <sys/types.h>

#include "cmd/term/terminal.h"
#include "lab/base/panic.h"

static ssize_t pass_on(void *cookie, const char *bytes, size_t n)
{
	struct tee *tee = cookie;

	tee->hear(tee->context, bytes, n);
	if (fwrite(bytes, 1, n, tee->behind) != n || fflush(tee->behind))
		return 0;
	return (ssize_t)n;
}

void tee_open(struct tee *tee, FILE *behind, void (*hear)(void *context, const char *bytes, size_t n), void *context)
{
	*tee = (struct tee){ NULL, behind, hear, context };
	tee->stream = fopencookie(tee, "w", (cookie_io_functions_t){ .write = pass_on });
	must(tee->stream);
	setvbuf(tee->stream, NULL, _IOLBF, BUFSIZ);
	terminal_behind(tee->stream, behind);
}

void tee_close(struct tee *tee)
{
	terminal_behind(tee->stream, NULL);
	fclose(tee->stream);
}
