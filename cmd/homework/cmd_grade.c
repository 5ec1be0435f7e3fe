/* cmd_grade.c - the `grade` command: which homework, which programs, and what is said of them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/homework/commands.h"
#include "cmd/homework/marks_tell.h"
#include "cmd/session/parse.h"
#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

enum { USUAL_SECONDS = 10, MOST_SECONDS = 3600, USUAL_MIB = 1024, LEAST_MIB = 64, MOST_MIB = 1 << 20 };

/* What one line asks for. */
struct order {
	const char              *file;          /* of the course; NULL: the one that the program carries */
	int                      number;        /* of the lesson; -1: none is named */
	struct bounds            bounds;
	struct course           *course;
	const struct homework   *homework;
	struct submissions       submissions;
	struct buf               settings;      /* " FIXED=1": for all of them */
	bool                     self;          /* no program was named: the skeleton and the reference */
};

/* ---- What is asked for ---- */

static bool number_of(const char *text, int least, int most, int *number)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end || n < least || n > most)
		return false;
	*number = (int)n;
	return true;
}

static int take_number(struct session *session, const struct call *call, const struct arg *arg, int least, int most,
                       int *number)
{
	if (number_of(arg->value, least, most, number))
		return STATUS_OK;
	return complain_usage(session, call, "%s must be %d..%d, got '%.40s'", arg->name, least, most, arg->value);
}

static int take_word(struct session *session, const struct call *call, const char *word, struct order *order)
{
	if (order->number < 0 && number_of(word, 0, 999, &order->number))
		return STATUS_OK;
	if (order->file || order->number >= 0)
		return complain_usage(session, call, "'%.40s' is a word too many; programs are named by program=", word);
	order->file = word;
	return STATUS_OK;
}

static int take(struct session *session, const struct call *call, const struct arg *arg, struct order *order)
{
	if (!arg->name)
		return take_word(session, call, arg->text, order);
	if (!strcmp(arg->name, "seconds"))
		return take_number(session, call, arg, 1, MOST_SECONDS, &order->bounds.seconds);
	if (!strcmp(arg->name, "megabytes"))
		return take_number(session, call, arg, LEAST_MIB, MOST_MIB, &order->bounds.memory_mib);
	if (strcmp(arg->name, "program") != 0) {
		buf_printf(&order->settings, " %s=", arg->name);
		parse_spell(&order->settings, arg->value);
	}
	return STATUS_OK;
}

static int read_call(struct session *session, const struct call *call, struct order *order)
{
	int status = STATUS_OK;

	*order = (struct order){ .number = -1, .bounds = { USUAL_SECONDS, USUAL_MIB, CONFINED_ALL } };
	for (int i = 0; i < call->n_args && status == STATUS_OK; i++)
		status = take(session, call, &call->args[i], order);
	if (status == STATUS_OK && call->n_args == 0)
		status = complain_usage(session, call, "say which homework: a file, or a lesson's number");
	return status;
}

/* ---- The homework ---- */

/* The lessons that have one: "0, 3". */
static const struct homework *only_one(const struct course *course, struct buf *several)
{
	const struct homework *found = NULL;

	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].homework.grades) {
			buf_printf(several, "%s%d", found ? ", " : "", course->lessons[i].number);
			found = &course->lessons[i].homework;
		}
	return found;
}

static int choose(struct session *session, struct order *order)
{
	const struct lesson *lesson = order->number >= 0 ? course_lesson(order->course, order->number) : NULL;
	const char *name = order->course->name;
	struct buf several = { 0 };
	int status = STATUS_OK;

	order->homework = lesson ? &lesson->homework : only_one(order->course, &several);
	if (order->number >= 0 && (!lesson || !lesson->homework.grades))
		status = complain(session, "no-homework", NULL, "lesson %d of %s has no homework", order->number, name);
	else if (!order->homework)
		status = complain(session, "no-homework", NULL, "there is no homework in %s (`help homework` shows one)", name);
	else if (strchr(buf_text(&several), ','))
		status = complain(session, "several-homeworks", NULL, "%s has several homeworks: say which, as in `grade %s %c`; "
		                  "there are %s", name, name, *several.text, buf_text(&several));
	buf_free(&several);
	return status;
}

static int load_course(struct session *session, struct order *order)
{
	struct buf why = { 0 };

	order->course = course_load(order->file ? order->file : course_usual(), &why);
	if (!order->course)
		complain(session, "bad-course", NULL, "%s", buf_text(&why));
	buf_free(&why);
	return order->course ? choose(session, order) : STATUS_USAGE;
}

/* ---- The programs ---- */

static void add_named(struct order *order, const struct call *call, struct buf *why)
{
	for (int i = 0; i < call->n_args && !why->length; i++)
		if (call->args[i].name && !strcmp(call->args[i].name, "program"))
			submissions_add(&order->submissions, call->args[i].value, buf_text(&order->settings), why);
}

/* The homework's own. */
static void add_own(struct order *order, struct buf *why)
{
	const struct homework *homework = order->homework;
	const char *course = order->file ? order->file : "", *settings = buf_text(&order->settings);

	order->self = true;
	if (!homework->skeleton)
		buf_adds(why, "name a program by program=FILE: the homework has no skeleton and reference of its own");
	else if (submissions_add_course(&order->submissions, course, homework->skeleton, settings, why))
		submissions_add_course(&order->submissions, course, homework->reference, settings, why);
}

static int find_programs(struct session *session, const struct call *call, struct order *order)
{
	struct buf why = { 0 };
	int status = STATUS_OK;

	if (programs_refused())
		return complain(session, "refused", NULL, "files of one's own are refused here (--no-programs)");
	add_named(order, call, &why);
	if (!why.length && !order->submissions.n)
		add_own(order, &why);
	if (why.length)
		status = complain(session, "no-program", NULL, "%s", buf_text(&why));
	buf_free(&why);
	return status;
}

/* ---- Grading ---- */

static int widest(const struct submissions *submissions)
{
	int most = 0;

	for (int i = 0; i < submissions->n; i++)
		if (text_columns(submissions->at[i].name) > most)
			most = text_columns(submissions->at[i].name);
	return most;
}

static void report(struct session *session, const struct order *order, int i, const struct marks *marks)
{
	const struct submission *submission = &order->submissions.at[i];

	if (session->json)
		marks_tell_json(session, submission, marks, order->bounds.held);
	else if (order->submissions.n == 1 || order->self)
		marks_tell_one(session, submission, marks);
	else
		marks_tell_line(session, submission, marks, widest(&order->submissions));
}

/* Of a homework by itself: the skeleton must not get all marks, the reference must. */
static int judge_self(struct session *session, const struct marks *skeleton, const struct marks *reference)
{
	int status = STATUS_OK;

	if (skeleton->got == skeleton->of) {
		complain(session, "solved-skeleton", NULL, "the skeleton gets all marks already: there is nothing to do");
		status = STATUS_FINDING;
	}
	if (reference->got < reference->of) {
		complain(session, "bad-reference", NULL, "the reference answer does not get all marks");
		status = STATUS_FINDING;
	}
	if (status == STATUS_OK)
		remark(session, "The homework is as it should be: the skeleton fails, the reference answer passes.");
	return status;
}

static int conclude(struct session *session, const struct order *order, const struct marks *all)
{
	int n = order->submissions.n, status = STATUS_OK;

	if (n > 1 && !order->self && !session->json)
		marks_tell_table(session, &order->submissions, all);
	if (order->self)
		return judge_self(session, &all[0], &all[1]);
	for (int i = 0; i < n; i++)
		if (all[i].got < all[i].of)
			status = STATUS_FINDING;
	return status;
}

static int grade_all(struct session *session, struct order *order)
{
	int n = order->submissions.n, done = 0, status = STATUS_OK;
	struct marks *all = calloc((size_t)n, sizeof *all);
	struct buf why = { 0 };

	must(all);
	bounds_probe(&order->bounds);
	marks_tell_bounds(session, &order->bounds);
	for (; done < n && status == STATUS_OK; done++)
		if (!grade(&all[done], order->homework, &order->submissions.at[done], &order->bounds, &why))
			status = complain_system(session, "no-folder", "%s", buf_text(&why));
		else if (all[done].stopped)
			status = STATUS_INTERRUPTED;
		else
			report(session, order, done, &all[done]);
	if (status == STATUS_OK)
		status = conclude(session, order, all);
	for (int i = 0; i < done; i++)
		marks_free(&all[i]);
	free(all);
	buf_free(&why);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	struct order order;
	int status = read_call(session, call, &order);

	if (status == STATUS_OK)
		status = load_course(session, &order);
	if (status == STATUS_OK)
		status = find_programs(session, call, &order);
	if (status == STATUS_OK)
		status = grade_all(session, &order);
	submissions_free(&order.submissions);
	buf_free(&order.settings);
	course_free(order.course);
	return status;
}

const struct command cmd_grade = {
	.name = "grade", .alias = { NULL }, .group = GROUP_LEARN,
	.args = "FILE.md|n [program=FILE|FOLDER ...] [seconds=n] [megabytes=n]",
	.summary = "mark programs that were handed in, by the checks of a homework",
	.detail = "The checks stand in a course's Markdown (`help homework` shows one); a lesson's\n"
	          "number means the course's own. Each check is run, searched, or looked for in what\n"
	          "the program calls, and gives its marks or none, with a hint.\n"
	          "\n"
	          "  grade hw.md program=./hw.c           one program, check by check\n"
	          "  grade hw.md program=submissions/     all in a folder: each .c file, and each\n"
	          "                                       folder with such files; a table at the end\n"
	          "  grade hw.md                          the homework itself: its skeleton must not\n"
	          "                                       get all marks, its reference answer must\n"
	          "From the shell, --program FILE is the same as program=FILE.\n"
	          "\n"
	          "Each check of each program is run by a process of its own, in an empty folder\n"
	          "that is removed afterwards, with seconds= of processor time (10) and megabytes=\n"
	          "of memory (1024). It has no network, no other processes, and writes nowhere else;\n"
	          "what this system does not let be forbidden is said before. It can read what\n"
	          "you can read. What ends well because it starts no thread passes unless a check\n"
	          "has `threads:` (`help homework`). Other settings, as N=3, are for every run of the programs.",
	.example = { "grade 24 program=lessons/homework.c", "grade 24" },
	.see_also = "lesson, explore, expect",
	.completer = COMPLETE_FILE,
	.run = run,
};
