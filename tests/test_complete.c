/* test_complete.c - what could stand where a person types: completion, and the hints behind it. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include "cmd/line/complete.h"

/* "a b c": what could stand for `word` after `before`. */
static const char *completed(const struct session *session, const char *before, const char *word)
{
	static char text[4000];
	struct candidates all;

	text[0] = '\0';
	complete(session, before, word, &all);
	for (int i = 0; i < all.n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
		         all.at[i].text);
	candidates_free(&all);
	return text;
}

static void test_completion(void **state)
{
	struct capture c;
	const struct session *s;

	(void)state;
	capture_open(&c);
	s = c.session;
	assert_string_equal(completed(s, "", "expe"), "expect");
	assert_string_equal(completed(s, "run channel; ", "thr"), "threads");
	assert_string_equal(completed(s, "run ", "worker"), "worker-pool");
	assert_string_equal(completed(s, "run channel ", "ca"), "cap= carrier=");
	assert_string_equal(completed(s, "run worker-pool ", "feed=m"), "feed=main");
	assert_string_equal(completed(s, "explore channel ", "ti"), "time=");
	assert_string_equal(completed(s, "explore channel ", "time="), "time=virtual time=any");
	assert_string_equal(completed(s, "run channel cap=1 ", "ca"), "carrier=");       /* once is enough */
	assert_string_equal(completed(s, "r worker-pool workers=2 ", "feed=t"), "feed=task");
	assert_string_equal(completed(s, "conclab> run ", "worker"), "worker-pool");
	assert_string_equal(completed(s, "repeat 3 ", "expla"), "explain");
	assert_string_equal(completed(s, "repeat 3 run ", "chan"), "channel");
	assert_string_equal(completed(s, "help ", "unse"), "unset");
	assert_string_equal(completed(s, "help ", "exit"), "exit-codes");
	assert_string_equal(completed(s, "help ", "ex"), "expect export explain explore exit-codes");
	assert_string_equal(completed(s, "help ", "undecl"), "undeclared");
	assert_string_equal(completed(s, "help run ", "e"), "");
	assert_string_equal(completed(s, "graph ", ""), "waits locks channels topology schedules");
	assert_string_equal(completed(s, "graph schedules ", "le"), "leaf=");
	assert_string_equal(completed(s, "graph schedules ", "din"), "dining");
	assert_string_equal(completed(s, "graph schedules dining ", "sea"), "seats=");
	assert_string_equal(completed(s, "show ", "co"), "code");
	assert_string_equal(completed(s, "show code ", "din"), "dining");
	assert_string_equal(completed(s, "show code dining ", "as="), "as=pthread as=go");
	assert_string_equal(completed(s, "show code dining as=pthread ", ""), "from= to=");
	assert_string_equal(completed(s, "show code dining from=3 ", "t"), "to=");
	assert_string_equal(completed(s, "show code fan-out ", ""), "as=pthread as=go from= to=");
	assert_string_equal(completed(s, "show code ", "as="), "");
	assert_string_equal(completed(s, "run worker-pool ", "input=Makef"), "input=Makefile");
	assert_string_equal(completed(s, "source ", "Makef"), "Makefile");
	assert_string_equal(completed(s, "trace > ", "Makef"), "Makefile");
	assert_string_equal(completed(s, "nonsense ", ""), "");
	assert_string_equal(completed(s, "run channel \"open ", "x"), "");
	capture_close(&c);
}

static void test_completion_knows_the_pattern_in_view(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_string_equal(completed(c.session, "set ", "cap"), "");
	say(&c, "use channel; set cap=1");
	assert_string_equal(completed(c.session, "set ", "cap"), "cap=");
	assert_string_equal(completed(c.session, "unset ", "c"), "cap");
	assert_string_equal(completed(c.session, "", "mode=s"), "mode=self");
	say(&c, "use mutex");
	assert_string_equal(completed(c.session, "show code ", "as="), "as=pthread as=go");
	capture_close(&c);
}

static const char *hinted(const struct session *session, const char *line)
{
	static char text[1000];
	struct buf out = { 0 };
	size_t accept;

	hint(session, line, &out, &accept);
	snprintf(text, sizeof text, "%.*s|%s", (int)accept, buf_text(&out), buf_text(&out) + accept);
	buf_free(&out);
	return text;
}

static void test_hints(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_string_equal(hinted(c.session, ""), "|");
	assert_string_equal(hinted(c.session, "exp"), "|");
	assert_int_equal(strncmp(hinted(c.session, "expla"), "in|   ", 6), 0);
	assert_string_equal(hinted(c.session, "run "), "|[pattern] [name=value ...]");
	check_has(hinted(c.session, "run channel "), "cap=0..");
	check_lacks(hinted(c.session, "run channel cap=1 "), "cap=");
	assert_string_equal(hinted(c.session, "run channel mode=se"), "lf|");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_completion_knows_the_pattern_in_view),
		cmocka_unit_test(test_hints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
