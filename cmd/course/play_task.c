/* play_task.c - the task of a lesson: hints, the solution, and whether a run has reached the goal; see judge_goal.h. */
#include "cmd/course/play_parts.h"

#include <string.h>

#include "cmd/course/judge_goal.h"
#include "cmd/course/judge_terms.h"
#include "cmd/course/lesson_show.h"
#include "cmd/session/settings.h"

int play_reveal(struct session *session, struct play *play)
{
	struct buf out = { 0 };

	show_solution(&out, play->lesson, &session->look);
	if (out.length)
		play_tell(session, "The lesson's own solution:");
	play_say(session, &out);
	return STATUS_OK;
}

/* There is none here: what there is to be done instead. */
static int tell_no_hint(struct session *session, const struct play *play)
{
	const struct part *part = play_part(play);

	play_tell(session, "The hints are for the task near the end of a lesson. %s", part_asks(part) ? "Answer, or `skip`." :
	          part->kind == PART_BLOCK ? "Enter runs the command." : "Enter goes on.");
	return STATUS_USAGE;
}

int play_hint(struct session *session, struct play *play)
{
	struct buf out = { 0 };
	int n = play->progress.hints;

	play->acted = true;
	if (play_part(play)->kind != PART_CHECK)
		return tell_no_hint(session, play);
	if (!lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n))
		return play_reveal(session, play);
	buf_addc(&out, '\n');
	show_hint(&out, play->lesson, n, &session->look);
	play_say(session, &out);
	play->progress.hints++;
	play_keep(play);
	if (!lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n + 1))
		play_tell(session, "(That was the last hint; `lesson hint` now shows the solution.)");
	return STATUS_OK;
}

/* "`lesson hint` shows hint 2 of 3" */
static void add_help(struct buf *out, const struct play *play)
{
	int seen = play->progress.hints, n = 0;

	while (lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n))
		n++;
	if (seen < n)
		buf_printf(out, "`lesson hint` shows hint %d of %d", seen + 1, n);
	else
		buf_adds(out, "`lesson hint` shows the solution");
}

int play_remind(struct session *session, struct play *play)
{
	const struct goal *goal = &play_part(play)->goal;
	struct buf help = { 0 };
	int status = play_show(session, play);

	add_help(&help, play);
	play_tell(session, "Run something that ends in %s%s%s%s. %s, `lesson next` gives up.",
	          verdict_word(goal->verdict), goal->proved ? " in every schedule" : "",
	          *goal->must_print ? ", and always prints " : "", goal->must_print, buf_text(&help));
	buf_free(&help);
	return status;
}

/* " sends=4": is it on the line of the newest run? */
static bool on_run_line(const struct session *session, const char *name)
{
	struct buf word = { 0 };
	bool found;

	buf_printf(&word, " %s=", name);
	found = session->last_run && strstr(session->last_run, buf_text(&word));
	buf_free(&word);
	return found;
}

/* The run had settings that stand on no line: say so, for they count. */
static void add_turned(struct buf *out, const struct session *session)
{
	const struct result *run = session->last;
	struct spec spec;
	int n = 0;

	for (int i = 0; i < session->turned.n; i++) {
		const char *name = session->turned.at[i].name;

		if (!spec_find(&spec, run->pattern, name) || spec.of_run || on_run_line(session, name) ||
		    run->values[spec.index] == spec.standard || turned_find(&session->turned, name) != &session->turned.at[i])
			continue;
		buf_printf(out, "%s%s=", n++ ? ", " : " (It had what you have turned, too: ", name);
		spec_value(out, &spec, run->values[spec.index], run->files[spec.index]);
	}
	buf_adds(out, n ? ".)" : "");
}

/* Does the task itself say what it may be? (That it is not to be one value says little.) */
static bool is_kept(const struct goal *goal, const char *name)
{
	const char *list = goal->keep;
	struct term term;

	while (term_next(&list, &term))
		if (strcmp(term.name, name) == 0 && strcmp(term.sign, "!=") != 0)
			return true;
	return false;
}

/* The task began with another value of what this run has left to its default: say so, for that is what has mended it. */
static void add_left_out(struct buf *out, const struct session *session, const struct goal *goal)
{
	const struct result *run = session->last;
	const char *start = goal->start;
	struct buf values = { 0 };
	struct term term;
	struct spec spec;
	int value;

	while (term_next(&start, &term)) {
		if (!term_understands(&term, run->pattern, &spec, &value) || spec.is_text || value == spec.standard ||
		    run->values[spec.index] != spec.standard || is_kept(goal, term.name) ||
		    on_run_line(session, term.name) || turned_find(&session->turned, term.name))
			continue;
		buf_printf(&values, " %s=", term.name);
		spec_value(&values, &spec, spec.standard, NULL);
	}
	if (values.length)
		buf_printf(out, " (The task began otherwise. What you left out has its default:%s.)", buf_text(&values));
	buf_free(&values);
}

void play_judge(struct session *session, struct play *play)
{
	const struct goal *goal = &play_part(play)->goal;
	struct buf said = { 0 };
	bool reached, shown;

	play_busy(session, goal->proved ? "looking at all schedules ..." : "running it again and again ...");
	reached = session->last && goal_judge(goal, session->last, &said);
	play_idle(session);
	if (said.length)
		add_turned(&said, session);
	if (reached)
		add_left_out(&said, session, goal);
	if (said.length)
		play_tell(session, "%s", buf_text(&said));
	shown = said.length > 0;
	buf_free(&said);
	if (reached) {
		play->progress.solved = true;
		play_reveal(session, play);
		play_go_on(session, play);
	}
	if (shown)
		play_forget_typed(session);
}
