/* test_command.c - the table of commands, and what is derived from it: finding and help. */
#include "cmd/look/commands.h"
#include "cmd/run/commands.h"
#include "cmd/session/command.h"
#include "cmd/session/commands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/help.h"
#include "cmd/term/prose.h"
#include "cmd/topics.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

static void test_every_command_is_described(void **state)
{
	(void)state;
	for (int i = 0; commands[i]; i++) {
		const struct command *c = commands[i];

		assert_true(c->name && *c->name);
		assert_true(c->summary && *c->summary);
		assert_true(c->summary[strlen(c->summary) - 1] != '.');
		assert_non_null(c->args);
		assert_non_null(c->run);
		assert_true(c->group >= 0 && c->group < GROUP_COUNT);
		for (int k = 0; k < N_EXAMPLES; k++) {
			assert_non_null(c->example[k]);
			assert_int_equal(strncmp(c->example[k], c->name, strlen(c->name)), 0);
		}
		assert_string_not_equal(c->example[0], c->example[1]);
		assert_true(c->see_also && *c->see_also);
	}
}

static void test_see_also_names_commands(void **state)
{
	(void)state;
	for (int i = 0; commands[i]; i++) {
		char words[200];

		snprintf(words, sizeof words, "%s", commands[i]->see_also);
		for (char *word = strtok(words, ", "); word; word = strtok(NULL, ", "))
			assert_non_null(command_find(word));
	}
}

static void test_names_are_unique(void **state)
{
	(void)state;
	for (int i = 0; commands[i]; i++) {
		assert_true(command_find(commands[i]->name) == commands[i]);
		for (int k = 0; k < MAX_ALIASES && commands[i]->alias[k]; k++)
			assert_true(command_find(commands[i]->alias[k]) == commands[i]);
	}
	assert_null(command_find("nonsense"));
	assert_null(command_find(""));
}

static void test_prefixes(void **state)
{
	char *candidates;

	(void)state;
	assert_true(command_find_prefix("exp", &candidates) == NULL);
	assert_non_null(strstr(candidates, "expect, "));
	assert_non_null(strstr(candidates, ", explain"));
	free(candidates);
	assert_true(command_find_prefix("expla", &candidates) == &cmd_explain);
	assert_null(candidates);
	assert_true(command_find_prefix("t", &candidates) == &cmd_threads);     /* an alias is no prefix */
	assert_null(candidates);
	assert_null(command_find_prefix("zz", &candidates));
	assert_null(candidates);
	assert_null(command_find_prefix("", &candidates));
	assert_null(candidates);
}

static void test_only_a_person_may_shorten(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "patt"), STATUS_USAGE);
	check_has(c.text, "there is no command 'patt'. Did you mean 'patterns'?");
	c.session->interactive = true;
	assert_int_equal(say(&c, "patt"), STATUS_OK);
	assert_int_equal(say(&c, "exp"), STATUS_USAGE);
	check_has(c.text, "'exp' is short for several: expect, ");
	capture_close(&c);
}

static void test_help_lists_every_command(void **state)
{
	struct look look = { .width = 120 };    /* no summary is wrapped */
	struct buf text = { 0 };

	(void)state;
	help_overview(&text, &look);
	for (int i = 0; commands[i]; i++) {
		check_has(buf_text(&text), commands[i]->name);
		check_has(buf_text(&text), commands[i]->summary);
	}
	for (int i = 0; topics[i].name; i++)
		check_has(buf_text(&text), topics[i].name);
	buf_free(&text);
}

static void test_help_has_no_stray_blank(void **state)
{
	struct look look = { .width = 80 };
	struct buf text = { 0 };

	(void)state;
	help_text(&text, "One\nparagraph.\n\n  key  row\n\nTwo.\n", &look);
	assert_string_equal(buf_text(&text), "One paragraph.\n\n  key  row\n\nTwo.\n");
	buf_free(&text);
}

/* A long cell that ends its row makes the column before the last no wider where that would tear a place apart. */
static void test_a_table_tears_no_place_apart(void **state)
{
	static const char *const rows[][3] = {
		{ "replica-0", "send replies (0) with main", "replicated_requests.c:45" },
		{ "replica-1", "blocks on replies (nobody is there to receive)", "" },
	};
	struct table table = { .n_columns = 3 };
	struct look look = { .width = 80 };
	struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++)
		table_row(&table, rows[i]);
	table_draw(&text, &table, &look);
	assert_string_equal(buf_text(&text), "  replica-0  send replies (0) with main  replicated_requests.c:45\n"
	                                     "  replica-1  blocks on replies (nobody is there to receive)\n");
	buf_free(&text);
}

static void test_help_fits(void **state)
{
	struct buf text = { 0 };

	(void)state;
	for (int width = 80; width <= 132; width += 26)
		for (int i = 0; commands[i]; i++) {
			struct look look = { .width = width };

			buf_clear(&text);
			help_command(&text, commands[i], &look);
			check_drawing(buf_text(&text), width, true);
			check_has(buf_text(&text), commands[i]->example[1]);
		}
	for (int width = 20; width <= 80; width += 15) {
		struct look look = { .width = width, .ascii = true };

		buf_clear(&text);
		help_overview(&text, &look);
		check_drawing(buf_text(&text), width, true);
	}
	buf_free(&text);
}

/* A word of the lab's, as somebody writes it who has only heard it; also in whole sentences, where a question waits, too. */
static void test_help_says_what_a_word_means(void **state)
{
	static const struct { const char *line, *said; } words[] = {
		{ "help cell", "cell - a variable that tasks share" }, { "help cells", "cell - a variable" },
		{ "help pre-emption", "pre-emption - a switch away from" }, { "help Preemptions", "pre-emption - a switch away" },
		{ "what is a cell?", "cell - a variable" }, { "what is a wait group", "wait group - a counter of work" },
		{ "help condition variable", "condition variable - where tasks sleep" }, { "help barriers", "barrier - where tasks wait" },
		{ "help semaphore", "semaphore - a box of permits" }, { "help semaphore", "`patterns semaphore`" },
		{ "help step", "usage: step" }, { "help step", "step - what one task does before" },
		{ "help virtual time", "virtual time - time that passes only" }, { "help pruned", "pruned - of schedules" },
		{ "help race", "race - a verdict" }, { "help race", "race - two tasks touch a cell, or a variable of a program" },
		{ "help deadlock", "deadlock - a verdict" }, { "help words", "  rendezvous  " },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		assert_int_equal(say(&c, words[i].line), STATUS_OK);
		check_has(c.text, words[i].said);
	}
	assert_int_equal(say(&c, "help cell lock"), STATUS_USAGE);
	assert_int_equal(say(&c, "help cellar"), STATUS_USAGE);
	assert_int_equal(say(&c, "help is"), STATUS_USAGE);
	capture_close(&c);
}

static void test_help_finds_topics_and_mentions(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; topics[i].name; i++) {
		char line[80];

		snprintf(line, sizeof line, "help %s", topics[i].name);
		assert_int_equal(say(&c, line), STATUS_OK);
		check_drawing(c.text, 80, true);
	}
	assert_int_equal(say(&c, "help POTENTIAL"), STATUS_OK);
	check_has(c.text, "verdicts");
	assert_int_equal(say(&c, "help worker-pool"), STATUS_OK);
	check_has(c.text, "`patterns worker-pool`");
	assert_int_equal(say(&c, "help exlpain"), STATUS_USAGE);
	check_has(c.text, "Did you mean 'explain'?");
	capture_close(&c);
}

/* Say the example. What comes of it is nothing here: of each cell of a grid a few schedules will do, and no time for repairs. */
static void say_example(struct capture *c, const struct command *command, const char *example)
{
	bool grid = command->completer == COMPLETE_SWEEP && strchr(example, ' ');
	char line[300];

	snprintf(line, sizeof line, "%s%s", example, grid ? " schedules=20" : !strcmp(command->name, "repair") ? " seconds=1" : "");
	say(c, line);
}

/* The examples are what a person will type first: each is read without a complaint about its form. */
static void test_examples_are_legal(void **state)
{
	struct capture c;

	(void)state;
	for (int i = 0; commands[i]; i++)
		for (int k = 0; k < N_EXAMPLES; k++) {
			if (commands[i] == &cmd_source || commands[i] == &cmd_export || strchr(commands[i]->example[k], '>'))
				continue;       /* they need files, or a result that holds, or write files here */
			if (SANITIZED && (commands[i]->group == GROUP_SEARCH || (i + k) % 3))
				continue;       /* minutes: threads carry every run there */
			capture_open(&c);
			say(&c, "run worker-pool workers=2 jobs=3 feed=main results=1 log=0");
			say(&c, "set workers 2");
			say_example(&c, commands[i], commands[i]->example[k]);
			check_lacks(c.text, "(usage:");
			capture_close(&c);
		}
}

/* A setting would hide the option: a person's own program may, none of ours. */
static void test_no_pattern_has_a_setting_called_as_an_option(void **state)
{
	(void)state;
	for (int i = 0; commands[i]; i++)
		for (int w = 0; commands[i]->words && commands[i]->words[w]; w++) {
			const char *word = commands[i]->words[w];
			size_t length = strcspn(word, "=");

			for (int p = 0; word[length] && patterns[p]; p++)
				for (int k = 0; k < pattern_n_settings(patterns[p]); k++) {
					const char *name = patterns[p]->settings[k].name;

					if (strlen(name) == length && !strncmp(name, word, length))
						fail_msg("%s has a setting called as the option %s of %s", patterns[p]->name, word, commands[i]->name);
				}
		}
}

/* The same as `help NAME`. */
static void is_help_about(struct capture *c, const char *name, const char *word)
{
	struct buf start = { 0 };
	char line[100];

	buf_printf(&start, "%s - ", name);
	snprintf(line, sizeof line, "%s %s", name, word);
	if (say(c, line) != STATUS_OK || strncmp(c->text, buf_text(&start), start.length))
		fail_msg("%s: %s", line, c->text);
	check_has(c->text, "\nusage: ");
	buf_free(&start);
}

static void test_a_command_asked_about_itself(void **state)
{
	static const char *const words[] = { "--help", "-h", "?", "help" };
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; commands[i]; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (strcmp(words[k], "help") || commands[i]->completer != COMPLETE_FILE)
				is_help_about(&c, commands[i]->name, words[k]);
	assert_int_equal(say(&c, "source help"), STATUS_USAGE); /* a file may be called so */
	check_has(c.text, "cannot read 'help'");
	assert_int_equal(say(&c, "repeat 2 run ?"), STATUS_OK);
	check_has(c.text, "run - ");
	assert_null(c.session->last);
	capture_close(&c);
}

static void test_help_is_about_what_is_going_on(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex");
	is_help_about(&c, "step", "help");
	assert_int_equal(say(&c, "help"), STATUS_OK);
	assert_int_equal(strncmp(c.text, "step - ", 7), 0);
	check_has(c.text, "`help all` lists all commands.\n");
	assert_int_equal(say(&c, "help all"), STATUS_OK);
	check_has(c.text, "\nsearch\n");
	say(&c, "step quit; help");
	check_has(c.text, "\nsearch\n");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_command_is_described),
		cmocka_unit_test(test_see_also_names_commands),
		cmocka_unit_test(test_names_are_unique),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_only_a_person_may_shorten),
		cmocka_unit_test(test_help_lists_every_command),
		cmocka_unit_test(test_help_has_no_stray_blank),
		cmocka_unit_test(test_a_table_tears_no_place_apart),
		cmocka_unit_test(test_help_fits),
		cmocka_unit_test(test_help_says_what_a_word_means),
		cmocka_unit_test(test_help_finds_topics_and_mentions),
		cmocka_unit_test(test_examples_are_legal),
		cmocka_unit_test(test_no_pattern_has_a_setting_called_as_an_option),
		cmocka_unit_test(test_a_command_asked_about_itself),
		cmocka_unit_test(test_help_is_about_what_is_going_on),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
