/* made.c - see made.h. */
#include "lab/program/made.h"

#include <stdlib.h>
#include <unistd.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"

static const char *const endings[N_MADE] = { ".c", ".d", ".s", ".o", ".all.o", ".names", ".2.o", ".so", ".log" };

char *with_ending(const char *place, const char *ending)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s%s", place, ending);
	return buf_take(&path);
}

struct made *made_at(const char *place, int n_sources)
{
	struct made *made = calloc(1, sizeof *made);
	struct buf temporary = { 0 };

	must(made);
	made->n_sources = n_sources;
	for (int i = 0; i < n_sources; i++)
		for (int k = 0; k < ALL; k++) {
			buf_clear(&temporary);
			buf_printf(&temporary, "%s.%ld.%d", place, (long)getpid(), i);
			made->of_source[i][k] = with_ending(buf_text(&temporary), endings[k]);
		}
	buf_clear(&temporary);
	buf_printf(&temporary, "%s.%ld", place, (long)getpid());
	for (int k = ALL; k < N_MADE; k++)
		made->path[k] = with_ending(buf_text(&temporary), endings[k]);
	buf_free(&temporary);
	return made;
}

static void forget(char *path)
{
	unlink(path);
	free(path);
}

void made_free(struct made *made)
{
	for (int i = 0; i < made->n_sources; i++)
		for (int k = 0; k < ALL; k++)
			forget(made->of_source[i][k]);
	for (int k = ALL; k < N_MADE; k++)
		forget(made->path[k]);
	free(made);
}
