/*
 * test_quiz.c - what the quiz asks is the same for the same number, what it says is right is what `explore` says, answers
 * are taken in many forms, and how a person does is kept.
 */
#include "cmd/quiz/certify.h"
#include "cmd/quiz/claims.h"
#include "cmd/quiz/kinds.h"
#include "cmd/quiz/pairs.h"
#include "cmd/quiz/question.h"
#include "cmd/quiz/quiz.h"
#include "cmd/quiz/standing.h"
#include "cmd/search/search_ending.h"
#include "cmd/source/about.h"
#include "lab/search/tale.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/json_read.h"
#include "tests/kept_folder.h"
#include "tests/sanitized.h"

enum { QUESTIONS = 100, ASKED_TWICE = 40, PAIRS_LOOKED_AT = 150 };

/* ---- The same number, the same question ---- */

static char *question(struct capture *c, long number)
{
	char line[64];

	snprintf(line, sizeof line, "quiz %ld", number);
	assert_int_equal(say(c, line), STATUS_OK);
	return strdup(c->text);
}

static void test_a_number_is_one_question(void **state)
{
	struct capture a, b;

	(void)state;
	SKIP_SEARCH();
	capture_open(&a);
	capture_open(&b);
	say(&b, "set workers=5 jobs=7 tasks=6 order=same-handed lock=none seats=7");
	say(&b, "run channel");
	for (int i = 0; i < ASKED_TWICE; i++) {
		long number = i * 7919L % 100000;
		char *one = question(&a, number), *other = question(&b, number);

		assert_string_equal(one, other);
		free(one);
		free(other);
	}
	capture_close(&a);
	capture_close(&b);
}

/* These are what they were when this test was written: the same on whatever machine it runs, and whatever built it. */
static void test_questions_stay_what_they_are(void **state)
{
	struct capture c;
	char *text;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	text = question(&c, 40);
	check_has(text, "pub-sub subscribers=2 messages=4 buffer=2 dead=1: ");
	check_has(text, "Does it end in a deadlock: always, sometimes or never?");
	free(text);
	text = question(&c, 431453);
	check_has(text, "pipeline stages=2 width=1 buffer=0 items=? feed=main");
	check_has(text, "What is the smallest items= (0 or more) with which it can end in a deadlock?");
	free(text);
	capture_close(&c);
}

/* ---- What is right is what explore says ---- */

/* The object that `explore LINE` answers with. */
static const struct json_node *explored(struct capture *c, struct arena *arena, const char *line)
{
	char command[512];
	const struct json_node *found;

	snprintf(command, sizeof command, "explore %s seconds=0", line);
	c->session->json = true;
	say(c, command);
	c->session->json = false;
	found = json_read(c->text, arena, NULL);
	assert_int_equal(json_member(found, "proved")->number, 1);
	return found;
}

static const char *outcome(const struct json_node *found, enum verdict verdict)
{
	const struct json_node *word = json_member(json_member(found, "outcomes"), verdict_word(verdict));

	return word ? word->text : "never";
}

/* Can it end so? Where a race is asked for and something worse came of it, that is no answer. */
static bool can(const struct json_node *found, enum verdict verdict)
{
	bool possible = strcmp(outcome(found, verdict), "never") != 0;

	if (verdict == VERDICT_RACE && !possible)
		assert_string_equal(outcome(found, VERDICT_OK), "always");
	return possible;
}

static char *line_of(const struct setup *setup)
{
	struct buf line = { 0 };

	setup_line(&line, setup);
	return buf_take(&line);
}

static bool can_setup(struct capture *c, struct arena *arena, const struct setup *setup, enum verdict verdict)
{
	char *line = line_of(setup);
	bool possible = can(explored(c, arena, line), verdict);

	free(line);
	return possible;
}

/* The text of the choice that is called right. */
static const char *right_choice(const struct asked *asked)
{
	assert_int_equal(strlen(asked->expected), 1);
	for (int i = 0; i < asked->question.n; i++)
		if (asked->question.letter[i] == asked->expected[0])
			return asked->question.text[i];
	fail_msg("question %ld: its answer %s is no choice", asked->number, asked->expected);
	return NULL;
}

static void check_fate(struct capture *c, struct arena *arena, const struct asked *asked)
{
	char *line = line_of(&asked->setup);
	const struct json_node *found = explored(c, arena, line);
	const char *how_often = outcome(found, asked->subject->verdict);

	assert_int_equal(strncmp(right_choice(asked), how_often, strlen(how_often)), 0);
	can(found, asked->subject->verdict);
	if (asked->subject->verdict == VERDICT_RACE && !strcmp(how_often, "sometimes"))
		assert_string_equal(outcome(found, VERDICT_OK), "sometimes");
	free(line);
}

static void check_edge(struct capture *c, struct arena *arena, const struct asked *asked)
{
	int setting = setup_setting(&asked->setup, asked->subject->knob), edge = atoi(asked->expected);
	bool first = false;

	for (int value = asked->setup.pattern->settings[setting].min; value <= edge; value++) {
		struct setup setup = asked->setup;
		bool possible;

		setup.values[setting] = value;
		setup.named[setting] = true;
		possible = can_setup(c, arena, &setup, asked->subject->verdict);
		if (value == setup.pattern->settings[setting].min)
			first = possible;
		assert_int_equal(possible, value == edge ? !first : first);
	}
	check_has(asked->text, first ? "with which it can not " : "with which it can ");
	assert_true(edge > asked->setup.pattern->settings[setting].min);
}

/* The settings above the choices, and those of a choice, are a run. */
static void check_which(struct capture *c, struct arena *arena, const struct asked *asked)
{
	bool wants = strncmp(asked->text, "One of these can", 16) == 0;
	char *above = line_of(&asked->setup), line[512];

	right_choice(asked);
	assert_int_equal(asked->question.n, 4);
	for (int i = 0; i < asked->question.n; i++) {
		bool right = asked->question.letter[i] == asked->expected[0];

		snprintf(line, sizeof line, "%s %s", above, asked->question.text[i]);
		assert_int_equal(can(explored(c, arena, line), asked->subject->verdict), right ? wants : !wants);
	}
	free(above);
}

static void check_left(struct capture *c, struct arena *arena, const struct asked *asked)
{
	char *line = line_of(&asked->setup);
	const struct json_node *found = explored(c, arena, line), *leaked = json_member(found, "leaked")->first;

	assert_int_equal(leaked->number, atoi(asked->expected));
	assert_int_equal(leaked->next->number, atoi(asked->expected));
	free(line);
}

/* "customer-0 stores waiting (sleeping_barber.c:37), barber-0 loads it (sleeping_barber.c:76), ...": are these the lines? */
static bool names_lines(const char *race, const char *choice)
{
	int lines[2], said[2];

	assert_int_equal(sscanf(choice, "%d and %d", &lines[0], &lines[1]), 2);
	race = strstr(race, ".c:");
	said[0] = atoi(race + 3);
	said[1] = atoi(strstr(race + 3, ".c:") + 3);
	return (lines[0] == said[0] && lines[1] == said[1]) || (lines[0] == said[1] && lines[1] == said[0]);
}

/* The pair is the one that the shortest schedule with a race shows; no schedule there is shows another of the choices. */
static void check_pair(struct capture *c, const struct asked *asked)
{
	struct schedule_tree *tree = tree_new();
	struct exploration *found = certify_listed(c->session, &asked->setup, VERDICT_RACE, tree);
	struct search search;

	assert_non_null(found);
	assert_true(names_lines(asked->fact, right_choice(asked)));
	setup_search(&search, c->session, &asked->setup);
	assert_true(tree->n_leaves > 0);
	for (int i = 0; i < tree->n_leaves; i++) {
		struct ending ending = { .n = tree->leaves[i].steps };
		struct result *result;

		ending.steps = calloc((size_t)ending.n + 1, sizeof *ending.steps);
		tree_schedule(tree, i, ending.steps);
		result = search_replay_ending(&search, &ending);
		for (int k = 0; result->race && k < asked->question.n; k++)
			if (asked->question.letter[k] != asked->expected[0])
				assert_false(names_lines(result->race->text, asked->question.text[k]));
		result_free(result);
		free(ending.steps);
	}
	exploration_free(found);
	tree_free(tree);
}

/* The tale of the schedule says who has to wait after which step. */
static void check_first(struct capture *c, struct arena *arena, const struct asked *asked)
{
	const struct ending *ending = asked->found->bad[VERDICT_DEADLOCK];
	const char *first = NULL;
	struct search search;
	struct tale *tale;
	char *error = NULL;
	int n = 0;

	setup_search(&search, c->session, &asked->setup);
	tale = tale_tell(&search.options, ending->steps, ending->n, arena, &error);
	assert_non_null(tale);
	for (long i = 0; i < tale->n && !n; i++)
		for (int k = 0; k < tale->steps[i].n_waits; k++)
			if (tale->steps[i].waits[k].task != 0) {
				first = tale->tasks[tale->steps[i].waits[k].task];
				n++;
			}
	assert_int_equal(n, 1);
	assert_string_equal(right_choice(asked), first);
}

static void check_asked(struct capture *c, const struct asked *asked)
{
	struct arena *arena = arena_new();
	const char *kind = asked->kind->name;

	assert_true(asked->found->proved);
	if (!strcmp(kind, "fate"))
		check_fate(c, arena, asked);
	else if (!strcmp(kind, "edge"))
		check_edge(c, arena, asked);
	else if (!strcmp(kind, "which"))
		check_which(c, arena, asked);
	else if (!strcmp(kind, "left"))
		check_left(c, arena, asked);
	else if (!strcmp(kind, "pair"))
		check_pair(c, asked);
	else if (!strcmp(kind, "first"))
		check_first(c, arena, asked);
	else
		fail_msg("nobody checks the kind %s", kind);
	arena_free(arena);
}

/* Each question besides is of its kind and its level, and where it was wrong that is found. */
static void test_what_is_right_is_what_explore_says(void **state)
{
	struct capture c;
	int kinds[8] = { 0 }, letters[26] = { 0 };

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (long number = 0; number < QUESTIONS; number++) {
		struct asked *asked = asked_new(c.session, number);

		assert_non_null(asked);
		assert_true(asked->level >= asked->kind->level && asked->level >= asked->subject->level);
		print_message("question %ld: %s, %s\n", number, asked->kind->name, asked->told.pattern->name);
		check_asked(&c, asked);
		for (int i = 0; quiz_kinds[i]; i++)
			kinds[i] += quiz_kinds[i] == asked->kind;
		if (asked->question.n)
			letters[asked->expected[0] - 'a']++;
		asked_free(asked);
	}
	for (int i = 0; quiz_kinds[i]; i++)
		assert_true(kinds[i] > 0);
	for (int i = 0; i < 4; i++)       /* no letter is nearly always right */
		assert_true(letters[i] >= 5);
	capture_close(&c);
}

/* With a pause between the load and the store each schedule is broken, and each races; that it does is not said. */
static void test_a_race_behind_something_worse_is_not_asked_about(void **state)
{
	struct setup setup = setup_of(pattern_find("mutex"));
	struct exploration *found;
	struct capture c;

	(void)state;
	capture_open(&c);
	setup.values[setup_setting(&setup, "lock")] = 2;        /* none */
	setup.values[setup_setting(&setup, "gap")] = 5;
	setup.values[setup_setting(&setup, "loops")] = 1;
	found = certify(c.session, &setup, VERDICT_BROKEN);
	assert_non_null(found);
	assert_int_equal(found->ends[VERDICT_RACE], 0);
	assert_true(found->ends[VERDICT_BROKEN] > 0);
	assert_false(is_frequency_known(found, VERDICT_RACE));
	exploration_free(found);
	assert_null(certify(c.session, &setup, VERDICT_RACE));
	capture_close(&c);
}

/* Which line of the pattern this stands in. */
static int line_with(const char *pattern, const char *words)
{
	const char *source = about_source(pattern_find(pattern)), *at = strstr(source, words);
	int line = 1;

	assert_non_null(at);
	for (; source < at; source++)
		line += *source == '\n';
	return line;
}

static void find_pairs_of(struct capture *c, struct pairs *pairs, const struct setup *setup)
{
	struct schedule_tree *tree = tree_new();
	struct exploration *found = certify_listed(c->session, setup, VERDICT_OK, tree);
	struct search search;

	assert_non_null(found);
	assert_int_equal(found->schedules, tree->n_leaves);
	setup_search(&search, c->session, setup);
	assert_true(pairs_find(pairs, &search, tree));
	assert_false(pairs->full);
	exploration_free(found);
	tree_free(tree);
}

static void find_pairs(struct capture *c, struct pairs *pairs, const char *pattern, const char *setting, int value)
{
	struct setup setup = setup_of(pattern_find(pattern));

	setup.values[setup_setting(&setup, setting)] = value;
	setup.values[setup_setting(&setup, "tasks")] = 2;
	if (!strcmp(pattern, "mutex"))
		setup.values[setup_setting(&setup, "loops")] = 1;
	find_pairs_of(c, pairs, &setup);
}

static enum pair_kind kind_of(const struct pairs *pairs, int line, int other)
{
	const struct pair *pair = pairs_of(pairs, line, other);

	assert_non_null(pair);
	assert_ptr_equal(pairs_of(pairs, other, line), pair);
	return pair->kind;
}

static void test_each_pair_of_lines_is_judged_over_all_schedules(void **state)
{
	int load = line_with("mutex", "cell_load(member->counter)"), store = line_with("mutex", "cell_store(member->counter");
	int last = line_with("mutex", "cell_load(counter)"), write = line_with("wait-group", "cell_store(crew->worked");
	int read = line_with("wait-group", "cell_load(crew->worked");
	struct capture c;
	struct pairs pairs;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	find_pairs(&c, &pairs, "mutex", "lock", 2);             /* none */
	assert_int_equal(pairs.n, 5);
	assert_int_equal(kind_of(&pairs, load, store), PAIR_RACES);
	assert_int_equal(kind_of(&pairs, store, store), PAIR_RACES);    /* though another race is always seen first */
	assert_int_equal(kind_of(&pairs, load, load), PAIR_READS);
	assert_int_equal(kind_of(&pairs, load, last), PAIR_READS);
	assert_int_equal(kind_of(&pairs, store, last), PAIR_ORDERED);   /* by the joins */
	find_pairs(&c, &pairs, "mutex", "lock", 0);             /* one */
	assert_int_equal(kind_of(&pairs, load, store), PAIR_ORDERED);
	assert_int_equal(kind_of(&pairs, store, store), PAIR_ORDERED);
	find_pairs(&c, &pairs, "wait-group", "add-where", 0);   /* before */
	assert_int_equal(kind_of(&pairs, write, write), PAIR_APART);
	assert_int_equal(kind_of(&pairs, write, read), PAIR_ORDERED);
	find_pairs(&c, &pairs, "wait-group", "add-where", 1);   /* inside: in some schedules only */
	assert_int_equal(kind_of(&pairs, write, write), PAIR_APART);
	assert_int_equal(kind_of(&pairs, write, read), PAIR_RACES);
	capture_close(&c);
}

/* Each choice of the question is answered: what is said of it, and only that, is what the schedules show of its two lines. */
static void check_why_not(struct capture *c, const struct asked *asked, bool *seen)
{
	static const char *const why[] = {
		[PAIR_APART] = "never touch the same variable", [PAIR_READS] = "Both of these only read", [PAIR_ORDERED] = "orders them",
	};
	struct pairs pairs;

	find_pairs_of(c, &pairs, &asked->setup);
	for (int i = 0; i < asked->question.n; i++) {
		char line[64];
		int lines[2];
		enum pair_kind kind;

		assert_int_equal(sscanf(asked->question.text[i], "%d and %d", &lines[0], &lines[1]), 2);
		kind = pairs_of(&pairs, lines[0], lines[1]) ? kind_of(&pairs, lines[0], lines[1]) : PAIR_APART;
		assert_int_equal(kind == PAIR_RACES, asked->question.letter[i] == asked->expected[0]);
		snprintf(line, sizeof line, "quiz %ld answer=%c", asked->number, asked->question.letter[i]);
		say(c, line);
		for (enum pair_kind k = PAIR_APART; k < PAIR_RACES; k++)
			assert_int_equal(strstr(c->text, why[k]) != NULL, k == kind);
		seen[kind] = true;
	}
}

/* "  55  cell_store(...);" stands in the listing, as a line of its own. */
static bool is_listed(const char *listing, int line)
{
	for (const char *at = listing; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		if (atoi(at) == line && strlen(at) > 3)
			return true;
	return false;
}

/* Some events are at no line, or in no line of the source: those are no place to ask about. */
static void test_each_pair_is_of_lines_that_are_listed(void **state)
{
	struct capture c;
	int n = 0;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (long k = 0; k < PAIRS_LOOKED_AT; k++) {
		long number = k ? 351003 + k * 10 + k % 2 : 351404;
		struct asked *asked = asked_new(c.session, number);

		assert_non_null(asked);
		for (int i = 0; asked->kind == &kind_pair && i < asked->question.n; i++, n++) {
			int lines[2];

			assert_int_equal(sscanf(asked->question.text[i], "%d and %d", &lines[0], &lines[1]), 2);
			if (!is_listed(asked->listing, lines[0]) || !is_listed(asked->listing, lines[1]))
				fail_msg("question %ld: %s is not of\n%s", number, asked->question.text[i], asked->listing);
		}
		asked_free(asked);
	}
	assert_true(n > 20);
	capture_close(&c);
}

static void test_a_wrong_pair_is_told_what_is_wrong_with_it(void **state)
{
	bool seen[PAIR_RACES + 1] = { false };
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (long number = 3; number < 100; number += number % 10 == 3 ? 1 : 9) {       /* of level 3, and 4 */
		struct asked *asked = asked_new(c.session, number);

		if (asked->kind == &kind_pair)
			check_why_not(&c, asked, seen);
		asked_free(asked);
	}
	assert_true(seen[PAIR_APART] && seen[PAIR_READS] && seen[PAIR_ORDERED] && seen[PAIR_RACES]);
	capture_close(&c);
}

static void test_a_claim_is_quoted_where_it_is_asked_about(void **state)
{
	struct capture c;
	bool quoted = false;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (long number = 0; number < 200; number += 10) {
		char *text = question(&c, number);
		bool asks = strstr(text, "break its claim") != NULL;

		assert_int_equal(strstr(text, "It claims: \"") != NULL, asks);
		quoted |= strstr(text, "It claims: \"no update is lost\".") != NULL;
		free(text);
	}
	assert_true(quoted);
	capture_close(&c);
}

/* Each of which something is claimed says what. */
static void test_the_claims_of_a_pattern_are_found(void **state)
{
	struct buf text = { 0 };

	(void)state;
	claims_add(&text, about_source(pattern_find("fan-out")));
	assert_string_equal(buf_text(&text), "\"results come in the order of the items\" and \"no item is done twice\"");
	for (const struct subject *subject = subjects; subject->line; subject++) {
		struct rng rng = { 1 };

		buf_clear(&text);
		claims_add(&text, about_source(subject_draw(subject, &rng, 0).pattern));
		assert_true(subject->verdict != VERDICT_BROKEN || text.length > 2);
	}
	buf_free(&text);
}

static void test_each_subject_can_be_drawn(void **state)
{
	(void)state;
	for (const struct subject *subject = subjects; subject->line; subject++)
		for (int level = subject->level; level <= HARDEST; level++) {
			struct rng rng = { (uint64_t)level };
			struct setup setup = subject_draw(subject, &rng, level);

			for (int i = 0; i < pattern_n_settings(setup.pattern); i++)
				assert_true(setup.values[i] >= setup.pattern->settings[i].min &&
				            setup.values[i] <= setup.pattern->settings[i].max);
			if (subject->knob)
				assert_true(setup.named[setup_setting(&setup, subject->knob)]);
		}
}

/* ---- Answers ---- */

/* Question 40 is about a deadlock that always comes: a. */
static void test_answers_are_taken_in_many_forms(void **state)
{
	static const struct { const char *typed, *said; } answers[] = {
		{ "a", "Right." }, { "A)", "Right." }, { " a. ", "Right." }, { "always", "Right." }, { "a) always", "Right." },
		{ "b", "No. The answer is a) always" }, { "Sometimes", "No. The answer is a)" }, { "never", "No. " },
		{ "skip", "Skipped. The answer is a)" },
	};
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		say(&c, "quiz 40");
		assert_int_equal(say(&c, answers[i].typed), STATUS_OK);
		check_has(c.text, answers[i].said);
		assert_null(quiz_now(c.session));
	}
	say(&c, "quiz 431453");
	assert_int_equal(say(&c, "B)"), STATUS_USAGE);
	check_has(c.text, "The question wants a number");
	assert_int_equal(say(&c, "c"), STATUS_USAGE);           /* though `continue` is called so, too */
	check_has(c.text, "That is neither an answer nor a command. The question wants a number");
	assert_int_equal(say(&c, "three"), STATUS_OK);
	check_has(c.text, "Right. With items=2 it cannot end in a deadlock, with items=3 it can.");
	capture_close(&c);
}

static void test_commands_work_while_a_question_is_open(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	say(&c, "quiz 40");
	assert_int_equal(say(&c, "run channel log=0"), STATUS_OK);
	assert_int_equal(say(&c, "xyzzy"), STATUS_USAGE);
	check_has(c.text, "That is neither an answer nor a command. The question wants a, b or c");
	assert_int_equal(say(&c, "d"), STATUS_USAGE);   /* a slip, though `diff` is called so, too */
	check_has(c.text, "The question wants a, b or c");
	assert_int_equal(say(&c, "diff mutex lock=none"), STATUS_OK);
	say(&c, "step channel");
	c.session->interactive = true;
	say(&c, "d");                   /* while a run is stepped it is meant */
	check_lacks(c.text, "The question wants");
	c.session->interactive = false;
	say(&c, "step quit");
	say(&c, "quiz");
	assert_int_equal(say(&c, ""), STATUS_OK);
	check_has(c.text, "Enter twice");
	say(&c, "quiz");
	check_has(c.text, "Question 40 ");
	assert_int_equal(say(&c, "quiz answer=a"), STATUS_OK);
	check_has(c.text, "Right.");
	assert_int_equal(say(&c, "quiz 40 answer=b"), STATUS_OK);
	check_has(c.text, "No.");
	assert_int_equal(say(&c, "quiz answer=a"), STATUS_USAGE);
	check_has(c.text, "no question is open");
	c.session->interactive = true;
	say(&c, "quiz 40");             /* one question, and no series: a person is told */
	check_has(c.text, "`quit` leaves it open");
	say(&c, "a");
	check_has(c.text, "That was the one question that you asked for. `quiz` asks more.");
	assert_null(quiz_now(c.session));
	capture_close(&c);
}

/* Enter twice skips a question; what comes in between takes the first one back. */
static void test_only_twice_in_a_row_is_twice(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	say(&c, "quiz 40");
	for (int i = 0; i < 2; i++) {
		static const char *const between[] = { "xyzzy", "show version" };

		say(&c, "");
		check_has(c.text, "Enter twice");
		say(&c, between[i]);
		assert_non_null(quiz_now(c.session)->asked);
	}
	say(&c, "");
	check_has(c.text, "Enter twice");
	say(&c, "");
	check_has(c.text, "Skipped.");
	capture_close(&c);
}

/* After a wrong answer the shortest bad schedule is the last run, and can be gone through. */
static void test_a_wrong_answer_is_explained(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	say(&c, "set subscribers=9");
	say(&c, "quiz 40");
	say(&c, "c");
	check_has(c.text, "PROVED: always deadlock, for pub-sub subscribers=2 messages=4");
	check_has(c.text, "explore pub-sub subscribers=2 messages=4 buffer=2 dead=1");
	say(&c, "step last");
	check_has(c.text, "pub-sub, step 0 of ");
	assert_int_equal(say(&c, "step 1000"), STATUS_FINDING);
	check_has(c.text, "deadlock");
	capture_close(&c);
}

static void test_mistakes_are_said(void **state)
{
	static const struct { const char *line, *said; } lines[] = {
		{ "quiz nxet", "Did you mean 'next'?" }, { "quiz n=0", "n must be 1..1000" }, { "quiz level=10", "level must be 0..9" },
		{ "quiz 4711 n=3", "a number means one question" }, { "quiz 99999999999", "questions have the numbers 0..999999999" },
		{ "quiz seed=x", "seed must be a number" }, { "quiz m=3", "quiz knows no m=" }, { "quiz skip", "no question is open" },
		{ "quiz 1 2", "one number, or one word" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(say(&c, lines[i].line), STATUS_USAGE);
		check_has(c.text, lines[i].said);
		assert_null(quiz_now(c.session));
	}
	capture_close(&c);
}

/* ---- A series ---- */

static char *gist(const struct asked *asked)
{
	struct buf text = { 0 };

	setup_line(&text, &asked->setup);
	buf_printf(&text, ": %s", asked->text);
	return buf_take(&text);
}

/* Several numbers come to the same question: none is asked that has been asked just before. */
static void test_nothing_is_asked_twice_within_twenty(void **state)
{
	enum { SERIES = 3, LENGTH = 24, TWENTY = 20 };
	static const int levels[SERIES] = { 0, 3, 8 };
	const struct subject *subjects_asked[LENGTH];
	const struct quiz_kind *kinds_asked[LENGTH];
	char *asked[LENGTH];
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (int seed = 1; seed <= SERIES; seed++) {
		char line[64];

		snprintf(line, sizeof line, "quiz level=%d n=%d seed=%d", levels[seed - 1], LENGTH + 1, seed);
		say(&c, line);
		for (int i = 0; i < LENGTH; i++) {
			asked[i] = gist(quiz_now(c.session)->asked);
			subjects_asked[i] = quiz_now(c.session)->asked->subject;
			kinds_asked[i] = quiz_now(c.session)->asked->kind;
			for (int k = i - 1; k >= 0 && k > i - VARIED - 1; k--)   /* nor much the same at once */
				assert_false(subjects_asked[k] == subjects_asked[i] && kinds_asked[k] == kinds_asked[i]);
			for (int k = i - 1; k >= 0 && k > i - TWENTY - 1; k--)
				assert_string_not_equal(asked[k], asked[i]);
			say(&c, "skip");                /* which keeps the level where it is */
		}
		say(&c, "quiz quit");
		for (int i = 0; i < LENGTH; i++)
			free(asked[i]);
	}
	capture_close(&c);
}

static void test_help_is_about_the_quiz(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	say(&c, "quiz 40");
	assert_int_equal(say(&c, "help"), STATUS_OK);
	check_has(c.text, "This is question 40 of the quiz. It waits for an answer: a, b or c");
	check_has(c.text, "show code pub-sub");
	check_lacks(c.text, "export");
	assert_int_equal(say(&c, "help all"), STATUS_OK);
	check_has(c.text, "export");
	capture_close(&c);
}

/* ---- What is kept ---- */

static void test_it_follows_the_person(void **state)
{
	struct standing standing = { 0 };

	(void)state;
	standing_count(&standing, true);
	assert_int_equal(standing.level, 0);
	standing_count(&standing, true);
	assert_int_equal(standing.level, 1);
	standing_count(&standing, true);
	standing_count(&standing, false);
	assert_int_equal(standing.level, 0);
	standing_count(&standing, false);
	assert_int_equal(standing.level, 0);
	assert_int_equal(standing.asked, 5);
	assert_int_equal(standing.right, 3);
	for (int i = 0; i < 100; i++)
		standing_count(&standing, true);
	assert_int_equal(standing.level, HARDEST);
}

/* Answer the open question, rightly or not. */
static void answer(struct capture *c, bool right)
{
	const struct asked *asked = quiz_now(c->session)->asked;
	char line[32];

	if (right)
		strcpy(line, asked->expected);
	else if (asked->question.n)
		strcpy(line, asked->expected[0] == 'a' ? "b" : "a");
	else
		snprintf(line, sizeof line, "%d", atoi(asked->expected) + 1);
	assert_int_equal(say(c, line), STATUS_OK);
	check_has(c->text, right ? "Right." : "No.");
}

static void test_a_series_is_counted_and_kept(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	keep("lesson 3 at=4 begun=1 hints=1 done=1 solved=1 answers=b+\nsomething else\n");
	capture_open(&c);
	say(&c, "quiz n=4 seed=5");
	answer(&c, true);
	check_has(kept(), "quiz level=0 asked=1 right=1 row=1\n");
	answer(&c, true);
	check_has(kept(), "quiz level=1 asked=2 right=2 row=0\n");
	assert_int_equal(quiz_now(c.session)->asked->level, 1);
	answer(&c, false);
	say(&c, "skip");
	check_has(c.text, "4 questions, 2 right. The next ones are of level 0.");
	check_has(c.text, "To try again: `quiz ");
	assert_null(quiz_now(c.session));
	assert_string_equal(kept(), "lesson 3 at=4 begun=1 hints=1 done=1 solved=1 answers=b+\nsomething else\n"
	                    "quiz level=0 asked=4 right=2 row=0\n");
	say(&c, "quiz 40 answer=a");            /* by its number: it does not count */
	check_has(kept(), "asked=4 right=2");
	capture_close(&c);
}

static void test_what_is_damaged_is_not_written_over(void **state)
{
	static const char *const damaged[] = {
		"quiz level=x asked=4 right=2 row=0\n", "quiz level=3 asked=1 right=2 row=0\n", "quiz\n", "quiz level=3 asked=4\n",
		"quiz level=3 asked=4 right=2 row=0 and more\n", "quiz level=-1 asked=4 right=2 row=0\n"
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		keep(damaged[i]);
		assert_int_equal(say(&c, "quiz n=1"), STATUS_USAGE);
		check_has(c.text, "that begins with `quiz` is damaged; take it out");
		assert_null(quiz_now(c.session));
		assert_string_equal(kept(), damaged[i]);
	}
	unlink(path_of("conclab/progress"));
	mkdir(path_of("conclab/progress"), 0700);
	assert_int_equal(say(&c, "quiz n=1"), STATUS_USAGE);
	check_has(c.text, "cannot read");
	rmdir(path_of("conclab/progress"));
	capture_close(&c);
}

static void test_it_speaks_json(void **state)
{
	struct arena *arena;
	struct capture c;
	const struct json_node *object;

	(void)state;
	SKIP_SEARCH();
	arena = arena_new();
	capture_open(&c);
	c.session->json = true;
	say(&c, "quiz 40");
	object = json_read(c.text, arena, NULL);
	assert_string_equal(json_member(object, "kind")->text, "fate");
	assert_string_equal(json_member(json_member(object, "choices"), "c")->text, "never, in no schedule");
	assert_null(json_member(object, "expected"));
	say(&c, "sometimes");
	object = json_read(c.text, arena, NULL);
	assert_string_equal(json_member(object, "command")->text, "quiz");
	assert_string_equal(json_member(object, "answer")->text, "b");
	assert_string_equal(json_member(object, "expected")->text, "a");
	assert_int_equal(json_member(object, "right")->number, 0);
	assert_string_equal(json_member(json_member(object, "outcomes"), "deadlock")->text, "always");
	capture_close(&c);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_number_is_one_question, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_questions_stay_what_they_are, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_right_is_what_explore_says, set_up, tear_down),
		cmocka_unit_test(test_a_race_behind_something_worse_is_not_asked_about),
		cmocka_unit_test(test_each_pair_of_lines_is_judged_over_all_schedules),
		cmocka_unit_test(test_each_pair_is_of_lines_that_are_listed),
		cmocka_unit_test(test_a_wrong_pair_is_told_what_is_wrong_with_it),
		cmocka_unit_test(test_a_claim_is_quoted_where_it_is_asked_about),
		cmocka_unit_test(test_the_claims_of_a_pattern_are_found),
		cmocka_unit_test(test_each_subject_can_be_drawn),
		cmocka_unit_test_setup_teardown(test_answers_are_taken_in_many_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_commands_work_while_a_question_is_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_twice_in_a_row_is_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_wrong_answer_is_explained, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_mistakes_are_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_is_asked_twice_within_twenty, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_help_is_about_the_quiz, set_up, tear_down),
		cmocka_unit_test(test_it_follows_the_person),
		cmocka_unit_test_setup_teardown(test_a_series_is_counted_and_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_damaged_is_not_written_over, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_it_speaks_json, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
