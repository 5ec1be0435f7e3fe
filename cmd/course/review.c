/* review.c - see review.h. */
#include "cmd/course/review.h"

#include <string.h>

#include "cmd/course/progress.h"
#include "cmd/session/which.h"
#include "lab/program/program.h"

enum { CLOSING = 1 };           /* parts beside those of the questions */

/*
 * Those that were skipped, or the others, that have to be answered rightly `times` times yet (0: however often) are added to
 * the `n` found before; returns how many there are then.
 */
static int find_some(const struct course *course, bool skipped, int times, struct due *due, int n)
{
	for (int i = 0; i < course->n; i++) {
		struct progress progress = progress_load(course, &course->lessons[i]);

		for (int j = 0; j < MAX_ANSWERS; j++) {
			const struct part *question = lesson_question(&course->lessons[i], j);

			if (!progress.answers[j].due || progress_skipped(&progress.answers[j]) != skipped)
				continue;
			if (times && progress.answers[j].due != times)
				continue;
			if (!question || question->kind != PART_PREDICT)
				continue;
			if (n < MOST_REVIEWED)
				due[n] = (struct due){ &course->lessons[i], j, skipped };
			n++;
		}
	}
	return n;
}

int review_find(const struct course *course, struct due *due)
{
	int n = 0;

	for (int times = RIGHT_AGAIN; times; times--)
		n = find_some(course, true, times, due, find_some(course, false, times, due, n));
	return n;
}

bool review_why(struct buf *out, const struct course *course)
{
	struct due due[MOST_REVIEWED];
	int wrong = find_some(course, false, 0, due, 0), all = find_some(course, true, 0, due, wrong);

	buf_adds(out, wrong ? "what you predicted wrongly" : "");
	buf_adds(out, wrong && all > wrong ? ", and " : "");
	buf_adds(out, all > wrong ? "what you skipped" : "");
	return all > 0;
}

void review_offer(struct buf *out, const struct course *course)
{
	struct buf why = { 0 };

	if (review_why(&why, course))
		buf_printf(out, "`review%s` asks again %s.", course->option, buf_text(&why));
	buf_free(&why);
}

/* The lesson that was played last stays that. */
void review_note(const struct course *course, const struct due *due, bool right)
{
	const struct lesson *last = progress_latest(course, LATEST);
	struct progress progress = progress_load(course, due->lesson);
	struct answer *answer = &progress.answers[due->question];

	answer->due = right ? answer->due - (answer->due > 0) : RIGHT_AGAIN;
	progress_save(&progress);
	if (last && last != due->lesson) {
		progress = progress_load(course, last);
		progress_save(&progress);
	}
}

/* ---- The lesson ---- */

/* Does part `i` belong to the fold that asks question `number` (from 1) again? */
static bool asks_again(const struct lesson *lesson, int i, int number)
{
	return lesson->parts[i].fold == FOLD_REVIEW && lesson->parts[i].number == number;
}

/* How often the lesson asks it again: once for each question in such a fold. */
static int variants(const struct lesson *lesson, int number)
{
	int n = 0;

	for (int i = 0; i < lesson->n_parts; i++)
		n += asks_again(lesson, i, number) && lesson->parts[i].kind == PART_PREDICT;
	return n;
}

/* ", about `dining`": the first pattern, or program, that the command names; "" where it names none. */
static const char *about(const struct course *course, const char *command)
{
	while (*command) {
		size_t length = strcspn(command, " ");
		const char *word = arena_printf(course->arena, "%.*s", (int)length, command);

		if (pattern_find(word) || program_is_path(word))
			return arena_printf(course->arena, ", about `%s`", word);
		command += length;
		command += strspn(command, " ");
	}
	return "";
}

/* The question, with the place that it is from before it, and what it is about where the block behind it tells. */
static struct part ask(const struct course *course, const struct due *due, const struct part *question,
                       const struct part *block)
{
	struct part part = *question;

	part.fold = FOLD_NONE;
	part.text = arena_printf(course->arena, "*From lesson %s, %s%s: %s.*\n\n%s", due->lesson->name, due->lesson->title,
	                         block ? about(course, block->transcript.exchanges[0].command) : "",
	                         due->skipped ? "you skipped it" : "it came otherwise than you said", question->text);
	return part;
}

/* What is run behind the question at `i`; NULL for nothing. */
static const struct part *block_behind(const struct lesson *lesson, int i)
{
	const struct part *next = i + 1 < lesson->n_parts ? &lesson->parts[i + 1] : NULL;

	return next && next->kind == PART_BLOCK && next->transcript.n > 0 ? next : NULL;
}

/* Where the lesson asks it for the `which`-th time: the question, what is run, the answer last. */
static int add_again(const struct course *course, const struct due *due, int which, struct part *parts)
{
	const struct lesson *lesson = due->lesson;
	int n = 0, at = -1;

	for (int i = 0; i < lesson->n_parts; i++) {
		if (!asks_again(lesson, i, due->question + 1))
			continue;
		at += lesson->parts[i].kind == PART_PREDICT;
		if (at != which)
			continue;
		parts[n] = lesson->parts[i];
		if (parts[n].kind == PART_PREDICT)
			parts[n] = ask(course, due, &lesson->parts[i], block_behind(lesson, i));
		parts[n++].fold = FOLD_NONE;
	}
	if (parts[n - 1].kind == PART_PROSE)
		parts[n - 1].fold = FOLD_ANSWER;
	return n;
}

/* As it was asked: what is run there may rest on what was run before, and is left out. */
static int add_as_it_was(const struct course *course, const struct due *due, struct part *parts)
{
	const struct part *answer = lesson_answer(due->lesson, due->question);

	parts[0] = ask(course, due, lesson_question(due->lesson, due->question), NULL);
	if (answer)
		parts[1] = *answer;
	return answer ? 2 : 1;
}

static int add_question(const struct course *course, const struct due *due, struct part *parts)
{
	struct progress progress = progress_load(course, due->lesson);
	int n = variants(due->lesson, due->question + 1);
	int times = RIGHT_AGAIN - progress.answers[due->question].due;

	if (!n)
		return add_as_it_was(course, due, parts);
	return add_again(course, due, (times < 0 ? 0 : times) % n, parts);
}

/* More than all parts that the questions may have. */
static int room_for(const struct due *due, int n)
{
	int room = CLOSING;

	for (int i = 0; i < n; i++)
		room += due[i].lesson->n_parts + 2;
	return room;
}

const struct lesson *review_lesson(const struct course *course, const struct due *due, int n)
{
	struct lesson *lesson = arena_alloc(course->arena, sizeof *lesson);

	lesson->name = "";
	lesson->title = "Review";
	lesson->parts = arena_alloc(course->arena, (size_t)room_for(due, n) * sizeof *lesson->parts);
	for (int i = 0; i < n; i++)
		lesson->n_parts += add_question(course, &due[i], &lesson->parts[lesson->n_parts]);
	lesson->parts[lesson->n_parts++] = (struct part){
		.kind = PART_PROSE, .expected = "", .text = "That was the last question of this round."
	};
	lesson_find_stops(lesson, course->arena);
	return lesson;
}
