/* export_which.c - which row of the table is meant; see export_which.h. */
#include "cmd/look/export_which.h"

#include <string.h>

#include "cmd/term/suggest.h"

bool export_begins(const struct export_row *row)
{
	return row == exports || strcmp(row[-1].what, row->what) != 0;
}

static int complain_what(struct session *session, const char *what)
{
	struct suggester suggester = { .typed = what };
	struct buf tail = { 0 };
	int status;

	for (const struct export_row *row = exports; row->what; row++) {
		if (!export_begins(row))
			continue;
		suggest_offer(&suggester, row->what);
		buf_printf(&tail, "%s%s", tail.length ? ", " : "; there is: ", row->what);
	}
	status = complain_unknown(session, "unknown-export", &suggester, "there is no way to export", "",
	                          buf_text(&tail));
	buf_free(&tail);
	return status;
}

const struct export_row *export_find(const char *what)
{
	for (const struct export_row *row = exports; row->what; row++)
		if (!strcmp(row->what, what))
			return row;
	return NULL;
}

bool export_goes_with(const struct export_row *first, const struct export_row *row)
{
	return row->what && !strcmp(row->what, first->what);
}

static const struct export_row *find_word(const struct export_row *first, const char *word)
{
	for (const struct export_row *row = first; export_goes_with(first, row); row++)
		if (row->word && !strcmp(row->word, word))
			return row;
	return NULL;
}

static int complain_word(struct session *session, const struct call *call, const struct export_row *first, const char *word)
{
	struct suggester suggester = { .typed = word };
	struct buf before = { 0 }, tail = { 0 };
	int status;

	if (!first->word)
		return complain_usage(session, call, "one file at a time");
	for (const struct export_row *row = first; export_goes_with(first, row); row++) {
		suggest_offer(&suggester, row->word);
		buf_printf(&tail, "%s%s", tail.length ? ", " : "; there is: ", row->word);
	}
	buf_printf(&before, "there is no %s of", first->what);
	status = complain_unknown(session, "unknown-export", &suggester, buf_text(&before), "", buf_text(&tail));
	buf_free(&before);
	buf_free(&tail);
	return status;
}

static bool is_met(struct session *session, const struct export_row *row)
{
	return row->need == NEEDS_SWEEP ? sweep_newest(session) != NULL : session_result(session) != NULL;
}

const struct export_row *export_meant(struct session *session, const struct call *call, const struct export_words *words)
{
	const struct export_row *first = export_find(words->at[0]), *row = first;

	if (!first) {
		complain_what(session, words->at[0]);
		return NULL;
	}
	if (words->n < 2 || words->n > 3) {
		complain_usage(session, call, "what, and into which file?");
		return NULL;
	}
	if (words->n == 3) {
		row = find_word(first, words->at[1]);
		if (!row)
			complain_word(session, call, first, words->at[1]);
		return row;
	}
	while (!is_met(session, row) && export_goes_with(first, row + 1))
		row++;
	return is_met(session, row) ? row : first;
}
