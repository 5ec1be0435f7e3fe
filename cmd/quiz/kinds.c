/* kinds.c - questions about how something can end; see kinds.h. */
#include "cmd/quiz/kinds.h"

#include <stdio.h>
#include <string.h>

#include "cmd/quiz/certify.h"
#include "cmd/search/search_report.h"
#include "lab/base/text.h"

const struct quiz_kind *const quiz_kinds[] = {
	&kind_fate, &kind_which, &kind_edge, &kind_pair, &kind_left, &kind_first, NULL
};

/* ---- Always, sometimes or never ---- */

/* To the edge, where there is one: to one side of it or the other. */
static void go_to_edge(struct session *session, struct asked *asked, struct rng *rng)
{
	struct edge edge;
	uint32_t side = rng_below(rng, 2);
	int setting;

	if (!asked->subject->knob)
		return;
	setting = setup_setting(&asked->setup, asked->subject->knob);
	if (edge_find(session, &asked->setup, setting, asked->subject->verdict, &edge))
		asked->setup = edge.setups[side];
	edge_free(&edge);
}

static bool make_fate(struct session *session, struct asked *asked, struct rng *rng)
{
	static const char *const choices[] = {
		"always: in every schedule", "sometimes: in some schedules, not in others", "never, in no schedule"
	};
	enum verdict verdict = asked->subject->verdict;
	struct exploration *found;
	const char *how_often;

	go_to_edge(session, asked, rng);
	found = certify(session, &asked->setup, verdict);
	if (!found)
		return false;
	how_often = search_how_often(found, verdict);
	if (!is_frequency_known(found, verdict) ||
	    (asked->picky && strncmp(choices[asked->wish], how_often, strlen(how_often)))) {
		exploration_free(found);
		return false;
	}
	for (int i = 0; i < 3; i++)
		asked_choice(asked, choices[i], strncmp(choices[i], how_often, strlen(how_often)) == 0);
	asked->text = arena_printf(asked->arena, "Does it %s: always, sometimes or never?", verdict_deed(verdict));
	asked->fact = arena_printf(asked->arena, !is_possible(found, verdict) ? "It cannot %s." :
	                           search_always(found, verdict) ? "It must %s, whichever of its tasks moves when." :
	                           "It can %s, and need not.", verdict_deed(verdict));
	asked_tell(asked, &asked->setup, found);
	return true;
}

const struct quiz_kind kind_fate = { .name = "fate", .level = 0, .make = make_fate };

/* ---- Which one ---- */

enum { CHOICES = 4, MOST_DRAWN = 12 };

/* What has been drawn: those that can end so, and those that cannot. */
struct sorted {
	int                 n[2];
	struct setup        setups[2][MOST_DRAWN];
	struct exploration *found[2][MOST_DRAWN];       /* owned */
};

static void sorted_free(struct sorted *sorted)
{
	for (int can = 0; can < 2; can++)
		for (int i = 0; i < sorted->n[can]; i++)
			exploration_free(sorted->found[can][i]);
}

static bool is_there(const struct sorted *sorted, const struct setup *setup)
{
	for (int can = 0; can < 2; can++)
		for (int i = 0; i < sorted->n[can]; i++)
			if (setup_same(&sorted->setups[can][i], setup))
				return true;
	return false;
}

static void draw_sorted(struct session *session, const struct asked *asked, struct rng *rng, struct sorted *sorted)
{
	for (int i = 0; i < MOST_DRAWN && (!sorted->n[0] || !sorted->n[1] || sorted->n[0] + sorted->n[1] < CHOICES + 1); i++) {
		struct setup setup = subject_draw(asked->subject, rng, asked->level);
		struct exploration *found = is_there(sorted, &setup) ? NULL : certify(session, &setup, asked->subject->verdict);
		int can;

		if (!found)
			continue;
		can = is_possible(found, asked->subject->verdict);
		sorted->setups[can][sorted->n[can]] = setup;
		sorted->found[can][sorted->n[can]++] = found;
	}
}

/* What all that are listed have in common stands above them, and only the rest in the choices. */
static void part_settings(struct asked *asked, struct sorted *sorted, int odd)
{
	const struct setup *one = &sorted->setups[odd][0];

	for (int i = 0; i < pattern_n_settings(one->pattern); i++) {
		bool same = true;

		for (int k = 0; k < CHOICES - 1; k++)
			same &= sorted->setups[!odd][k].values[i] == one->values[i];
		asked->setup.named[i] = one->named[i] && same;
		asked->setup.values[i] = one->values[i];
		for (int can = 0; can < 2; can++)
			for (int k = 0; k < sorted->n[can]; k++)
				sorted->setups[can][k].named[i] &= !same;
	}
}

/* One of a kind, at `place`, among others. */
static void list_choices(struct asked *asked, const struct sorted *sorted, int odd, int place)
{
	struct buf text = { 0 };

	for (int i = 0, other = 0; i < CHOICES; i++) {
		buf_clear(&text);
		setup_assignments(&text, i == place ? &sorted->setups[odd][0] : &sorted->setups[!odd][other++]);
		asked_choice(asked, buf_text(&text), i == place);
	}
	buf_free(&text);
}

static bool make_which(struct session *session, struct asked *asked, struct rng *rng)
{
	struct sorted sorted = { 0 };
	const char *deed = verdict_deed(asked->subject->verdict);
	int odd, place;
	bool good;

	draw_sorted(session, asked, rng, &sorted);
	odd = sorted.n[1] >= 1 && sorted.n[0] >= CHOICES - 1;
	good = odd || (sorted.n[0] >= 1 && sorted.n[1] >= CHOICES - 1);
	place = (int)rng_below(rng, CHOICES);
	if (good) {
		asked->told = sorted.setups[1][0];
		part_settings(asked, &sorted, odd);
		list_choices(asked, &sorted, odd, place);
		asked->text = arena_printf(asked->arena, odd ? "One of these can %s. Which one?" :
		                           "All but one of these can %s. Which one can not?", deed);
		asked->fact = arena_printf(asked->arena, odd ? "That one can %s, the others can not." :
		                           "The others can %s, that one can not.", deed);
		asked->found = sorted.found[1][0];
		sorted.found[1][0] = NULL;
	}
	sorted_free(&sorted);
	return good;
}

const struct quiz_kind kind_which = { .name = "which", .level = 1, .make = make_which };

/* ---- The smallest number ---- */

static bool make_edge(struct session *session, struct asked *asked, struct rng *rng)
{
	enum verdict verdict = asked->subject->verdict;
	const char *knob = asked->subject->knob, *deed = verdict_deed(verdict);
	struct edge edge;
	int setting;

	(void)rng;
	setting = setup_setting(&asked->setup, knob);
	if (!edge_find(session, &asked->setup, setting, verdict, &edge))
		return false;
	snprintf(asked->expected, sizeof asked->expected, "%d", edge.value);
	asked->setup.named[setting] = false;
	asked->text = arena_printf(asked->arena, "What is the smallest %s= (%d or more) with which it %s %s?", knob,
	                           asked->setup.pattern->settings[setting].min, edge.can ? "can" : "can not", deed);
	asked->fact = arena_printf(asked->arena, "With %s=%d it %s %s, with %s=%d it %s.", knob, edge.value - 1,
	                           edge.can ? "cannot" : "can", deed, knob, edge.value, edge.can ? "can" : "cannot");
	asked_tell(asked, &edge.setups[edge.can], edge.found[edge.can]);
	edge.found[edge.can] = NULL;
	edge_free(&edge);
	return true;
}

const struct quiz_kind kind_edge = { .name = "edge", .level = 2, .knob = true, .make = make_edge };

/* ---- How many are left behind ---- */

/* Does main always come to its end? Else nobody is left behind by it. */
static bool is_ok_or_leak(const struct exploration *found)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (i != VERDICT_OK && i != VERDICT_LEAK && is_possible(found, (enum verdict)i))
			return false;
	return true;
}

static bool make_left(struct session *session, struct asked *asked, struct rng *rng)
{
	struct exploration *found;

	(void)rng;
	found = certify(session, &asked->setup, asked->subject->verdict);
	if (!found || found->leaked_least != found->leaked_most || !is_ok_or_leak(found) ||
	    (asked->picky && asked->wish > 0 && !found->leaked_most)) {
		exploration_free(found);
		return false;
	}
	snprintf(asked->expected, sizeof asked->expected, "%d", found->leaked_most);
	asked->text = arena_text(asked->arena, "How many tasks are left behind, for ever, when main is at its end?");
	asked->fact = arena_printf(asked->arena, "In every schedule %d task%s left behind.", found->leaked_most,
	                           found->leaked_most == 1 ? " is" : "s are");
	asked_tell(asked, &asked->setup, found);
	return true;
}

const struct quiz_kind kind_left = { .name = "left", .level = 3, .verdict = VERDICT_LEAK, .make = make_left };
