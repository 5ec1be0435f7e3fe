/* declared.c - see declared.h. */
#include "lab/engine/declared.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"

bool task_may(const struct task *task, const struct object *object, unsigned kinds)
{
	if (!task->declared || object->primitive == &task_primitive)
		return true;            /* only its own end frees who joins a task: nothing to declare */
	for (; object && kinds; object = object->above)
		for (int i = 0; i < task->n_uses; i++)
			if (task->uses[i].object == object)
				kinds &= ~task->uses[i].kinds;
	return kinds == 0;
}

/* ---- The run's list, which outlives run_again() and checkpoints ---- */

static char *copy_text(const char *text)
{
	size_t size = text ? strlen(text) + 1 : 0;
	char *copy = text ? malloc(size) : NULL;

	if (!text)
		return NULL;
	must(copy);
	return memcpy(copy, text, size);
}

static void keep(struct run *run, const struct breach *breach)
{
	struct breaches *breaches = &run->breaches;

	for (int i = 0; i < breaches->n; i++)
		if (breach_equal(&breaches->list[i], breach))
			return;
	breaches->more |= breaches->n == MOST_BREACHES;
	if (breaches->n == MOST_BREACHES)
		return;
	if (!breaches->list) {
		breaches->list = calloc(MOST_BREACHES, sizeof *breaches->list);
		must(breaches->list);
	}
	breaches->list[breaches->n] = *breach;
	breaches->list[breaches->n].task = copy_text(breach->task);
	breaches->list[breaches->n].object = copy_text(breach->object);
	breaches->list[breaches->n++].other = copy_text(breach->other);
}

int run_breaches(const struct run *run)
{
	int n = 0;

	for (int i = 0; i < run->n_tasks; i++)
		n += run->tasks[i]->breaches;
	return n;
}

void declared_forget(struct run *run)
{
	for (int i = 0; i < run->breaches.n; i++) {
		free((void *)(uintptr_t)run->breaches.list[i].task);
		free((void *)(uintptr_t)run->breaches.list[i].object);
		free((void *)(uintptr_t)run->breaches.list[i].other);
	}
	free(run->breaches.list);
	run->breaches = (struct breaches){ NULL, 0, false };
}

/* ---- Noting ---- */

/* `missing` is what would have declared it; its object may be NULL. */
static void breach(struct task *task, struct use missing, struct breach what)
{
	struct run *run = task->run;

	task->inside = true;
	what.task = task->object.name;
	what.task_id = task->id;
	what.object_id = missing.object ? ((struct object *)missing.object)->id : NO_OBJECT;
	lock_take(&run->lock);
	task->breaches++;
	if (missing.object)
		run_add_use(task, missing);
	keep(run, &what);
	lock_give(&run->lock);
}

/* All that is declared by the same word. */
static unsigned kinds_of(const struct primitive *primitive, const char *use)
{
	unsigned kinds = 0;

	for (int i = 0; i < primitive->n_kinds; i++)
		if (primitive->kinds[i].use && !strcmp(primitive->kinds[i].use, use))
			kinds |= 1u << i;
	return kinds;
}

static void breach_on(struct task *task, struct object *object, int kind, struct breach what)
{
	what.object = object->name;
	what.use = object->primitive->kinds[kind].use;
	must(what.use);
	breach(task, (struct use){ object, kinds_of(object->primitive, what.use) }, what);
}

/* One for each word that is missing; those of one word go together. */
static void check_uses(struct task *task, const struct use *uses, int n_uses, struct breach what)
{
	for (int i = 0; i < n_uses; i++)
		for (int kind = 0; uses[i].object && kind < use_object(&uses[i])->primitive->n_kinds; kind++)
			if (uses[i].kinds >> kind & 1 && !task_may(task, uses[i].object, 1u << kind))
				breach_on(task, uses[i].object, kind, what);
}

void declared_check(const struct op *op)
{
	for (int i = 0; i < op->n_cases; i++) {
		const struct op_case *c = &op->cases[i];
		const struct op_kind *kind = c->object ? &c->object->primitive->kinds[c->kind] : NULL;

		if (kind && !task_may(op->task, c->object, 1u << c->kind))
			breach_on(op->task, c->object, c->kind, (struct breach){
				.kind = BREACH_DOES, .verb = event_verb(kind->done), .operation = kind->word,
				.here = op->here });
	}
}

void declared_check_given(struct task *task, const struct use *uses, int n_uses, const char *other, const char *here)
{
	struct breach what = { .kind = BREACH_GIVES, .operation = "start", .here = here, .other = other };

	if (uses)
		check_uses(task, uses, n_uses, what);
	else if (task->declared)
		breach(task, (struct use){ NULL, 0 }, what);
}

void declared_check_wider(struct task *task, const struct use *uses, int n_uses)
{
	struct breach what = { .kind = BREACH_WIDENS, .operation = "declare", .here = atomic_load(&task->here) };

	if (uses)
		check_uses(task, uses, n_uses, what);
	else if (task->declared)
		breach(task, (struct use){ NULL, 0 }, what);
}
