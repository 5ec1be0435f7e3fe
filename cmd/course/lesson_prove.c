/* lesson_prove.c - see lesson_prove.h. */
#include "cmd/course/lesson_prove.h"

#include <stdio.h>
#include <stdlib.h>

#include "cmd/course/judge_goal.h"
#include "cmd/course/judge_threads.h"
#include "cmd/course/puzzle.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

struct prover {
	struct session *lab;
	struct proof   *proof;
};

int prove_hear(struct session *session, const char *line, char **said)
{
	size_t length = 0;
	FILE *stream = open_memstream(said, &length);
	int status;

	must(stream);
	session->out = session->err = stream;
	status = session_line(session, line);
	fclose(stream);
	session->out = session->err = NULL;
	return status;
}

/* Then nothing is known of its goal. */
static bool is_open(struct prover *p, const struct tally *tally, const char *command)
{
	if (tally->open)
		buf_printf(&p->proof->why, "not every schedule of `%s` can be looked at", command);
	return tally->open;
}

/* Run `command` once as a person would, then as often as the goal says. False when it runs nothing. */
static bool tally_of(struct prover *p, const struct goal *goal, const char *command, struct tally *tally)
{
	const struct result *result;
	char *said = NULL;
	int status, before = p->lab->n_past;

	status = prove_hear(p->lab, command, &said);
	result = p->lab->last;
	if (p->lab->n_past == before || !result || result->pattern != goal_pattern(goal)) {
		buf_printf(&p->proof->why, "`%s` does not run the pattern (status %d)", command, status);
		free(said);
		return false;
	}
	*tally = goal_repeat(goal, result, goal->runs - 1);
	p->proof->interrupted = p->proof->interrupted || tally->interrupted || status == STATUS_INTERRUPTED;
	p->proof->all = goal->proved;
	free(said);
	if (goal->proved)
		return !is_open(p, tally, command);
	tally->runs++;
	if (result->verdict == goal->verdict)
		tally->reached++;
	else
		tally->other = result->verdict;
	return true;
}

/* "start deadlock 19/20"; of every schedule "start deadlock". */
static void add_count(struct proof *proof, const char *what, enum verdict verdict, int n, int of)
{
	buf_printf(&proof->text, "%s %s", what, verdict_word(verdict));
	if (!proof->all)
		buf_printf(&proof->text, " %d/%d", n, of);
}

static void check_start(struct prover *p, const struct goal *goal)
{
	struct tally tally;

	if (!tally_of(p, goal, goal->start, &tally))
		return;
	if (tally.reached == tally.runs)
		buf_printf(&p->proof->why, "`%s` reaches the goal already", goal->start);
	else
		add_count(p->proof, "start", tally.other, tally.runs - tally.reached, tally.runs);
}

static void check_reference(struct prover *p, const struct goal *goal, const char *command)
{
	struct tally tally;
	struct buf why = { 0 };

	if (p->proof->why.length)
		return;
	if (!command) {
		buf_adds(&p->proof->why, "there is no solution");
	} else if (tally_of(p, goal, command, &tally)) {
		const struct result *result = p->lab->last;

		if (!goal_kept(goal, result->pattern, result->values, &why))
			buf_printf(&p->proof->why, "the solution does not keep %s", buf_text(&why));
		else if (goal->proved && tally.reached && !threads_needed(goal_pattern(goal), result, &why))
			buf_printf(&p->proof->why, "the solution is none: %s", buf_text(&why));
		else if (tally.reached < tally.runs && goal->proved)
			buf_printf(&p->proof->why, "the solution can end in %s", verdict_word(tally.other));
		else if (tally.reached < tally.runs)
			buf_printf(&p->proof->why, "the solution ends in %s in %d of %d run%s",
			           verdict_word(tally.other), tally.runs - tally.reached, tally.runs,
			           text_s(tally.runs));
		else
			add_count(p->proof, ", solution", goal->verdict, tally.reached, tally.runs);
	}
	buf_free(&why);
}

void prove_goal(struct session *lab, const struct lesson *lesson, const struct goal *goal, struct proof *proof)
{
	const struct pattern *pattern = goal_pattern(goal);
	struct prover p = { lab, proof };
	struct buf why = { 0 };

	if (!pattern)
		buf_printf(&proof->why, "`%s` names no pattern", goal->start);
	else if (!goal_valid(goal, pattern, &why))
		buf_printf(&proof->why, "'%s' is no condition on a setting of %s", buf_text(&why), pattern->name);
	else
		check_start(&p, goal);
	check_reference(&p, goal, lesson_reference(lesson));
	buf_free(&why);
}

/* ---- Lines put in order ---- */

/* What an order comes to, against what is said of it. False when ^C came. */
static bool prove_order(const struct puzzle *puzzle, const char *order, bool right, enum verdict verdict, struct buf *why)
{
	struct puzzle_end end;
	struct buf read = { 0 };
	bool interrupted = false;

	if (!puzzle_read(puzzle, order, &read, NULL)) {
		buf_printf(why, "; '%s' is no order of its lines", order);
		return true;
	}
	puzzle_judge(puzzle, buf_text(&read), &end);
	interrupted = end.interrupted;
	if (interrupted)
		;
	else if (!end.built)
		buf_printf(why, "; the order %s: %s", order, buf_text(&end.why));
	else if (right && !end.right)
		buf_printf(why, "; the order %s, which is to be right, %s%s", order, end.open ? "is too large to decide" :
		           "can end in ", end.open ? "" : verdict_word(end.verdict));
	else if (!right && (end.right || end.open || end.verdict != verdict))
		buf_printf(why, "; the order %s comes to %s, not to %s", order, end.right ? "the goal" : end.open ?
		           "nothing that can be decided" : verdict_word(end.verdict), verdict_word(verdict));
	puzzle_end_free(&end);
	buf_free(&read);
	return !interrupted;
}

bool prove_puzzle(const struct puzzle *puzzle, const char *expected, struct buf *why)
{
	bool on = prove_order(puzzle, expected, true, puzzle->verdict, why);

	for (const struct wrong_order *wrong = puzzle->wrong; wrong && on; wrong = wrong->next)
		on = prove_order(puzzle, wrong->order, false, wrong->verdict, why);
	return on;
}
