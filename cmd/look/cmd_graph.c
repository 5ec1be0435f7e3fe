/* cmd_graph.c - the last run as a graph: who waits for whom, who talks to whom, what the objects hold. */
#include <string.h>

#include "cmd/look/graph_schedules.h"
#include "cmd/run/report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"
#include "lab/base/text.h"
#include "lab/trace/deeds.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum sort { GRAPH_WAITS, GRAPH_LOCKS, GRAPH_CHANNELS, GRAPH_TOPOLOGY };

/* The last is no graph of a run, but of all of them. */
static const char schedules[] = "schedules";
static const char *const words[] = { "waits", "locks", "channels", "topology", schedules, NULL };

static bool is_lock(const struct snap_object *object)
{
	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == EV_LOCK || object->events[i] == EV_WRITE_LOCK)
			return true;
	return false;
}

/* Nobody holds it, and nobody waits for it. */
static bool is_idle(const struct snapshot *snapshot, int object)
{
	for (int i = 0; i < snapshot->n_tasks; i++)
		for (int k = 0; k < snapshot->tasks[i].n_cases; k++)
			if (snapshot->tasks[i].cases[k].object == object)
				return false;
	return snapshot->objects[object].occupancy == 0;
}

/* "free: fork-0..4, gate": the locks of which there is nothing more to say. */
static void list_idle_locks(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct arena *arena = arena_new();
	const char **names = arena_alloc(arena, (size_t)snapshot->n_objects * sizeof *names);
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; i < snapshot->n_objects; i++)
		if (is_lock(&snapshot->objects[i]) && is_idle(snapshot, i))
			names[n++] = snapshot->objects[i].name;
	for (int i = 0, like; i < n; i += like) {
		for (like = 1; i + like < n && name_alike(names[i], names[i + like]); like++)
			;
		buf_adds(&text, i ? ", " : "free: ");
		name_range(&text, &names[i], like);
	}
	if (n > 0)
		text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
	buf_free(&text);
	arena_free(arena);
}

/*
 * The objects of one sort: locks are what somebody can hold; those that nobody does are listed apart. The others are
 * made to look like tasks, which the view leaves out.
 */
static void draw_objects(struct buf *text, const struct snapshot *snapshot, const struct look *look,
                         bool locks)
{
	struct arena *arena = arena_new();
	struct snapshot some = *snapshot;
	int n = 0;

	some.objects = arena_alloc(arena, (size_t)some.n_objects * sizeof *some.objects);
	for (int i = 0; i < some.n_objects; i++) {
		some.objects[i] = snapshot->objects[i];
		if (is_lock(&some.objects[i]) == locks && !snap_is_task(&some.objects[i]) &&
		    !(locks && is_idle(snapshot, i)))
			n++;
		else
			some.objects[i] = snapshot->objects[snapshot->tasks[0].object];
	}
	if (n > 0)
		view_objects(text, &some, look);
	if (locks)
		list_idle_locks(text, snapshot, look);
	arena_free(arena);
}

static int complain_sort(struct session *session, const char *word)
{
	struct suggester suggester = { .typed = word };

	for (int i = 0; words[i]; i++)
		suggest_offer(&suggester, words[i]);
	return complain_unknown(session, "unknown-graph", &suggester, "there is no graph of", "",
	                        "; there are waits, locks, channels, topology, schedules");
}

/* Whoever did something is there, be it that he has ended since. */
static void draw_topology(struct buf *text, const struct result *result, const struct look *look)
{
	struct arena *arena = arena_new();

	view_topology(text, snapshot_with_deeds(result->snapshot, &result->trace, arena), look);
	arena_free(arena);
}

static void draw(struct buf *text, const struct result *result, const struct look *look, int sort)
{
	switch (sort) {
	case GRAPH_WAITS:
		view_waits(text, result->snapshot, look);
		break;
	case GRAPH_TOPOLOGY:
		draw_topology(text, result, look);
		break;
	default:
		draw_objects(text, result->snapshot, look, sort == GRAPH_LOCKS);
	}
}

static void tell(struct session *session, const char *word, struct buf *text)
{
	struct buf line = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "graph", word);
		json_text(&json, "text", buf_text(text));
		out_json_end(session, &json);
	}
	out_text(session, text);
	if (text->length == 0)
		remark(session, "that run had no %s", word);
}

static int run(struct session *session, const struct call *call)
{
	const char *word = call->n_args ? call->args[0].text : words[GRAPH_WAITS];
	const struct result *result;
	struct buf text = { 0 };
	int sort = 0;

	if (!strcmp(word, schedules))
		return graph_schedules(session, call);
	if (call->n_args > 1)
		return complain_usage(session, call, "one graph at a time");
	while (words[sort] && strcmp(words[sort], word))
		sort++;
	if (!words[sort])
		return complain_sort(session, word);
	result = report_last(session);
	if (!result)
		return STATUS_USAGE;
	draw(&text, result, &session->look, sort);
	tell(session, word, &text);
	buf_free(&text);
	return STATUS_OK;
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	if (call->n_args > 0 && !strcmp(call->args[0].text, schedules))
		offer_graph_schedules(session, call, offers);
}

const struct command cmd_graph = {
	.name = "graph", .alias = { "g" }, .group = GROUP_LOOK,
	.args = "[waits | locks | channels | topology | schedules ...]",
	.summary = "draw who waits for whom at the end of the last run, or all its schedules",
	.detail = "  graph waits      who waits for whom; a circle is drawn as one\n"
	          "  graph locks      who holds which lock, who waits for it\n"
	          "  graph channels   what is in which channel, who waits for it\n"
	          "  graph topology   who talks to whom, as declared and as done\n"
	          "  graph schedules  all schedules of its settings as a tree, each with its end\n"
	          "The tree shows once what schedules have in common, then a branch for each, as\n"
	          "explore finds them: one of all that nobody can tell apart. Where they are more\n"
	          "than 300, it has the shortest of each outcome. outcome=bad leaves out those that\n"
	          "are ok, outcome=deadlock all that end otherwise. With leaf=4 you step through\n"
	          "that one: the way is laid out, `step` follows it, `continue` goes to its end.\n"
	          "A pattern and settings on the line go before the last run's: graph schedules\n"
	          "dining seats=4. It is searched for anew by each call, seconds=10 at most.",
	.example = { "graph", "graph schedules" },
	.see_also = "threads, explain, trace, explore",
	.completer = COMPLETE_OWN, .offer = offer_words, .words = words,
	.run = run,
};
