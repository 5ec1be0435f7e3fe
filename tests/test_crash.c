/*
 * test_crash.c - a task that crashes: told as a finding on every engine, searched for like any other, and nothing else
 * comes to harm; a fault that is no task's still ends the program.
 */
#include "tests/conf_ways.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "lab/base/panic.h"
#include "lab/explain/explain.h"
#include "lab/search/explore.h"
#include "lab/search/sample.h"
#undef assert
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/crash_pattern.h"
#include "tests/holdings.h"

enum { RUNS = 1000, WARM_UP = 50, SLACK_KIB = 1024 };

/* A sanitizer calls its own functions before each access, and looks at the stack itself. */
static bool is_spoilt(int how)
{
	return SANITIZED && (how == HOW_OVERFLOW || (THREAD_SANITIZED && (how == HOW_NULL || how == HOW_FAR)) ||
	                     how == HOW_OBJECT || how == HOW_VALUE);
}

static struct run_options options_of(const struct pattern *pattern, const int *values)
{
	return (struct run_options){ .pattern = pattern, .values = values };
}

/* On real threads; in turns on fibers; in turns on threads. The caller frees the result. */
static struct result *crash_on(int way, const int *values)
{
	struct run_options options = options_of(&pattern_crash, values);
	struct round_robin robin = { 0 };
	char *error = NULL;

	options.engine = way == 0 ? &free_engine : &turn_engine;
	options.turn = (struct turn_options){
		.strategy = &strategy_round_robin, .context = &robin, .carrier = way == 1 ? CARRIER_FIBERS : CARRIER_THREADS,
	};
	return watch_run(&options, NULL, &error);
}

/* ---- What is told ---- */

#ifdef __aarch64__
#define TRAP_SIGNAL "SIGTRAP"
#else
#define TRAP_SIGNAL "SIGILL"
#endif

static const struct { const char *text, *signal; } told[] = {
	[HOW_NULL]     = { "it went through a null pointer (SIGSEGV at address 0x0)", "SIGSEGV" },
	[HOW_FAR]      = { "it went to where no memory is (SIGSEGV at address 0x400000)", "SIGSEGV" },
	[HOW_DIVIDE]   = { "it divided by zero (SIGFPE)", "SIGFPE" },
	[HOW_ABORT]    = { "it called abort() (SIGABRT)", "SIGABRT" },
	[HOW_ASSERT]   = { "assert(crash_zero == 1) failed at ", "SIGABRT" },
	[HOW_OVERFLOW] = { "it used up its stack: stack overflow (SIGSEGV)", "SIGSEGV" },
	[HOW_TRAP]     = { "it came to an instruction that is none", TRAP_SIGNAL },
	[HOW_RAISE]    = { "it raised SIGBUS itself", "SIGBUS" },
	[HOW_OBJECT]   = { "it went through a null pointer (SIGSEGV at address 0x", "SIGSEGV" },
	[HOW_VALUE]    = { "it went through a null pointer (SIGSEGV at address 0x10)", "SIGSEGV" },
};

/* Elsewhere a division by zero has a result. */
static bool has_signal(int how)
{
#ifdef __x86_64__
	(void)how;
	return true;
#else
	return how != HOW_DIVIDE;
#endif
}

static void test_every_crash_is_a_finding(void **state)
{
	char here[64];

	(void)state;
	for (int how = HOW_ABORT; how < HOW_COUNT; how++)
		for (int way = 0; way < 3 && has_signal(how); way++) {
			struct result *result;

			if (is_spoilt(how)) {
				print_message("not tried, for a sanitizer looks on: %s\n", told[how].text);
				break;
			}
			result = crash_on(way, (int[]){ how, WHERE_LOCKED, 5 });
			assert_int_equal(result->verdict, VERDICT_CRASH);
			check_has(result->message, told[how].text);
			assert_string_equal(result->operation, told[how].signal);
			assert_string_equal(result->snapshot->tasks[result->culprit].name, "worker-2");
			snprintf(here, sizeof here, "%s:%d", pattern_crash.file, (int)crash_lock_line);
			assert_string_equal(result->here, here);
			assert_false(result->abandoned);
			result_free(result);
		}
}

static void test_the_place_of_an_assert(void **state)
{
	struct result *result = crash_on(1, (int[]){ HOW_ASSERT, WHERE_START, 1 });
	char place[64];

	(void)state;
	snprintf(place, sizeof place, "failed at %s:%d (", pattern_crash.file, (int)crash_assert_line);
	check_has(result->message, place);
	result_free(result);
}

static void test_before_the_first_operation(void **state)
{
	(void)state;
	for (int way = 0; way < 3; way++)
		for (int where = WHERE_START; where <= WHERE_MAIN; where += WHERE_MAIN - WHERE_START) {
			struct result *result = crash_on(way, (int[]){ HOW_ABORT, where, 3 });
			struct buf text = { 0 };

			assert_int_equal(result->verdict, VERDICT_CRASH);
			assert_null(result->here);
			explain_result(&text, result, 200, false);
			check_has(buf_text(&text), where == WHERE_MAIN
				? "main crashed before its first operation: it called abort() (SIGABRT)"
				: "worker-1 crashed before its first operation: it called abort() (SIGABRT)");
			buf_free(&text);
			result_free(result);
		}
}

/* The plan, for which main runs on the supervisor's own stack, ends there and is as long as it is. */
static void test_a_plan_survives(void **state)
{
	int values[] = { HOW_ABORT, WHERE_MAIN, 3 };
	struct run_options options = options_of(&pattern_crash, values);
	struct arena *arena = arena_new();
	char *error = NULL;

	(void)state;
	assert_int_equal(watch_plan(&options, arena, &error)->n_tasks, 1);
	arena_free(arena);
}

/* ---- Searching ---- */

static struct exploration *explored(const struct pattern *pattern, const int *values)
{
	struct run_options options = options_of(pattern, values);
	char *error = NULL;

	return explore(&options, NULL, NULL, &error);
}

/* Bits of verdicts. */
static unsigned outcomes(const struct pattern *pattern, const int *values)
{
	struct exploration *found = explored(pattern, values);
	unsigned set = 0;

	assert_true(found->proved);
	for (int i = 0; i < VERDICT_COUNT; i++)
		set |= (found->ends[i] > 0) << i;
	exploration_free(found);
	return set;
}

/* What one task comes to after its operation, or before any, does not keep others from being faster. */
static void test_others_may_fail_before(void **state)
{
	unsigned crash = 1u << VERDICT_CRASH, broken = 1u << VERDICT_BROKEN, panic = 1u << VERDICT_PANIC;

	(void)state;
	for (int send = 0; send < 2; send++) {
		assert_int_equal(outcomes(&pattern_last_word, (int[]){ SENDER_CRASHES, send }), crash | panic);
		assert_int_equal(outcomes(&pattern_last_word, (int[]){ SENDER_CHECKS, send }), broken | panic);
		assert_int_equal(outcomes(&pattern_last_word, (int[]){ SENDER_NEITHER, send }), panic);
	}
}

static long shortest_crash(int where)
{
	struct exploration *found = explored(&pattern_crash, (int[]){ HOW_ABORT, where, 2 });
	long n = found->bad[VERDICT_CRASH] ? found->bad[VERDICT_CRASH]->n : -1;

	assert_true(found->proved);
	assert_int_equal(found->ends[VERDICT_OK], 0);
	exploration_free(found);
	return n;
}

/* That it fails is a step where others could move before it: not where all wait for its lock. */
static void test_an_exploration_finds_the_shortest(void **state)
{
	(void)state;
	assert_int_equal(shortest_crash(WHERE_START), 1);
	assert_int_equal(shortest_crash(WHERE_LOCKED), 1);
	assert_int_equal(shortest_crash(WHERE_END), 3);
	assert_int_equal(shortest_crash(WHERE_MAIN), 0);
}

/* ---- At the prompt ---- */

static void test_it_is_told_at_the_prompt(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run crash how=1 tasks=3"), STATUS_FINDING);
	check_has(c.text, "crash  ");
	check_has(c.text, "worker-1 crashed after crash_pattern.h:");
	assert_int_equal(say(&c, "expect verdict == crash"), STATUS_OK);
	assert_int_equal(say(&c, "run crash how=1 expect=crash"), STATUS_OK);
	say(&c, "explain");
	check_has(c.text, "ended the whole program there");
	assert_int_equal(say(&c, "explore crash how=1"), STATUS_FINDING);
	check_has(c.text, "PROVED: always crash");
	assert_int_equal(say(&c, "replay last"), STATUS_FINDING);
	check_has(c.text, "crash  ");
	assert_int_equal(say(&c, "replay last carrier=threads"), STATUS_FINDING);
	check_has(c.text, "crash  ");
	assert_int_equal(say(&c, "stress crash how=1 n=20"), STATUS_FINDING);
	check_has(c.text, "  crash  20  100.00 %");
	assert_int_equal(say(&c, "sweep crash how=0,1 where=locked,end"), STATUS_FINDING);
	check_has(c.text, "C always crash");
	say(&c, "repair crash how=1");
	check_has(c.text, "how=0");
	say(&c, "help verdicts");
	check_has(c.text, "\n  crash  ");
	assert_int_equal(say(&c, "run crash"), STATUS_OK);
	capture_close(&c);
}

static void test_it_is_told_to_programs(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say(&c, "run crash how=1 tasks=1");
	check_has(c.text, "\"verdict\":\"crash\"");
	check_has(c.text, "\"message\":\"it called abort() (SIGABRT)\",\"task\":\"worker-0\"");
	check_has(c.text, "\"signal\":\"SIGABRT\"");
	capture_close(&c);
}

/* A failure that others may come before is a step of its own. */
static void test_it_is_a_step(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step last-word send=off");
	check_has(c.text, "fail");
	capture_close(&c);
}

/* ---- Nothing is left, nothing is lost ---- */

static int crash_often(int way, int runs)
{
	static const int ways_to_crash[] = { HOW_NULL, HOW_ABORT, HOW_OVERFLOW, HOW_ASSERT };
	int wrong = 0;

	for (int i = 0; i < runs; i++) {
		int how = ways_to_crash[i % COUNT(ways_to_crash)];
		struct result *result = crash_on(way, (int[]){ is_spoilt(how) ? HOW_ABORT : how, i % WHERE_MAIN, 3 });

		wrong += result->verdict != VERDICT_CRASH || result->abandoned;
		result_free(result);
	}
	return wrong;
}

static void leaves_nothing(int way)
{
	struct holdings before, after;

	assert_int_equal(crash_often(way, WARM_UP), 0);
	before = take_stock();
	assert_int_equal(crash_often(way, SANITIZED ? RUNS / 10 : RUNS), 0);
	after = take_stock();
	assert_int_equal(after.threads, before.threads);
	assert_int_equal(after.files, before.files);
	assert_true(after.memory_kib <= before.memory_kib + SLACK_KIB);
	result_free(crash_on(way, (int[]){ HOW_NOT, 0, 20 }));
}

static void test_a_thousand_leave_nothing_on_real_threads(void **state)  { (void)state; leaves_nothing(0); }
static void test_a_thousand_leave_nothing_on_fibers(void **state)        { (void)state; leaves_nothing(1); }
static void test_a_thousand_leave_nothing_on_threads_in_turn(void **state) { (void)state; leaves_nothing(2); }

/* Whoever had the signals before has them again. */
static void test_the_signals_are_given_back(void **state)
{
	struct sigaction mine = { .sa_handler = SIG_IGN }, now, was;

	(void)state;
	sigaction(SIGFPE, &mine, &was);
	result_free(crash_on(1, (int[]){ HOW_ABORT, 0, 1 }));
	sigaction(SIGFPE, &was, &now);
	assert_true(now.sa_handler == SIG_IGN);
}

/* ---- What is no task's ---- */

static void panic_in_a_task(const int *p)
{
	(void)p;
	must(crash_zero == 1);
}

/* How a child process ends that does this: the signal, 0 for none. Its words are nobody's. */
static int dies_of(void (*deed)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		const struct rlimit none = { 0, 0 };

		setrlimit(RLIMIT_CORE, &none);
		if (!freopen("/dev/null", "w", stderr))
			_exit(3);
		for (int signal_number = 1; signal_number < 16; signal_number++)
			signal(signal_number, SIG_DFL);
		deed();
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void panic_of_the_lab(void)
{
	result_free(conf_watch(&free_engine, PROGRAM(panic_in_a_task), NULL));
}

static struct run *standing_run(void)
{
	static const int values[] = { 0, 0, 1 };
	struct run_options options = options_of(&pattern_crash, values);
	char *error = NULL;

	options.engine = &turn_engine;
	return run_new(&options, &error);
}

static void fault_outside_of_tasks(void)
{
	standing_run();
	crash_now(HOW_NULL, NULL);
}

static void abort_outside_of_tasks(void)
{
	standing_run();
	crash_now(HOW_ASSERT, NULL);
}

static void signal_from_outside(void)
{
	standing_run();
	raise(SIGFPE);
}

static void test_the_labs_own_faults_end_the_program(void **state)
{
	(void)state;
	assert_int_equal(dies_of(panic_of_the_lab), SIGABRT);
	assert_int_equal(dies_of(abort_outside_of_tasks), SIGABRT);
	assert_int_equal(dies_of(signal_from_outside), SIGFPE);
	if (!SANITIZED)                 /* it would have its say, and exit */
		assert_int_equal(dies_of(fault_outside_of_tasks), SIGSEGV);
}

CONF_MAIN(
	cmocka_unit_test(test_every_crash_is_a_finding),
	cmocka_unit_test(test_the_place_of_an_assert),
	cmocka_unit_test(test_before_the_first_operation),
	cmocka_unit_test(test_a_plan_survives),
	cmocka_unit_test(test_others_may_fail_before),
	cmocka_unit_test(test_an_exploration_finds_the_shortest),
	cmocka_unit_test(test_it_is_told_at_the_prompt),
	cmocka_unit_test(test_it_is_told_to_programs),
	cmocka_unit_test(test_it_is_a_step),
	cmocka_unit_test(test_a_thousand_leave_nothing_on_real_threads),
	cmocka_unit_test(test_a_thousand_leave_nothing_on_fibers),
	cmocka_unit_test(test_a_thousand_leave_nothing_on_threads_in_turn),
	cmocka_unit_test(test_the_signals_are_given_back),
	cmocka_unit_test(test_the_labs_own_faults_end_the_program),
)
