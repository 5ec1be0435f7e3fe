/* made.c - see made.h. */
#include "lab/compile/made.h"

#include <stdatomic.h>
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

/* "DIR/x.1234.5": nobody else writes there, be it another process or another thread. */
static void add_own_place(struct buf *out, const char *place)
{
	static atomic_int n;

	buf_printf(out, "%s.%ld.%d", place, (long)getpid(), atomic_fetch_add(&n, 1));
}

struct made *made_at(const char *place, int n_sources)
{
	struct made *made = calloc(1, sizeof *made);
	struct buf own = { 0 }, one = { 0 };

	must(made);
	made->place = with_ending(place, "");
	made->n_sources = n_sources;
	made->n_paths = n_sources + MOST_BROUGHT;
	add_own_place(&own, place);
	for (int i = 0; i < made->n_paths; i++)
		for (int k = 0; k < ALL; k++) {
			buf_clear(&one);
			buf_printf(&one, "%s.%d", buf_text(&own), i);
			made->of_source[i][k] = with_ending(buf_text(&one), endings[k]);
		}
	for (int k = ALL; k < N_MADE; k++)
		made->path[k] = with_ending(buf_text(&own), endings[k]);
	buf_free(&own);
	buf_free(&one);
	return made;
}

static void forget(char *path)
{
	unlink(path);
	free(path);
}

void made_free(struct made *made)
{
	for (int i = 0; i < made->n_paths; i++)
		for (int k = 0; k < ALL; k++)
			forget(made->of_source[i][k]);
	for (int k = ALL; k < N_MADE; k++)
		forget(made->path[k]);
	free(made->place);
	free(made);
}
