/* family.c - see family.h. */
#include "lab/trace/family.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"

/* A family is looked for among the newest few: without a bound 10,000 tasks that are all different take for ever. */
enum { MAX_RANGES = 4, LOOK_BACK = 100 };

int name_stem(const char *name)
{
	int length = (int)strlen(name), stem = length;

	while (stem > 0 && isdigit((unsigned char)name[stem - 1]))
		stem--;
	return stem > 0 ? stem : length;
}

bool name_alike(const char *a, const char *b)
{
	int stem = name_stem(a);

	return stem == name_stem(b) && strncmp(a, b, (size_t)stem) == 0 && (a[stem] != '\0') == (b[stem] != '\0');
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool alike_in_uses(const struct snapshot *snapshot, int a, int b)
{
	const struct snap_task *one = &snapshot->tasks[a], *two = &snapshot->tasks[b];

	if (one->declared != two->declared || one->n_uses != two->n_uses)
		return false;
	for (int i = 0; i < one->n_uses; i++)
		if (one->uses[i].object != two->uses[i].object || one->uses[i].kinds != two->uses[i].kinds)
			return false;
	return one->n_uses > 0 || one->parent == two->parent;
}

bool alike_in_waiting(const struct snapshot *snapshot, int a, int b)
{
	const struct snap_task *one = &snapshot->tasks[a], *two = &snapshot->tasks[b];

	if (one->state != two->state || one->stuck != two->stuck || one->n_cases != two->n_cases)
		return false;
	for (int i = 0; i < one->n_cases; i++)
		if (one->cases[i].object != two->cases[i].object || one->cases[i].event != two->cases[i].event)
			return false;
	if (one->n_next != two->n_next || (one->n_next && (one->next != two->next || one->next_object != two->next_object)))
		return false;
	return one->n_cases == 0 || same_text(one->here, two->here);
}

/* The number of the family that task `id` belongs to, among the `n` whose first members are `first`; or n. */
static int find(const struct snapshot *snapshot, const int *first, int n, int id,
                bool (*alike)(const struct snapshot *, int, int))
{
	for (int i = n; i-- > 0 && n - i <= LOOK_BACK;)
		if (name_alike(snapshot->tasks[first[i]].name, snapshot->tasks[id].name) &&
		    (!alike || alike(snapshot, first[i], id)))
			return i;
	return n;
}

struct families families_of(const struct snapshot *snapshot, const int *ids, int n,
                            bool (*alike)(const struct snapshot *, int, int), struct arena *arena)
{
	struct families all = { 0, NULL };
	int *first = arena_alloc(arena, (size_t)n * sizeof *first);
	int *which = arena_alloc(arena, (size_t)n * sizeof *which);

	for (int i = 0; i < n; i++) {
		which[i] = find(snapshot, first, all.n, ids[i], alike);
		if (which[i] == all.n)
			first[all.n++] = ids[i];
	}
	all.of = arena_alloc(arena, (size_t)all.n * sizeof *all.of);
	for (int i = 0; i < n; i++)
		all.of[which[i]].n++;
	for (int i = 0; i < all.n; i++) {
		all.of[i].tasks = arena_alloc(arena, (size_t)all.of[i].n * sizeof *all.of[i].tasks);
		all.of[i].n = 0;
	}
	for (int i = 0; i < n; i++) {
		struct family *family = &all.of[which[i]];

		family->tasks[family->n++] = ids[i];
	}
	return all;
}

static long number(const char *name)
{
	return strtol(name + name_stem(name), NULL, 10);
}

void name_range(struct buf *out, const char *const *names, int n)
{
	int ranges = 0;

	if (n == 1) {
		buf_adds(out, names[0]);
		return;
	}
	buf_add(out, names[0], (size_t)name_stem(names[0]));
	if (!names[0][name_stem(names[0])]) {
		buf_printf(out, " (%d)", n);
		return;
	}
	for (int i = 0, end; i < n; i = end) {
		long first = number(names[i]);

		for (end = i + 1; end < n && number(names[end]) == first + end - i;)
			end++;
		if (ranges++ == MAX_RANGES) {
			buf_adds(out, ",..");
			return;
		}
		buf_printf(out, "%s%ld", ranges > 1 ? "," : "", first);
		if (end > i + 1)
			buf_printf(out, "..%ld", first + end - i - 1);
	}
}

void family_range(struct buf *out, const struct snapshot *snapshot, const struct family *family)
{
	const char **names = malloc((size_t)family->n * sizeof *names);

	must(names);
	for (int i = 0; i < family->n; i++)
		names[i] = snapshot->tasks[family->tasks[i]].name;
	name_range(out, names, family->n);
	free(names);
}

void family_words(struct buf *out, const struct snapshot *snapshot, const struct family *family)
{
	const char *first = snapshot->tasks[family->tasks[0]].name;
	const char *last = snapshot->tasks[family->tasks[family->n - 1]].name;

	if (family->n == 1)
		buf_adds(out, first);
	else if (family->n == 2)
		buf_printf(out, "%s and %s", first, last);
	else if (number(last) - number(first) == family->n - 1)
		buf_printf(out, "%s .. %s (%d tasks)", first, last, family->n);
	else {
		family_range(out, snapshot, family);
		buf_printf(out, " (%d task%s)", family->n, text_s(family->n));
	}
}
