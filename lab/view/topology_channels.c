/*
 * topology_channels.c - channels as edges of the map.
 *
 * Channels that differ only in their number and in nothing else share an edge: "stream-0..2[0]". Where that leaves too
 * many edges, all channels named alike share one, from all who send to them to all who receive from them.
 */
#include <string.h>

#include "lab/view/topology.h"

enum { MAX_EDGES = 24, MAX_APART = 200 };

/* Channels that share an edge, a list through next[]. */
struct bundle {
	int   first, last, n;
	bool *send, *receive, *close;   /* by family; once all uses are noted NULL: perhaps main */
};

struct bundler {
	struct map    *map;
	struct bundle *bundles;
	int           *next;            /* by object */
	int           *which;           /* by object: its bundle, + 1 */
	int            n;
};

/* ---- Which channels belong together ---- */

static bool named_alike(const struct bundler *b, int one, int two)
{
	const struct snap_object *objects = b->map->snapshot->objects;

	return objects[one].capacity == objects[two].capacity && name_alike(objects[one].name, objects[two].name);
}

static void put(struct bundler *b, int channel, int into)
{
	struct bundle *bundle = &b->bundles[into];

	if (into == b->n)
		*bundle = (struct bundle){ .first = channel };
	else
		b->next[bundle->last] = channel;
	b->n += into == b->n;
	bundle->last = channel;
	bundle->n++;
	b->which[channel] = into + 1;
}

/* A bundle for each channel; or when `loose`, for all that are named alike. */
static void bundle_up(struct bundler *b, const int *channels, int n, bool loose)
{
	b->n = 0;
	for (int i = 0; i < n; i++) {
		int into = loose ? 0 : b->n;

		while (into < b->n && !named_alike(b, b->bundles[into].first, channels[i]))
			into++;
		put(b, channels[i], into);
	}
	for (int i = 0; i < b->n; i++) {
		b->bundles[i].send = map_nobody(b->map);
		b->bundles[i].receive = map_nobody(b->map);
		b->bundles[i].close = map_nobody(b->map);
	}
}

/* ---- Who uses them ---- */

static void note_use(struct bundler *b, int family, const struct snap_use *use)
{
	const struct snap_object *object = &b->map->snapshot->objects[use->object];
	struct bundle *bundle;

	if (!b->which[use->object])
		return;
	bundle = &b->bundles[b->which[use->object] - 1];
	bundle->send[family] |= (use->kinds & map_kinds(object, EV_CHAN_SEND)) != 0;
	bundle->receive[family] |= (use->kinds & map_kinds(object, EV_CHAN_RECV)) != 0;
	bundle->close[family] |= (use->kinds & map_kinds(object, EV_CHAN_CLOSE)) != 0;
}

static bool any(const struct map *map, const bool *has)
{
	return memchr(has, true, (size_t)map->all.n * sizeof *has) != NULL;
}

static void note_uses(struct bundler *b)
{
	struct map *map = b->map;
	bool main_may = !map->snapshot->tasks[0].declared;

	for (int i = 0; i < map->all.n; i++) {
		const struct snap_task *task = &map->snapshot->tasks[map->all.of[i].tasks[0]];

		for (int j = 0; j < task->n_uses; j++)
			note_use(b, i, &task->uses[j]);
	}
	for (int i = 0; i < b->n; i++) {
		struct bundle *bundle = &b->bundles[i];

		if (!any(map, bundle->send))    /* a channel that is only closed carries that news */
			bundle->send = bundle->close;
		if (main_may && !any(map, bundle->send))
			bundle->send = NULL;
		if (main_may && !any(map, bundle->receive))
			bundle->receive = NULL;
	}
}

/* ---- Edges ---- */

static bool same(const struct bundler *b, const bool *one, const bool *two)
{
	return one == two || (one && two && memcmp(one, two, (size_t)b->map->all.n * sizeof *one) == 0);
}

static bool used_alike(const struct bundler *b, const struct bundle *one, const struct bundle *two)
{
	return named_alike(b, one->first, two->first) && same(b, one->send, two->send) && same(b, one->receive, two->receive);
}

/* Join bundles with the same users. Order is kept. */
static void join_alike(struct bundler *b)
{
	int n = 0;

	for (int i = 0; i < b->n; i++) {
		struct bundle *bundle = &b->bundles[i];
		int into = 0;

		while (into < n && !used_alike(b, &b->bundles[into], bundle))
			into++;
		if (into < n) {
			b->next[b->bundles[into].last] = bundle->first;
			b->bundles[into].last = bundle->last;
			b->bundles[into].n += bundle->n;
		} else {
			b->bundles[n++] = *bundle;
		}
	}
	b->n = n;
}

static void add_edge(struct bundler *b, const struct bundle *bundle)
{
	const struct snap_object *objects = b->map->snapshot->objects;
	const char **names = arena_alloc(b->map->arena, (size_t)bundle->n * sizeof *names);
	struct buf label = { 0 };

	for (int i = 0, channel = bundle->first; i < bundle->n; channel = b->next[channel])
		names[i++] = objects[channel].name;
	name_range(&label, names, bundle->n);
	buf_printf(&label, "[%d]", objects[bundle->first].capacity);
	map_add_edge(b->map, bundle->send, bundle->receive, map_text(b->map, buf_text(&label)));
	buf_free(&label);
}

void map_add_channels(struct map *map)
{
	size_t room = (size_t)map->snapshot->n_objects;
	struct bundler b = { .map = map };
	int *channels = arena_alloc(map->arena, room * sizeof *channels), n = 0;

	b.bundles = arena_alloc(map->arena, room * sizeof *b.bundles);
	b.next = arena_alloc(map->arena, room * sizeof *b.next);
	b.which = arena_alloc(map->arena, room * sizeof *b.which);
	for (int i = 0; i < map->snapshot->n_objects; i++)
		if (map_kinds(&map->snapshot->objects[i], EV_CHAN_SEND))
			channels[n++] = i;
	bundle_up(&b, channels, n, n > MAX_APART);
	note_uses(&b);
	join_alike(&b);
	if (b.n > MAX_EDGES) {
		bundle_up(&b, channels, n, true);
		note_uses(&b);
	}
	for (int i = 0; i < b.n; i++)
		add_edge(&b, &b.bundles[i]);
}
