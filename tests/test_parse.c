/* test_parse.c - from a line to commands. */
#include "cmd/session/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/base/buf.h"

static const struct command *find(void *context, const char *verb)
{
	(void)context;
	return command_find(verb);
}

/* A call as one text: verb(word)(name:value)>path & ; an error is "error: ...". */
static void add_call(struct buf *out, const struct call *call)
{
	buf_adds(out, call->verb);
	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			buf_printf(out, "(%s:%s)", call->args[i].name, call->args[i].value);
		else
			buf_printf(out, "(%s)", call->args[i].text);
	}
	if (call->path)
		buf_printf(out, "%s%s", call->append ? ">>" : ">", call->path);
	buf_adds(out, call->background ? " &" : "");
}

static void check(const char *line, const char *expected)
{
	struct buf got = { 0 };
	struct call call;
	char *error;

	while (parse_command(&line, &call, find, NULL, &error)) {
		buf_adds(&got, got.length ? "; " : "");
		add_call(&got, &call);
		call_free(&call);
	}
	if (error)
		buf_printf(&got, "%serror: %s", got.length ? "; " : "", error);
	free(error);
	assert_string_equal(buf_text(&got), expected);
	buf_free(&got);
}

static void test_nothing(void **state)
{
	(void)state;
	check("", "");
	check("   \t ", "");
	check("# a comment", "");
	check(";;  ; # x", "");
}

static void test_words_and_settings(void **state)
{
	(void)state;
	check("run channel cap=3 mode=self", "run(channel)(cap:3)(mode:self)");
	check("  run   channel  ", "run(channel)");
	check("run x=", "run(x:)");
	check("run x=a=b", "run(x:a=b)");
	check("nonsense a b", "nonsense(a)(b)");
}

static void test_several_commands(void **state)
{
	(void)state;
	check("run a; explain", "run(a); explain");
	check("run a;explain;", "run(a); explain");
	check("run a # ; explain", "run(a)");
	check("run a#b", "run(a#b)");
}

static void test_a_bare_assignment_sets(void **state)
{
	(void)state;
	check("workers=4", "set(workers:4)");
	check("workers=4 jobs=5", "set(workers:4)(jobs:5)");
	check("workers = 4", "set(workers:4)");
	check("workers =4", "set(workers:4)");
	check("set workers = 4", "set(workers:4)");
	check("set workers 4", "set(workers)(4)");
	check("run channel cap = 3 sends=1", "run(channel)(cap:3)(sends:1)");
	check("=4", "=4");
}

static void test_quotes(void **state)
{
	(void)state;
	check("run p input=\"my file\"", "run(p)(input:my file)");
	check("run p input='my; file' b='' c='open d='x'y", "run(p)(input:my; file)(b:)(c:'open)(d:'x'y)");
	check("echo it's 'so'", "echo(it's)('so')");
	check("source \"a;b # c > d\"", "source(a;b # c > d)");
	check("echo \"say \\\"hi\\\" \\\\\"", "echo(say \"hi\" \\)");
	check("echo \"\"", "echo()");
	check("run \"a=b\"", "run(a=b)");
	check("run \"open", "error: a quote (\") is opened and never closed");
	check("run a; run \"open", "run(a); error: a quote (\") is opened and never closed");
}

static void test_files(void **state)
{
	(void)state;
	check("trace > t.txt", "trace>t.txt");
	check("trace>t.txt", "trace>t.txt");
	check("trace last=5 >> t.txt; run", "trace(last:5)>>t.txt; run");
	check("trace > \"a b\"", "trace>a b");
	check("trace >", "error: '>' needs the name of a file after it");
	check("trace > ;", "error: '>' needs the name of a file after it");
	check("trace > a > b", "error: one file after '>' is enough");
	check("trace > a b", "error: nothing but ';' can follow the file or the '&'");
	check("> a", "error: there is no command before the '>' or '&'");
}

static void test_background(void **state)
{
	(void)state;
	check("run a &", "run(a) &");
	check("run a&", "run(a) &");
	check("run a | run b", "error: nothing is piped here: commands are separated by ';', and '> file' writes "
	                       "the answer into a file");
	check("run a |less", "error: nothing is piped here: commands are separated by ';', and '> file' writes "
	                     "the answer into a file");
	check("run a && run b", "error: commands are separated by ';', not by '&&'");
	check("&", "error: there is no command before the '>' or '&'");
}

static void test_expressions_keep_their_operators(void **state)
{
	(void)state;
	check("expect events > 10", "expect(events)(>)(10)");
	check("expect events>=10; run", "expect(events)(>=)(10); run");
	check("expect verdict==ok", "expect(verdict)(==)(ok)");
	check("expect verdict != \"ok\"", "expect(verdict)(!=)(ok)");
	check("expect a<b", "expect(a)(<)(b)");
	check("repeat 3 expect events > 10", "repeat(3)(expect)(events)(>)(10)");
	check("repeat 3 trace > 10", "repeat(3)(trace)>10");
	check("expect a & b", "expect(a)(&)(b)");
}

static void test_shell_words_are_taken_as_they_are(void **state)
{
	char *words[] = { "run", "a;b", "input=x y > z", "#", "\"q\"" };
	struct buf got = { 0 };
	struct call call;

	(void)state;
	parse_words(&call, 5, words, find, NULL);
	add_call(&got, &call);
	assert_string_equal(buf_text(&got), "run(a;b)(input:x y > z)(#)(\"q\")");
	call_free(&call);
	buf_clear(&got);
	parse_words(&call, 1, (char *[]){ "jobs=3" }, find, NULL);
	add_call(&got, &call);
	assert_string_equal(buf_text(&got), "set(jobs:3)");
	call_free(&call);
	buf_free(&got);
}

static void test_pasted_prompts_are_skipped(void **state)
{
	const char *plain = "run", *near = "conclabs> run", *name = "conclab x";

	(void)state;
	assert_string_equal(parse_skip_prompt("conclab> run a"), " run a");
	assert_string_equal(parse_skip_prompt("  conclab(worker-pool)> run"), " run");
	assert_string_equal(parse_skip_prompt("conclab>"), "");
	assert_string_equal(parse_skip_prompt("$ ./conclab run a"), " run a");
	assert_string_equal(parse_skip_prompt("./conclab explore a"), " explore a");
	assert_string_equal(parse_skip_prompt("$ conclab run"), " run");
	assert_true(parse_skip_prompt(plain) == plain);
	assert_true(parse_skip_prompt(near) == near);
	assert_true(parse_skip_prompt(name) == name);
	assert_string_equal(parse_skip_prompt("conclab(open"), "conclab(open");
}

/* A word that is spelled is read as itself, as a word and as a value, whatever is in it. */
static void test_spelled_words_are_read_as_they_were(void **state)
{
	static const char *const words[] = {
		"plain", "./a b.c", "", "a;b", "#c", "a#b", "a>b", ">>", "a<b", "a&", "|", "a\"b", "\"", "\\", "a\\\"b\\", "it's", "\t", "-",
	};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct buf line = { 0 }, expected = { 0 };

		buf_adds(&line, "use ");
		parse_spell(&line, words[i]);
		buf_adds(&line, " input=");
		parse_spell(&line, words[i]);
		buf_adds(&line, " next");
		buf_printf(&expected, "use(%s)(input:%s)(next)", words[i], words[i]);
		check(buf_text(&line), buf_text(&expected));
		buf_free(&line);
		buf_free(&expected);
	}
}

/* Whatever bytes come, the parser ends, and what it gives can be given back. */
static void test_junk_ends(void **state)
{
	static const char bytes[] = "ab =\"\\;>&#<!\t\x01\x80\xff";
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char line[24];
		const char *cursor = line;
		struct call call;
		char *error;
		int commands_seen = 0;

		for (size_t i = 0; i < sizeof line - 1; i++) {
			seed = seed * 1103515245u + 12345u;
			line[i] = bytes[(seed >> 16) % (sizeof bytes - 1)];
		}
		line[sizeof line - 1] = '\0';
		if (round % 3 == 0)
			memcpy(line, "expect ", 7);
		while (parse_command(&cursor, &call, find, NULL, &error)) {
			call_free(&call);
			assert_true(++commands_seen < 30);
		}
		free(error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_words_and_settings),
		cmocka_unit_test(test_several_commands),
		cmocka_unit_test(test_a_bare_assignment_sets),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_background),
		cmocka_unit_test(test_expressions_keep_their_operators),
		cmocka_unit_test(test_shell_words_are_taken_as_they_are),
		cmocka_unit_test(test_pasted_prompts_are_skipped),
		cmocka_unit_test(test_spelled_words_are_read_as_they_were),
		cmocka_unit_test(test_junk_ends),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
