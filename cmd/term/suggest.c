/* suggest.c - see suggest.h. */
#include "cmd/term/suggest.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

enum { FAR = INT_MAX / 2, PREFIX_SCORE = 1000 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

int suggest_distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	int rows[3][SUGGEST_LONGEST + 1];
	int *older = rows[0], *old = rows[1], *row = rows[2], *spare;

	if (n > SUGGEST_LONGEST || m > SUGGEST_LONGEST)
		return FAR;
	for (size_t j = 0; j <= m; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		spare = older, older = old, old = row, row = spare;
		row[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = least(old[j - 1] + (a[i - 1] != b[j - 1]), least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
	}
	return row[m];
}

static int common_prefix(const char *a, const char *b)
{
	int n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Small is near; FAR is no suggestion. */
static int score(const char *typed, const char *word)
{
	int length = (int)strlen(typed), allowed = length / 3 > 1 ? length / 3 : 1;
	int distance, common;

	if (length > SUGGEST_LONGEST || length == 0)
		return FAR;
	if (!strcasecmp(typed, word))
		return 0;
	distance = suggest_distance(typed, word);
	if (distance <= allowed && distance < length)
		return distance;
	common = common_prefix(typed, word);
	return common >= 2 && (common == length || (common >= 3 && 2 * common >= length)) ? PREFIX_SCORE - common : FAR;
}

void suggest_offer(struct suggester *s, const char *word)
{
	int mine = score(s->typed, word), at = s->best.n;

	if (mine == FAR)
		return;
	for (int i = 0; i < s->best.n; i++)
		if (!strcmp(s->best.word[i], word))
			return;
	while (at > 0 && s->score[at - 1] > mine)
		at--;
	if (at == MAX_SUGGESTIONS)
		return;
	if (s->best.n < MAX_SUGGESTIONS)
		s->best.n++;
	for (int i = s->best.n - 1; i > at; i--) {
		s->best.word[i] = s->best.word[i - 1];
		s->score[i] = s->score[i - 1];
	}
	s->best.word[at] = word;
	s->score[at] = mine;
}

void suggest_text(struct buf *out, const struct suggestions *s)
{
	if (!s || s->n == 0)
		return;
	buf_adds(out, " Did you mean ");
	for (int i = 0; i < s->n; i++)
		buf_printf(out, "%s'%s'", i == 0 ? "" : i == s->n - 1 ? " or " : ", ", s->word[i]);
	buf_addc(out, '?');
}

void listing_add(struct listing *listing, const char *word)
{
	if (listing->n++ < LISTED_AT_MOST)
		buf_printf(&listing->text, "%s%s", listing->n > 1 ? ", " : " (there are: ", word);
}

const char *listing_text(struct listing *listing)
{
	if (listing->n > LISTED_AT_MOST)
		buf_printf(&listing->text, " and %d more", listing->n - LISTED_AT_MOST);
	buf_adds(&listing->text, listing->n ? ")" : "");
	return buf_text(&listing->text);
}

void listing_free(struct listing *listing)
{
	buf_free(&listing->text);
}
