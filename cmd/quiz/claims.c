/* claims.c - see claims.h. */
#include "cmd/quiz/claims.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_CLAIMS = 8 };

struct claims {
	int         n;
	struct buf  text[MOST_CLAIMS];
};

/* The next call that claims something, after its name; NULL: none is left. */
static const char *next_call(const char *at)
{
	const char *check = strstr(at, "\tlab_check("), *compare = strstr(at, "\tlab_compare(");

	if (!check || (compare && compare < check))
		check = compare;
	return check ? strchr(check, '(') : NULL;
}

/* All that stands in quotes up to the end of the call: the words, perhaps in several pieces. */
static void read_words(struct buf *out, const char *call)
{
	const char *end = strstr(call, ");");

	for (bool quoted = false; end && call < end; call++)
		if (*call == '"')
			quoted = !quoted;
		else if (quoted)
			buf_addc(out, *call);
}

static void keep(struct claims *claims, const char *words)
{
	for (int i = 0; i < claims->n; i++)
		if (!strcmp(buf_text(&claims->text[i]), words))
			return;
	if (claims->n < MOST_CLAIMS && *words)
		buf_adds(&claims->text[claims->n++], words);
}

void claims_add(struct buf *out, const char *source)
{
	struct claims claims = { 0 };
	struct buf words = { 0 };

	for (const char *call = next_call(source); call; call = next_call(call)) {
		buf_clear(&words);
		read_words(&words, call);
		keep(&claims, buf_text(&words));
	}
	for (int i = 0; i < claims.n; i++) {
		buf_printf(out, "%s\"%s\"", i == 0 ? "" : i + 1 < claims.n ? ", " : " and ", buf_text(&claims.text[i]));
		buf_free(&claims.text[i]);
	}
	buf_free(&words);
}
