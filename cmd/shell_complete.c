/* shell_complete.c - see shell_complete.h. The words of a command are completed as they are at the prompt. */
#include "cmd/shell_complete.h"

#include <string.h>

#include "cmd/line/complete.h"
#include "cmd/session/candidates.h"
#include "cmd/session/parse.h"
#include "cmd/options.h"

static bool is_called(const struct option_about *about, const char *word)
{
	if (about->name && !strncmp(word, "--", 2))
		return !strcmp(word + 2, about->name);
	return option_letter(about) && word[0] == '-' && word[1] == about->key && !word[2];
}

/* The option that is this word, and whose value comes in the next; NULL for anything else. */
static const struct option_about *awaits_value(const char *word)
{
	for (const struct option_about *about = options_about; about->key; about++)
		if (about->value && is_called(about, word))
			return about;
	return NULL;
}

static void add_options(struct candidates *all, const char *word)
{
	for (const struct option_about *about = options_about; about->key; about++) {
		struct buf text = { 0 };

		if (about->name)
			buf_printf(&text, "--%s%s", about->name, about->value ? "=" : "");
		else
			buf_printf(&text, "-%c", about->key);
		candidates_add(all, word, buf_text(&text), about->summary);
		buf_free(&text);
	}
}

/* Values of an option, each after `prefix` ("--color=", ""); `typed` is what there is of one. */
static void add_values(struct candidates *all, const struct option_about *about, const char *prefix, const char *typed)
{
	struct buf whole = { 0 }, text = { 0 };

	buf_printf(&whole, "%s%s", prefix, typed);
	if (about->key == 'f' || (about->name && !strcmp(about->name, "cast")))
		candidates_add_files(all, prefix, typed);
	if (about->key == 's' && !*prefix)
		candidates_add_settings(all, NULL, NULL, typed);
	if (about->name && !strcmp(about->name, "color"))
		for (int i = 0; options_colours[i]; i++) {
			buf_clear(&text);
			buf_printf(&text, "%s%s", prefix, options_colours[i]);
			candidates_add(all, buf_text(&whole), buf_text(&text), NULL);
		}
	buf_free(&whole);
	buf_free(&text);
}

/* "--color=al" */
static void add_option(struct candidates *all, const char *word)
{
	const char *equals = strchr(word, '=');
	struct buf name = { 0 };
	const struct option_about *about;

	if (!equals) {
		add_options(all, word);
		return;
	}
	buf_add(&name, word, (size_t)(equals - word));
	about = awaits_value(buf_text(&name));
	buf_addc(&name, '=');
	if (about)
		add_values(all, about, buf_text(&name), equals + 1);
	buf_free(&name);
}

/* What stands before the last word: the command as far as it goes, without options; what an option waits there for. */
static const struct option_about *read_before(struct buf *line, bool *options_end, int n_words, char *const *words)
{
	const struct option_about *awaits = NULL;

	for (int i = 0; i < n_words - 1; i++) {
		if (awaits)
			awaits = NULL;
		else if (!*options_end && !strcmp(words[i], "--"))
			*options_end = true;
		else if (!*options_end && words[i][0] == '-' && words[i][1])
			awaits = awaits_value(words[i]);
		else {
			parse_spell(line, words[i]);
			buf_addc(line, ' ');
		}
	}
	return awaits;
}

void shell_complete(struct session *session, int n_words, char *const *words)
{
	const char *word = n_words ? words[n_words - 1] : "";
	const struct option_about *awaits;
	struct candidates all = { 0 };
	struct buf line = { 0 };
	bool options_end = false;

	awaits = read_before(&line, &options_end, n_words, words);
	if (awaits)
		add_values(&all, awaits, "", word);
	else if (*word == '-' && !options_end)
		add_option(&all, word);
	else
		complete(session, buf_text(&line), word, &all);
	for (int i = 0; i < all.n; i++)
		fprintf(session->out, "%s%s%s\n", all.at[i].text, all.at[i].note ? "\t" : "",
		        all.at[i].note ? all.at[i].note : "");
	candidates_free(&all);
	buf_free(&line);
}
