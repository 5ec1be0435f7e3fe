/*
 * test_grids.c - the laws of patterns/verdicts, cell by cell: each cell of a grid is explored and proved,
 * there are cells on both sides of the boundary, a run on real threads ends as one of the schedules does, and
 * the pattern's head states the same law.
 *
 * Environment: SOAK=1 for the large grids too, and fifty runs of each cell; PART, see part.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/search/sweep.h"
#include "lab/search/explore.h"
#include "tests/capture.h"
#include "tests/law_text.h"
#include "tests/part.h"
#include "tests/sanitized.h"

/* Of one cell: all where they are few enough, else so many, so that the large cells do not take long. */
enum { SCHEDULES = FEW_STATES ? 0 : !SANITIZED ? 3000 : THREAD_SANITIZED ? 2 : 5, SOAK_RUNS = 50 };
/* One of so many laws: threads carry every run under a sanitizer, and one law is much like another to it. */
enum { EVERY = THREAD_SANITIZED ? 12 : SANITIZED ? 4 : 1 };

static bool soak(void)
{
	return getenv("SOAK") && strcmp(getenv("SOAK"), "0") != 0;
}

/* ---- One grid ---- */

/* How a law fared on its grid. */
struct sides {
	long inside, outside, unproved, wrong;
};

static const struct sweep *swept(struct capture *c, const struct verdict_line *law, const char *how)
{
	char line[500];
	int status;

	snprintf(line, sizeof line, "sweep %s %s %s", law->pattern, law->settings, how);
	status = say(c, line);
	if (status != STATUS_OK && status != STATUS_FINDING) {
		print_error("%s:%d: %s\n%s\n", VERDICTS_FILE, law->number, line, c->text);
		fail();
	}
	assert_int_equal(sweep_newest(c->session)->n_done, sweep_newest(c->session)->n_cells);
	return sweep_newest(c->session);
}

static void print_cell(const struct verdict_line *law, const struct sweep *sweep, long at, const char *what)
{
	int values[MAX_SETTINGS];

	sweep_values(sweep, at, values);
	print_error("%s:%d: %s", VERDICTS_FILE, law->number, law->pattern);
	for (int i = 0; i < sweep->n_axes; i++) {
		const struct setting *setting = &sweep->pattern->settings[sweep->axes[i].setting];
		int value = values[sweep->axes[i].setting];

		if (setting->words[0])
			print_error(" %s=%s", setting->name, setting->words[value]);
		else
			print_error(" %s=%d", setting->name, value);
	}
	print_error(": %s\n", what);
}

/* Is it in this cell as the law says? `alone`: where it forbids nothing bad, all is ok. */
static bool obeys(const struct cell *cell, const struct statement *statement, bool expected, bool alone)
{
	bool found = (statement->always ? cell->always : cell->possible)[statement->verdict];

	if (found != expected)
		return false;
	return expected || !alone || statement->verdict == VERDICT_OK || cell->always[VERDICT_OK];
}

static struct sides judge(const struct verdict_line *law, const struct statement *statement, bool alone,
                          const struct sweep *sweep)
{
	struct sides sides = { 0 };
	int values[MAX_SETTINGS];

	for (long i = 0; i < sweep->n_cells; i++) {
		const struct cell *cell = &sweep->cells[i];
		bool expected, known = cell->proved || sweep->real;

		sweep_values(sweep, i, values);
		expected = condition_holds(statement->condition, sweep->pattern, values);
		*(expected ? &sides.inside : &sides.outside) += 1;
		sides.unproved += !known;
		if (!known && FEW_STATES)
			print_cell(law, sweep, i, "not proved");
		if (known && !obeys(cell, statement, expected, alone)) {
			print_cell(law, sweep, i, verdict_word(cell_worst(cell)));
			sides.wrong++;
		}
	}
	return sides;
}

/*
 * Can a cell end so when the clock goes on as it likes? On a busy machine it does: a pause may be over before another has
 * moved at all. What so much work does not decide is not known to be impossible.
 */
static bool happens_at_any_time(const struct sweep *sweep, long cell, enum verdict verdict)
{
	int values[MAX_SETTINGS];
	const struct run_options options = {
		.pattern = sweep->pattern, .values = values, .files = (const char *const *)sweep->files,
		.turn = { .any_time = true },
	};
	const struct explore_limits limits = { .work = 1000000, .schedules = SCHEDULES, .as_found = true };
	struct exploration *found;
	char *error = NULL;
	bool possible;

	sweep_values(sweep, cell, values);
	found = explore(&options, &limits, NULL, &error);
	assert_non_null(found);
	possible = found->ends[verdict] > 0 || !found->proved;
	exploration_free(found);
	return possible;
}

/* Every end of a real run is the end of some schedule. */
static long strangers(const struct verdict_line *law, const struct sweep *explored, const struct sweep *run)
{
	long n = 0;

	for (long i = 0; i < run->n_cells; i++)
		for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
			bool known = explored->cells[i].possible[verdict] || !explored->cells[i].proved;

			if (known || !run->cells[i].possible[verdict] || happens_at_any_time(run, i, (enum verdict)verdict))
				continue;
			print_cell(law, run, i, verdict_word((enum verdict)verdict));
			n++;
		}
	return n;
}

/* ---- All of them ---- */

static bool is_statement(const char *column)
{
	return column[0] != '-';
}

/* What became of the laws: cells that no search was complete for, and laws that do not hold. */
struct tally {
	long unproved;
	int  laws, wrong;
};

static void test_statements(const struct verdict_line *law, const struct sweep *sweep, struct tally *tally)
{
	int n = 0;
	struct sides sides = { 0 };

	tally->laws++;
	for (int i = 0; i < law->n_columns; i++)
		n += is_statement(law->columns[i]);
	for (int i = 0; i < n; i++) {
		struct statement statement = read_statement(law->number, law->columns[i]);

		sides = judge(law, &statement, n == 1, sweep);
		if (sides.inside && sides.outside && !sides.wrong)
			continue;
		print_error("%s:%d: %ld cells for, %ld against, %ld wrong: %s\n", VERDICTS_FILE,
		            law->number, sides.inside, sides.outside, sides.wrong, law->columns[i]);
		tally->wrong++;
	}
	tally->unproved += sides.unproved;
}

static const struct sweep *run_law(struct capture *c, const struct verdict_line *law)
{
	char how[40];

	snprintf(how, sizeof how, "by=run n=%d", soak() ? SOAK_RUNS : 1);
	return swept(c, law, how);
}

static void explore_law(const struct verdict_line *law, struct tally *tally)
{
	struct capture explored, run;
	const struct sweep *sweep;
	char how[40];

	capture_open(&explored);
	snprintf(how, sizeof how, "seconds=0 schedules=%d", SCHEDULES);
	sweep = swept(&explored, law, how);
	test_statements(law, sweep, tally);
	if (is_statement(law->columns[law->n_columns - 1])) {
		capture_open(&run);
		tally->wrong += strangers(law, sweep, run_law(&run, law)) > 0;
		capture_close(&run);
	}
	capture_close(&explored);
}

static void test_each_law_holds_cell_by_cell(void **state)
{
	struct verdicts *all = verdicts_read();
	struct tally tally = { 0 };

	(void)state;
	for (int i = 0, laws = 0; i < all->n; i++)
		if (all->lines[i].is_law && !all->lines[i].on_threads && (soak() || !all->lines[i].in_soak) &&
		    laws++ % EVERY == 0 && in_part(laws / EVERY))
			explore_law(&all->lines[i], &tally);
	if (tally.unproved)
		print_message("%ld cells are too large for a sanitizer\n", tally.unproved);
	verdicts_free(all);
	assert_true(tally.laws > 0);
	assert_int_equal(tally.wrong, 0);
	assert_true(!FEW_STATES || !tally.unproved);
}

static void test_laws_on_large_grids_on_real_threads(void **state)
{
	struct verdicts *all = verdicts_read();
	struct tally tally = { 0 };

	(void)state;
	for (int i = 0, laws = 0; i < all->n; i++)
		if (all->lines[i].on_threads && laws++ % EVERY == 0 && in_part(laws / EVERY)) {
			struct capture c;

			capture_open(&c);
			test_statements(&all->lines[i], run_law(&c, &all->lines[i]), &tally);
			capture_close(&c);
		}
	verdicts_free(all);
	assert_true(tally.laws > 0);
	assert_int_equal(tally.wrong, 0);
}

/* ---- Waiting instead of hanging ---- */

/* The most that a cell has in the end, over all schedules. */
static int64_t most_of(const struct exploration *found, const char *cell)
{
	for (int i = 0; i < found->n_finals; i++)
		if (!strcmp(found->finals[i].name, cell))
			return found->finals[i].values[found->finals[i].n - 1];
	fail();
	return 0;
}

/* Priority inversion always ends well; its law is about how much work is done by others while high waits. */
static void high_waits_for(bool inherits, int medium, int work)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };
	struct exploration *found;
	char settings[100], *error = NULL;

	snprintf(settings, sizeof settings, "inherit=%s medium=%d work=%d", inherits ? "on" : "off", medium,
	         work);
	turn(&turned, "priority-inversion", settings);
	options.pattern = turned.pattern;
	found = explore(&options, NULL, NULL, &error);
	assert_true(found && found->proved);
	for (int verdict = VERDICT_OK + 1; verdict < VERDICT_COUNT; verdict++)
		assert_int_equal(found->ends[verdict], 0);
	assert_int_equal(most_of(found, "behind"), inherits ? 0 : medium * work);
	exploration_free(found);
}

static void test_inheritance_keeps_others_behind(void **state)
{
	(void)state;
	for (int medium = 0; medium <= (SANITIZED ? 0 : 2); medium++)
		for (int work = 1; work <= 2; work++) {
			high_waits_for(true, medium, work);
			high_waits_for(false, medium, work);
		}
}

/* ---- The heads of the patterns ---- */

/* The head comment on one line, each blank once. */
static char *head_of(const struct pattern *pattern)
{
	char *text = read_text(pattern->file), *to = text;

	*strstr(text, "*/") = '\0';
	for (char *from = text; *from; from++) {
		bool star = *from == '*' && from > text && from[-1] == ' ';
		bool blank = star || isspace((unsigned char)*from);

		if (!blank)
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return text;
}

static bool says(const char *head, const struct verdict_line *law, const char *column)
{
	char iff[400];

	if (!is_statement(column))
		return true;
	snprintf(iff, sizeof iff, "iff %s", read_statement(law->number, column).condition);
	if (!strstr(head, iff))
		print_error("the head of %s does not say: %s\n", law->pattern, iff);
	return strstr(head, iff);
}

static void test_heads_state_the_laws(void **state)
{
	struct verdicts *all = verdicts_read();
	int missing = 0;

	(void)state;
	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *law = &all->lines[i];
		char *head = head_of(pattern_called(law->pattern));

		for (int k = 0; law->is_law && k < law->n_columns; k++)
			missing += !says(head, law, law->columns[k]);
		free(head);
	}
	verdicts_free(all);
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_law_holds_cell_by_cell),
		cmocka_unit_test(test_laws_on_large_grids_on_real_threads),
		cmocka_unit_test(test_inheritance_keeps_others_behind),
		cmocka_unit_test(test_heads_state_the_laws),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
