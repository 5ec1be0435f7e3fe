/* lesson_lint_questions.c - what a lesson asks, once and again, and its answers; see lesson_lint.h. */
#include <string.h>

#include "cmd/course/lesson_lint.h"
#include "cmd/course/progress.h"
#include "cmd/course/puzzle.h"
#include "lab/base/text.h"

static bool is_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && text[digits] == '\0';
}

static bool is_order(const struct puzzle *puzzle, const char *text)
{
	struct buf order = { 0 };
	bool is = puzzle_read(puzzle, text, &order, NULL) && strcmp(buf_text(&order), text) == 0;

	buf_free(&order);
	return is;
}

static bool is_answer(const struct part *question, const char *key)
{
	const struct question *asked = &question->question;

	if (question->kind == PART_ORDER)
		return is_order(&question->puzzle, key);
	return asked->n ? strlen(key) == 1 && memchr(asked->letter, *key, (size_t)asked->n) : is_number(key);
}

/* What is said of a wrong answer is said of one that can be given, that is wrong, and once. */
static void check_remarks(struct lint *lint, const struct part *question, const struct part *answer)
{
	for (int i = 0; i < answer->n_remarks; i++) {
		const char *key = answer->remarks[i].key;
		bool again = false;

		for (int j = 0; j < i; j++)
			again |= strcmp(answer->remarks[j].key, key) == 0;
		if (!is_answer(question, key))
			lint_fault(lint, answer->line, "'%s', of which the answer speaks, is no answer to the question", key);
		else if (strcmp(key, answer->expected) == 0)
			lint_fault(lint, answer->line, "'%s' is the right answer, and called wrong", key);
		else if (again)
			lint_fault(lint, answer->line, "the answer speaks twice of '%s'", key);
	}
}

static void check_answer(struct lint *lint, const struct part *question, const struct part *answer)
{
	const struct question *asked = &question->question;
	const char *word = answer->expected;

	check_remarks(lint, question, answer);
	if (question->kind == PART_ORDER) {
		if (!is_order(&question->puzzle, word))
			lint_fault(lint, answer->line, "the answer must begin with an order of the lines in bold");
		return;
	}
	if (asked->n && (strlen(word) != 1 || !memchr(asked->letter, *word, (size_t)asked->n)))
		lint_fault(lint, answer->line, "the answer must begin with one of the choices %.*s in bold",
		      asked->n, asked->letter);
	else if (!asked->n && !is_number(word))
		lint_fault(lint, answer->line, "the answer must begin with a number in bold");
}

/* Where the review goes on that part `i` begins: up to what is returned. */
static int end_of_review(const struct lesson *lesson, int i)
{
	int number = lesson->parts[i].number;

	for (i++; i < lesson->n_parts; i++)
		if (lesson->parts[i].fold != FOLD_REVIEW || lesson->parts[i].number != number ||
		    lesson->parts[i].kind == PART_PREDICT)
			break;
	return i;
}

/* A question again: a question, what is run, an answer. */
static void check_review(struct lint *lint, const struct lesson *lesson, int i, int n_questions)
{
	const struct part *question = &lesson->parts[i];
	int end = end_of_review(lesson, i);
	const struct part *answer = &lesson->parts[end - 1];
	bool runs = false;

	for (int j = i; j < end; j++)
		runs |= lesson->parts[j].kind == PART_BLOCK;
	if (question->number > n_questions || lesson_question(lesson, question->number - 1)->kind != PART_PREDICT)
		lint_fault(lint, question->line, "review %d of lesson %s asks no question of it again", question->number,
		      lesson->name);
	if (question->kind != PART_PREDICT)
		lint_fault(lint, question->line, "a review begins with its question, **Predict.**");
	else if (!runs || answer->kind != PART_PROSE)
		lint_fault(lint, question->line, "a review has a transcript, and then its answer");
	else
		check_answer(lint, question, answer);
}

static void check_reviews(struct lint *lint, const struct lesson *lesson, int n_questions)
{
	for (int i = 0; i < lesson->n_parts; i++)
		if (lesson->parts[i].fold == FOLD_REVIEW) {
			check_review(lint, lesson, i, n_questions);
			i = end_of_review(lesson, i) - 1;
		}
}

void lint_questions(struct lint *lint, const struct lesson *lesson)
{
	int n = 0, answers = lint_count(lesson, PART_PROSE, FOLD_ANSWER);

	while (lesson_question(lesson, n))
		n++;
	if (n > MAX_ANSWERS)
		lint_fault(lint, lesson->line, "lesson %s asks too often: the answers that are kept end at %d", lesson->name,
		           MAX_ANSWERS);
	if (!lint_count(lesson, PART_PREDICT, FOLD_NONE))
		lint_fault(lint, lesson->line, "lesson %s asks for no prediction", lesson->name);
	if (n != answers)
		lint_fault(lint, lesson->line, "lesson %s has %d question%s and %d answer%s", lesson->name, n,
		      text_s(n), answers, text_s(answers));
	for (int i = 0; i < n && i < answers; i++)
		check_answer(lint, lesson_question(lesson, i), lesson_answer(lesson, i));
	check_reviews(lint, lesson, n);
}
