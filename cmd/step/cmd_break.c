/* cmd_break.c - `break` and `continue`: stop a stepped run before something happens. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/step/break_line.h"
#include "cmd/step/stepping.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/trace/snap_text.h"

/* ---- What can be stopped at ---- */

static bool is_step(int kind)
{
	return kind != EV_TASK_GO && kind != EV_TASK_END && kind != EV_PARK && kind != EV_FAULT;
}

/* The word of a kind of event that a step can be; NULL for the others, and for a word that came before. */
static const char *word_of(int kind)
{
	const char *word = event_operation((enum event_kind)kind);

	for (int i = 0; i < kind; i++)
		if (is_step(i) && !strcmp(word, event_operation((enum event_kind)i)))
			return NULL;
	return is_step(kind) ? word : NULL;
}

/* "try-to-lock" is "try to lock". */
static bool same_words(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(*a == '-' && *b == ' '))
			return false;
	return *a == *b;
}

static const char *find_event(const char *typed)
{
	for (int i = 0; i < EVENT_KIND_COUNT; i++)
		if (word_of(i) && same_words(typed, word_of(i)))
			return word_of(i);
	return NULL;
}

/* Can some object of the run have this done to it, or does it need none? */
static bool is_possible(const struct snapshot *snapshot, int kind)
{
	const char *word = word_of(kind);

	if (!word)
		return false;
	for (int i = 0; i < snapshot->n_objects; i++)
		for (int k = 0; k < snapshot->objects[i].n_operations; k++)
			if (!strcmp(word, event_operation(snapshot->objects[i].events[k])))
				return true;
	return kind == EV_SLEEP || kind == EV_TIMEOUT || kind == EV_DEFAULT;
}

/* A word of several is written as one: "try-to-lock". */
static void add_event(struct buf *out, const char *word)
{
	for (; *word; word++)
		buf_addc(out, *word == ' ' ? '-' : *word);
}

static void list_event(struct listing *listing, const char *word)
{
	struct buf joined = { 0 };

	add_event(&joined, word);
	listing_add(listing, buf_text(&joined));
	buf_free(&joined);
}

static int complain_event(struct session *session, const struct snapshot *snapshot, const char *typed)
{
	struct suggester suggester = { .typed = typed };
	struct listing listing = { 0 };
	struct buf quoted = { 0 };
	int status;

	for (int i = 0; i < EVENT_KIND_COUNT; i++) {
		if (!is_possible(snapshot, i))
			continue;
		suggest_offer(&suggester, word_of(i));
		list_event(&listing, word_of(i));
	}
	quote_typed(&quoted, typed);
	status = complain_more(session, "unknown-event", &suggester.best, listing_text(&listing),
	                       "no step is called %s", buf_text(&quoted));
	buf_free(&quoted);
	listing_free(&listing);
	return status;
}

static bool has_object(const struct snapshot *snapshot, const char *name)
{
	for (int i = 0; i < snapshot->n_objects; i++)
		if (!strcmp(snapshot->objects[i].name, name))
			return true;
	return false;
}

static int complain_object(struct session *session, const struct snapshot *snapshot, const char *name)
{
	struct suggester suggester = { .typed = name };
	struct listing listing = { 0 };
	struct buf quoted = { 0 };
	int status;

	for (int i = 0; i < snapshot->n_objects; i++) {
		if (snap_is_task(&snapshot->objects[i]))
			continue;
		suggest_offer(&suggester, snapshot->objects[i].name);
		listing_add(&listing, snapshot->objects[i].name);
	}
	quote_typed(&quoted, name);
	status = complain_more(session, "unknown-name", &suggester.best, listing_text(&listing),
	                       "the run has no object %s yet", buf_text(&quoted));
	buf_free(&quoted);
	listing_free(&listing);
	return status;
}

/* ---- break ---- */

static void list_json(struct session *session, const struct stepping *stepping)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_array(&json, "breaks");
	for (int i = 0; i < stepping->n_breaks; i++) {
		json_object(&json, NULL);
		json_text(&json, "event", stepping->breaks[i].event);
		json_text(&json, "object", stepping->breaks[i].object);
		if (stepping->breaks[i].place)
			json_text(&json, "line", stepping->breaks[i].place);
		json_end_object(&json);
	}
	json_end_array(&json);
	out_json_end(session, &json);
}

static int list(struct session *session, const struct stepping *stepping)
{
	if (session->json)
		list_json(session, stepping);
	else if (stepping->n_breaks == 0)
		remark(session, "no breaks");
	for (int i = 0; i < stepping->n_breaks && !session->json; i++) {
		const struct breakpoint *at = &stepping->breaks[i];

		if (at->place)
			fprintf(session->out, "  %s\n", at->place);
		else
			fprintf(session->out, "  %s %s\n", at->event, at->object ? at->object : "(anything)");
	}
	return STATUS_OK;
}

static void clear(struct stepping *stepping)
{
	for (int i = 0; i < stepping->n_breaks; i++) {
		free(stepping->breaks[i].event);
		free(stepping->breaks[i].object);
		free(stepping->breaks[i].place);
	}
	stepping->n_breaks = 0;
}

static char *copy(const char *text)
{
	struct buf buf = { 0 };

	if (!text)
		return NULL;
	buf_adds(&buf, text);
	return buf_take(&buf);
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static int add(struct session *session, struct stepping *stepping, const char *event, const char *object, const char *place)
{
	for (int i = 0; i < stepping->n_breaks; i++) {
		const struct breakpoint *old = &stepping->breaks[i];

		if (same_text(old->event, event) && same_text(old->object, object) && same_text(old->place, place))
			return list(session, stepping);
	}
	if (stepping->n_breaks == MAX_BREAKS)
		return complain(session, "too-many", NULL,
		                "%d breaks are enough; `break off` takes them away", MAX_BREAKS);
	stepping->breaks[stepping->n_breaks++] = (struct breakpoint){ copy(event), copy(object), copy(place) };
	return list(session, stepping);
}

static int add_line(struct session *session, struct stepping *stepping, const char *typed)
{
	int status = STATUS_USAGE;
	char *place = line_typed(session, stepping, typed, &status);

	if (place)
		status = add(session, stepping, NULL, NULL, place);
	free(place);
	return status;
}

static int run_break(struct session *session, const struct call *call)
{
	struct stepping *stepping = stepping_needed(session);
	const char *event, *object = call->n_args > 1 ? call->args[1].text : NULL;
	const struct snapshot *snapshot;

	if (!stepping)
		return STATUS_USAGE;
	if (call->n_args == 0)
		return list(session, stepping);
	if (call->n_args > 2)
		return complain_usage(session, call, "what, and to which object?");
	if (!strcmp(call->args[0].text, "off") && !object) {
		clear(stepping);
		return list(session, stepping);
	}
	if (is_line_typed(call->args[0].text) && !object)
		return add_line(session, stepping, call->args[0].text);
	event = find_event(call->args[0].text);
	snapshot = stepper_look(stepping->stepper)->result->snapshot;
	if (!event)
		return complain_event(session, snapshot, call->args[0].text);
	if (object && !has_object(snapshot, object))
		return complain_object(session, snapshot, object);
	return add(session, stepping, event, object, NULL);
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct snapshot *snapshot = stepping_now(session) ? session_result(session)->snapshot : NULL;

	for (int i = 0; snapshot && i < EVENT_KIND_COUNT && call->n_args == 0; i++) {
		struct buf word = { 0 };

		if (!is_possible(snapshot, i))
			continue;
		add_event(&word, word_of(i));
		offer(offers, buf_text(&word), NULL);
		buf_free(&word);
	}
	if (call->n_args == 0)
		offer(offers, "off", "take all breaks away");
	for (int i = 0; snapshot && i < snapshot->n_objects && call->n_args == 1; i++)
		if (!snap_is_task(&snapshot->objects[i]))
			offer(offers, snapshot->objects[i].name, snapshot->objects[i].kind);
}

const struct command cmd_break = {
	.name = "break", .alias = { "b" }, .group = GROUP_RUN,
	.args = "[EVENT [object] | FILE:LINE | off]",
	.summary = "let `continue` stop before something happens",
	.detail = "EVENT is what a task is about to do: send, receive, lock, load, ... Without an\n"
	          "object: to any. FILE:LINE, or the line's number alone where there is one file: whatever\n"
	          "is done there. A line on which nobody does such a thing, as count++ under a lock, is\n"
	          "no step: `continue` says so at the end. `break` alone lists them, `break off` takes\n"
	          "them away.",
	.example = { "break send jobs", "break :41" },
	.see_also = "continue, step",
	.completer = COMPLETE_OWN, .offer = offer_words,
	.run = run_break,
};

/* ---- continue ---- */

static int run_continue(struct session *session, const struct call *call)
{
	if (!stepping_needed(session))
		return STATUS_USAGE;
	if (call->n_args > 0)
		return complain_usage(session, call, "it takes no argument: `break` says where to stop");
	return stepping_go(session, MAX_GO, true);
}

const struct command cmd_continue = {
	.name = "continue", .alias = { "c" }, .group = GROUP_RUN,
	.args = "",
	.summary = "go on stepping to the next break or to the end",
	.detail = "It follows the known way; where that ends, tasks take turns by their number.",
	.example = { "continue", "continue > rest.txt" },
	.see_also = "break, step, goto",
	.completer = COMPLETE_NOTHING,
	.run = run_continue,
};
