/*
 * test_programs_fuzz.c - random C programs with threads, compiled and explored, against every interleaving of their steps.
 *
 * Each is explored by both searches in turns, and by states alone: so, and with time=any, which changes nothing in a program
 * without time. And that with accesses to shared memory as steps, as told to the race check alone, and as nothing.
 * Environment: SOAK=1 for many more programs, SEED=n for one of them, which is shown; COUNT=n for so many, from FROM=n on,
 * each EVERY=n (in every third, from 2 on, threads are cancelled); PART, see part.h.
 */
#define _DEFAULT_SOURCE         /* mkdtemp beside C11 */

#include "tests/conf.h"

#include "tests/part.h"
#include "tests/program.h"
#include "tests/thread_program_make.h"
#include "tests/thread_program_runs.h"
#include "tests/thread_program_text.h"

enum { PROGRAMS = SANITIZED ? 10 : 200, SOAK_PROGRAMS = 5000, BATCH = 8, SIDE_BY_SIDE = 2 };
enum { MOST_STATES = 100000, WAYS = SANITIZED ? 2 : 10 };

/* How a program is explored; the answers come in this order. */
static const char *const ways[] = {
	"", " memory=races", " search=states", " memory=races search=states", " time=any", " memory=races time=any", " memory=off",
	" search=states cores=3", " memory=off time=any cores=2", " memory=races search=schedules cores=3",
};

static const char *const words[TP_ENDS] = { "ok", "race", "deadlock", "crash", "panic", "leak", "livelock", "broken" };

struct candidate {
	struct thread_program program;
	struct tp_ends        ends;
};

/* ---- What the lab says ---- */

static bool is_proved(const char *answer)
{
	return strstr(answer, "\"proved\":true") != NULL;
}

static bool has_outcome(const char *answer, const char *outcome)
{
	const char *outcomes = strstr(answer, "\"outcomes\":{");
	char text[200], word[40];

	if (!outcomes)
		return false;
	snprintf(text, sizeof text, "%.*s", (int)strcspn(outcomes, "}"), outcomes);
	snprintf(word, sizeof word, "\"%s\":", outcome);
	return strstr(text + 10, word) != NULL;
}

/* A line of JSON: what is different from what is so; NULL when nothing is. */
static const char *wrong_outcomes(const char *answer, const bool *seen)
{
	static const char *const all[] = { "ok", "race", "deadlock", "crash", "panic", "leak", "livelock", "broken", "stalled" };

	if (!is_proved(answer))
		return "it is not proved";
	for (int i = 0; i < COUNT(all); i++)
		if (has_outcome(answer, all[i]) != (i < TP_ENDS && seen[i]))
			return all[i];
	return NULL;
}

/* How often is a value named that the variable cannot end with; and how many that it must are not named? */
static int wrong_values(const char *values, const struct tp_finals *finals)
{
	bool named[TP_FINALS] = { false };
	int wrong = 0;

	while (*values != ']') {
		char *end;
		int value = (int)strtol(values, &end, 10), i = 0;

		while (i < finals->n && finals->values[i] != value)
			i++;
		if (i < finals->n)
			named[i] = true;
		else
			wrong++;
		values = *end == ',' ? end + 1 : end;
	}
	for (int i = 0; i < finals->n; i++)
		wrong += finals->touched[i] && !named[i];
	return wrong;
}

static const char *wrong_finals(const char *answer, const struct candidate *c)
{
	static const char *const names[2][TP_VARIABLES] = { { "x0", "x1" }, { "g.x0", "g.x1" } };
	char start[16];

	if (c->ends.seen[TP_CRASH] || c->ends.seen[TP_PANIC] || c->ends.seen[TP_BROKEN])
		return NULL;
	for (int v = 0; v < TP_VARIABLES; v++) {
		const char *name = names[c->program.together][v], *at;

		snprintf(start, sizeof start, "\"%s\":[", name);
		at = strstr(answer, start);             /* else it is always guarded: no access of it was a step */
		if (at && wrong_values(at + strlen(start), &c->ends.finals[v]))
			return name;
	}
	return NULL;
}

/* They are named where they are not always 0. */
static bool wrong_statuses(const char *answer, const struct tp_finals *statuses)
{
	static const char start[] = "\"exit status\":[";
	const char *at = strstr(answer, start);

	if (!at)
		return statuses->n > 1 || (statuses->n == 1 && statuses->values[0] != 0);
	return wrong_values(at + strlen(start), statuses) > 0;
}

static const char *wrong_in_all(const char *answer, const struct candidate *c)
{
	const char *wrong = wrong_outcomes(answer, c->ends.seen);

	if (!wrong && wrong_statuses(answer, &c->ends.statuses))
		wrong = "exit status";
	if (!wrong && strstr(answer, "\"prints\":[[") && c->ends.prints.n < 2)
		wrong = "it always prints the same";
	return wrong ? wrong : wrong_finals(answer, c);
}

/* Clang has the C library copy a structure as a whole. */
static bool is_clang(void)
{
	const char *compiler = getenv("CONCLAB_CC") ? getenv("CONCLAB_CC") : getenv("CC");

	return compiler && strstr(compiler, "clang");
}

/* Accesses are steps. Those of the C library are so many that what comes of their races is not known here. */
static const char *wrong_by_steps(const char *answer, const struct candidate *c)
{
	if (c->ends.raced && (c->program.pieces || (c->program.together && is_clang())))
		return is_proved(answer) ? NULL : "it is not proved";
	return wrong_in_all(answer, c);
}

/* They are not: there is a race where there is one, and nothing is known of what it leads to; else all is known. */
static const char *wrong_by_races(const char *answer, const struct candidate *c)
{
	if (!c->ends.raced)
		return wrong_in_all(answer, c);
	if (is_proved(answer))
		return "it is proved, and there is a race";
	return has_outcome(answer, "race") ? NULL : "the race is not found";
}

/* Nobody looks at them. */
static const char *wrong_without(const char *answer, const struct candidate *c)
{
	if (has_outcome(answer, "race"))
		return "nobody has looked for races";
	if (c->ends.raced)
		return is_proved(answer) ? "it is proved, and there is a race" : NULL;
	return is_proved(answer) ? wrong_in_all(answer, c) : NULL;
}

/* Is it one to another question? */
static bool is_astray(const char *answer, const char *way)
{
	bool by_states = strstr(way, "search=states") || strstr(way, "time=any");

	return (by_states && !strstr(answer, "\"search\":\"states\"")) ||
	       !strstr(way, "time=any") != !strstr(answer, "\"time\":\"any\"") ||
	       !strstr(way, "memory=races") != !strstr(answer, "\"memory\":\"races\"") ||
	       !strstr(way, "memory=off") != !strstr(answer, "\"memory\":\"off\"");
}

static const char *wrong_with(const char *answer, const struct candidate *c, const char *way)
{
	if (is_astray(answer, way))
		return "it answers another question";
	return strstr(way, "races") ? wrong_by_races(answer, c) :
	       strstr(way, "off") ? wrong_without(answer, c) : wrong_by_steps(answer, c);
}

/* ---- Putting programs to it ---- */

static void write_file(const char *folder, const char *name, const struct buf *text)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(buf_text(text), file);
	assert_int_equal(fclose(file), 0);
}

static void write_question(struct buf *script, const char *folder, const char *name, const struct thread_program *p,
                           const char *way)
{
	buf_printf(script, "explore %s/%s seconds=0%s%s", folder, name, way, p->spurious ? " spurious=on" : "");
	if (p->reads)
		buf_printf(script, " stdin=%s/input", folder);
	if (p->prints)
		buf_printf(script, " must-print=%d", TP_LINE);
	buf_addc(script, '\n');
}

/* Write the programs of a batch, and for each half of them what is to be asked. */
static void write_batch(const char *folder, const struct candidate *candidates, int n)
{
	struct buf scripts[SIDE_BY_SIDE] = { { 0 } }, text = { 0 };
	char name[40];

	buf_adds(&text, TP_INPUT);
	write_file(folder, "input", &text);
	for (int i = 0; i < n; i++) {
		buf_clear(&text);
		tp_write(&text, &candidates[i].program);
		snprintf(name, sizeof name, "p%d.c", i);
		write_file(folder, name, &text);
		for (int way = 0; way < WAYS; way++)
			write_question(&scripts[i % SIDE_BY_SIDE], folder, name, &candidates[i].program, ways[way]);
	}
	for (int k = 0; k < SIDE_BY_SIDE; k++) {
		snprintf(name, sizeof name, "script%d", k);
		write_file(folder, name, &scripts[k]);
		buf_free(&scripts[k]);
	}
	buf_free(&text);
}

/* The answers of both halves, one after the other. */
static char *answers_to(const char *folder)
{
	char command[600];
	struct outcome outcome;

	snprintf(command, sizeof command, "export XDG_CACHE_HOME=%s/cache; for k in 0 1; do \"$C\" --json -f %s/script$k "
	         ">%s/said$k 2>&1 & done; wait; grep -ah '^{\"v\":1' %s/said0 %s/said1", folder, folder, folder, folder, folder);
	outcome = shell(command, "", 0);
	free(outcome.err);
	return outcome.out;
}

/* Of the lines of `answers` about program `i` the one about this way of exploring it. Owned; NULL when there is none. */
static char *answer_to(const char *answers, int i, int way)
{
	char name[40];
	struct buf line = { 0 };
	int n = 0;

	snprintf(name, sizeof name, "\"pattern\":\"p%d.c\"", i);
	while (*answers) {
		size_t length = strcspn(answers, "\n");

		buf_clear(&line);
		buf_add(&line, answers, length);
		if (strstr(buf_text(&line), name) && n++ == way)
			return buf_take(&line);
		answers += length + (answers[length] == '\n');
	}
	buf_free(&line);
	return NULL;
}

static void tell(const struct candidate *c, const char *way, const char *wrong, const char *answer)
{
	struct buf text = { 0 };

	tp_write(&text, &c->program);
	print_error("SEED=%llu explore%s: %s\n%sall interleavings:", (unsigned long long)c->program.seed, way, wrong,
	            buf_text(&text));
	for (int i = 0; i < TP_ENDS; i++)
		if (c->ends.seen[i])
			print_error(" %s", words[i]);
	print_error("\nthe lab: %s\n\n", answer ? answer : "");
	buf_free(&text);
}

static int judge(const char *folder, const struct candidate *candidates, int n)
{
	char *answers;
	int wrong = 0;

	write_batch(folder, candidates, n);
	answers = answers_to(folder);
	for (int i = 0; i < n; i++)
		for (int way = 0; way < WAYS; way++) {
			char *answer = answer_to(answers, i, way);
			const char *what = answer ? wrong_with(answer, &candidates[i], ways[way]) : "there is no answer";

			if (what)
				tell(&candidates[i], ways[way], what, answer);
			wrong += what != NULL;
			free(answer);
		}
	free(answers);
	return wrong;
}

static long setting(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : otherwise;
}

static void agree_with_every_interleaving(void **state)
{
	static struct candidate candidates[BATCH];
	char folder[] = "/tmp/programs-XXXXXX", clean[80];
	const char *one = getenv("SEED");
	long first = setting("FROM", 1), every = setting("EVERY", 1);
	long most = part_of_seeds(setting("COUNT", setting("SOAK", 0) ? SOAK_PROGRAMS : PROGRAMS), &first);
	int n = 0, wrong = 0;

	(void)state;
	alarm(0);
	assert_non_null(mkdtemp(folder));
	snprintf(clean, sizeof clean, "rm -rf %s", folder);
	if (one) {
		first = setting("SEED", 1);
		most = 1;
	}
	for (uint64_t seed = (uint64_t)first, made = 0; made < (uint64_t)most; seed += (uint64_t)every) {
		tp_make(&candidates[n].program, seed);
		if (!tp_brute_force(&candidates[n].ends, &candidates[n].program, MOST_STATES)) {
			assert_null(one);
			continue;
		}
		made++;
		if (++n < BATCH && made < (uint64_t)most)
			continue;
		wrong += judge(folder, candidates, n);
		n = 0;
	}
	assert_int_equal(system(clean), 0);
	assert_int_equal(wrong, 0);
}

CONF_MAIN(cmocka_unit_test(agree_with_every_interleaving))
