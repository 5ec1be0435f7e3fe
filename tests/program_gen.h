/*
 * program_gen.h - small random programs as data, and one pattern that runs them.
 *
 * A program is a few objects, made by main, and a few tasks; each task has
 * a list of steps and one local variable that steps set and later steps depend on. Tasks share nothing but objects, so
 * the order of operations decides everything.
 */
#ifndef TESTS_PROGRAM_GEN_H
#define TESTS_PROGRAM_GEN_H

#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"
#include "lab/sync/atom_over.h"
#include "tests/sanitized.h"

enum { GEN_OBJECTS = 4, GEN_TASKS = 4, GEN_STEPS = 8, GEN_CASES = 3, GEN_NIL = -1 };

/* X(step, word) */
#define GEN_STEP_KINDS(X)                                                                       \
	X(SEND, "send") X(RECV, "receive") X(CLOSE, "close") X(SELECT, "select")                \
	X(LOCK, "lock") X(TRYLOCK, "try") X(UNLOCK, "unlock")                                   \
	X(ADD, "add") X(DONE, "done") X(WAIT, "wait") X(LOAD, "load") X(STORE, "store")         \
	X(SLEEP, "sleep") X(RANDOM, "random") X(CHECK, "check local !=") X(SKIP, "skip next if local ==") \
	X(ACQUIRE, "acquire") X(TAKE, "try to acquire") X(RELEASE, "release")                   \
	X(READ, "read-lock") X(READ_END, "read-unlock") X(WRITE, "write-lock")                  \
	X(WRITE_END, "write-unlock") X(UPGRADE, "upgrade")                                      \
	X(HEAR, "wait on") X(SIGNAL, "signal") X(BROADCAST, "broadcast") X(MEET, "meet at")     \
	X(CANCEL, "cancel") X(WATCH, "wait for the end of") X(WHY, "ask")                       \
	X(TICK, "wait for") X(SET, "set") X(STOP, "stop") X(ONCE, "do")                         \
	X(GO, "start") X(JOIN, "join") X(NARROW, "narrow uses") X(CRASH, "crash if local !=") \
	X(LOCK_WITHIN, "lock within 1 ms") X(ACQUIRE_WITHIN, "acquire within 1 ms")             \
	X(READ_WITHIN, "read-lock within 1 ms") X(WRITE_WITHIN, "write-lock within 1 ms")       \
	X(HEAR_WITHIN, "wait within 1 ms on") X(TRY_READ, "try to read-lock") X(TRY_WRITE, "try to write-lock") \
	X(LOOK, "look at") X(INIT, "initialise") X(DESTROY, "destroy") X(TAKE_TASK, "take") X(DETACH, "detach") \
	X(PEEK, "load atomically") X(PUT, "store atomically") X(SWAP, "exchange")               \
	X(INCREASE, "add to") X(COMPARE, "compare and exchange") X(FENCE, "fence") X(COUNT, "count")

enum gen_step_kind {
#define X(step, word) GEN_##step,
	GEN_STEP_KINDS(X)
#undef X
	GEN_STEP_COUNT
};

enum gen_object_kind {
	GEN_CHAN, GEN_MUTEX, GEN_GROUP, GEN_CELL, GEN_SEMAPHORE, GEN_WEIGHTED, GEN_RWLOCK, GEN_COND, GEN_BARRIER,
	GEN_CONTEXT, GEN_TIMER, GEN_A_ONCE,
	GEN_ATOM, GEN_PLACE             /* of memory, with accesses that are not atomic, too */
};

struct gen_step {
	enum gen_step_kind kind;
	int                object;      /* of the program, GEN_NIL for a nil channel */
	int                n;           /* number, task, ms, the wait of a select, mutex of a wait, once in a once, memory order */
	int                n_cases;
	struct { int object, kind; } cases[GEN_CASES];
};

/* What a task that has forgotten a use says when it narrows its uses: the same, that one too, or nothing. */
enum gen_narrowing { GEN_KEEPS, GEN_OWNS_UP, GEN_GIVES_UP };

struct gen_task {
	bool            declared, late;         /* late: started by a step of its parent, not by main at once */
	int             forgets;                /* the object + 1 that it does not declare; 0: none */
	enum gen_narrowing narrowing;
	int             parent, n;
	struct gen_step steps[GEN_STEPS];
};

struct program {
	uint64_t        seed;
	const char     *class;
	bool            any_time;               /* the clock moves as it likes */
	bool            unbound;                /* a search is not to rely on what is declared */
	int             n_objects, n_tasks;
	struct { enum gen_object_kind kind; int arg; } objects[GEN_OBJECTS];
	struct gen_task tasks[GEN_TASKS];       /* 0 is main */
};

/* ---- Running one ---- */

/* What a run of the program has come to; in the run's memory. */
struct gen_live {
	const struct program *program;
	void                 *objects[GEN_OBJECTS];
	struct task          *tasks[GEN_TASKS];
	struct gen_actor { struct gen_live *live; int task; } actors[GEN_TASKS];
	int                   at[GEN_TASKS], local[GEN_TASKS];
	int64_t               memory[GEN_OBJECTS];      /* of places */
};

static const struct program *gen_program;       /* the one to run next */
static struct gen_live *gen_live;               /* of the run made last */

static unsigned gen_use_kinds(const struct program *p, const struct gen_step *s)
{
	if (p->objects[s->object].kind == GEN_PLACE && (s->kind == GEN_LOAD || s->kind == GEN_STORE))
		return 1u << (s->kind == GEN_LOAD ? ATOM_PLAIN_LOAD : ATOM_PLAIN_STORE);
	switch (s->kind) {
	case GEN_SEND:  return 1u << CHAN_SEND;
	case GEN_RECV:  return 1u << CHAN_RECV;
	case GEN_CLOSE: return 1u << CHAN_CLOSE;
	case GEN_COUNT: return COUNTS(NULL).kinds;
	case GEN_LOCK: case GEN_TRYLOCK: case GEN_UNLOCK: return LOCKS(NULL).kinds;
	case GEN_ADD:   return 1u << WAIT_GROUP_ADD;
	case GEN_DONE:  return 1u << WAIT_GROUP_DONE;
	case GEN_WAIT:  return 1u << WAIT_GROUP_WAIT;
	case GEN_LOAD:  return 1u << CELL_LOAD;
	case GEN_STORE: return 1u << CELL_STORE;
	case GEN_ACQUIRE: case GEN_TAKE: return ACQUIRES(NULL).kinds;
	case GEN_RELEASE: return RELEASES(NULL).kinds;
	case GEN_LOCK_WITHIN: return LOCKS(NULL).kinds;
	case GEN_ACQUIRE_WITHIN: case GEN_LOOK: return ACQUIRES(NULL).kinds;
	case GEN_READ: case GEN_READ_END: case GEN_READ_WITHIN: case GEN_TRY_READ: return READS(NULL).kinds;
	case GEN_WRITE: case GEN_WRITE_END: case GEN_WRITE_WITHIN: case GEN_TRY_WRITE: return WRITES(NULL).kinds;
	case GEN_INIT: case GEN_DESTROY: return ~0u;
	case GEN_UPGRADE: return READS(NULL).kinds | WRITES(NULL).kinds;
	case GEN_HEAR: case GEN_HEAR_WITHIN: return WAITS_ON(NULL).kinds;
	case GEN_SIGNAL: case GEN_BROADCAST: return SIGNALS(NULL).kinds;
	case GEN_MEET:  return MEETS(NULL).kinds;
	case GEN_CANCEL: return CANCELS(NULL).kinds;
	case GEN_WATCH: case GEN_WHY: return WATCHES(NULL).kinds;
	case GEN_TICK:  return HEARS(NULL).kinds;
	case GEN_SET: case GEN_STOP: return SETS(NULL).kinds;
	case GEN_ONCE:  return DOES(NULL).kinds;
	case GEN_PEEK:  return LOADS_ATOM(NULL).kinds;
	case GEN_PUT:   return STORES_ATOM(NULL).kinds;
	case GEN_SWAP:  return 1u << ATOM_EXCHANGE;
	case GEN_INCREASE: return 1u << ATOM_ADD;
	case GEN_COMPARE: return 1u << ATOM_COMPARE_EXCHANGE;
	default:        return 0;
	}
}

/* What task `t` does from step `from` on, and what the tasks do that it starts there: kinds by object. */
static void gen_add_uses(const struct program *p, int t, int from, unsigned *kinds)
{
	for (int i = from; i < p->tasks[t].n; i++) {
		const struct gen_step *s = &p->tasks[t].steps[i];

		if (s->object >= 0)
			kinds[s->object] |= gen_use_kinds(p, s);
		for (int k = 0; k < s->n_cases; k++)
			if (s->cases[k].object >= 0)
				kinds[s->cases[k].object] |= 1u << s->cases[k].kind;
		if (s->kind == GEN_HEAR || s->kind == GEN_HEAR_WITHIN)
			kinds[s->n] |= LOCKS(NULL).kinds;
		if (s->kind == GEN_ONCE && s->n >= 0)
			kinds[s->n] |= DOES(NULL).kinds;
		if (s->kind == GEN_GO)
			gen_add_uses(p, s->n, 0, kinds);
	}
}

/* All but what is forgotten. */
static struct uses gen_uses(const struct gen_live *live, int t, int from, int forgets, struct use *uses)
{
	unsigned kinds[GEN_OBJECTS] = { 0 };

	gen_add_uses(live->program, t, from, kinds);
	if (forgets)
		kinds[forgets - 1] = 0;
	uses[0] = (struct use){ NULL, 0 };
	for (int i = 0; i < GEN_OBJECTS; i++)
		uses[i + 1] = (struct use){ kinds[i] ? live->objects[i] : NULL, kinds[i] };
	return USES_OF(uses, GEN_OBJECTS + 1);
}

static void gen_narrow(const struct gen_live *live, int t)
{
	const struct gen_task *task = &live->program->tasks[t];
	struct use uses[GEN_OBJECTS + 1];

	if (!task_self()->declared)
		return;
	if (task->narrowing == GEN_GIVES_UP)
		task_uses(ANYTHING);
	else
		task_uses(gen_uses(live, t, live->at[t], task->narrowing == GEN_OWNS_UP ? 0 : task->forgets, uses));
}

static void gen_body(void *arg);

static void gen_start(struct gen_live *live, int t)
{
	struct use uses[GEN_OBJECTS + 1];
	const struct gen_task *task = &live->program->tasks[t];
	struct uses may = task->declared ? gen_uses(live, t, 0, task->forgets, uses) : ANYTHING;

	live->actors[t] = (struct gen_actor){ live, t };
	live->tasks[t] = task_go(gen_body, &live->actors[t], may, "t%d", t);
}

static void *gen_object(const struct gen_live *live, int object)
{
	return object < 0 ? NULL : live->objects[object];
}

static int gen_select(struct gen_live *live, const struct gen_step *s, int *local)
{
	struct select_case cases[GEN_CASES];
	int sent = *local, received = 0, chosen;
	bool ok = true;

	for (int i = 0; i < s->n_cases; i++) {
		void *object = gen_object(live, s->cases[i].object);
		int kind = object ? (int)live->program->objects[s->cases[i].object].kind : GEN_CHAN;

		if (kind == GEN_CONTEXT)
			cases[i] = DONE(object);
		else if (kind == GEN_TIMER)
			cases[i] = TICK(object);
		else if (s->cases[i].kind == CHAN_SEND)
			cases[i] = SEND((struct chan *)object, &sent);
		else
			cases[i] = RECV_OK((struct chan *)object, &received, &ok);
	}
	chosen = select_among(s->n, cases, s->n_cases);
	return chosen < 0 ? chosen : (chosen + (ok ? received : 2)) % 4;
}

static int gen_receive(struct gen_live *live, const struct gen_step *s)
{
	int value;

	return chan_recv((struct chan *)gen_object(live, s->object), &value) ? value : 3;
}

static void gen_do_nothing(void *arg)
{
	(void)arg;
}

static void gen_do_once(void *other)
{
	once_do(other, gen_do_nothing, NULL);
}

/* What is initialised and destroyed by operations. */
static void gen_init(const struct gen_live *live, const struct gen_step *s, void *object)
{
	int arg = live->program->objects[s->object].arg;

	switch (live->program->objects[s->object].kind) {
	case GEN_MUTEX:     mutex_init_(object, (enum mutex_kind)arg, HERE); break;
	case GEN_RWLOCK:    rwlock_init_(object, (enum rwlock_preference)arg, HERE); break;
	case GEN_SEMAPHORE: semaphore_init_(object, arg, HERE); break;
	case GEN_COND:      cond_init_(object, HERE); break;
	case GEN_BARRIER:   barrier_init_(object, arg, HERE); break;
	default:            break;
	}
}

static void gen_destroy(const struct gen_live *live, const struct gen_step *s, void *object)
{
	switch (live->program->objects[s->object].kind) {
	case GEN_MUTEX:     mutex_destroy(object); break;
	case GEN_RWLOCK:    rwlock_destroy(object); break;
	case GEN_SEMAPHORE: semaphore_destroy(object); break;
	case GEN_COND:      cond_destroy(object); break;
	case GEN_BARRIER:   barrier_destroy(object); break;
	default:            break;
	}
}

/* Those that wait for a time, never wait, or take a task. */
static void gen_do_more(struct gen_live *live, const struct gen_step *s, void *object, int *local)
{
	switch (s->kind) {
	case GEN_LOCK_WITHIN:    *local = mutex_lock_within(object, 1); break;
	case GEN_ACQUIRE_WITHIN: *local = semaphore_acquire_within((struct semaphore *)object, 1); break;
	case GEN_READ_WITHIN:    *local = rwlock_read_within((struct rwlock *)object, 1); break;
	case GEN_WRITE_WITHIN:   *local = rwlock_write_within((struct rwlock *)object, 1); break;
	case GEN_HEAR_WITHIN:    *local = cond_wait_within((struct cond *)object, live->objects[s->n], 1); break;
	case GEN_TRY_READ:       *local = rwlock_try_read(object); break;
	case GEN_TRY_WRITE:      *local = rwlock_try_write(object); break;
	case GEN_LOOK:           *local = semaphore_look(object); break;
	case GEN_INIT:           gen_init(live, s, object); break;
	case GEN_DESTROY:        gen_destroy(live, s, object); break;
	case GEN_TAKE_TASK:      if (live->tasks[s->n]) *local = task_take_(live->tasks[s->n], HERE); break;
	case GEN_DETACH:         if (live->tasks[s->n]) *local = task_detach_(live->tasks[s->n], HERE); break;
	default:                 break;
	}
}

/* An operation on an atom or a place, with a value that the local decides. */
static void gen_do_atom(struct gen_live *live, const struct gen_step *s, void *object, int *local)
{
	static const int kinds[] = { ATOM_LOAD, ATOM_STORE, ATOM_EXCHANGE, ATOM_ADD, ATOM_COMPARE_EXCHANGE };
	struct atom_access access;
	bool place = live->program->objects[s->object].kind == GEN_PLACE, done;

	memset(&access, 0, sizeof access);
	access.value = s->kind == GEN_INCREASE ? 1 : *local + 1;
	access.address = place ? &live->memory[s->object] : NULL;
	access.size = 8;
	access.order = access.failure = (enum atom_order)s->n;
	if (access.failure == ATOM_RELEASE || access.failure == ATOM_ACQ_REL)
		access.failure = ATOM_RELAXED;
	done = atom_perform(object, kinds[s->kind - GEN_PEEK], &access, HERE);
	if (s->kind == GEN_COMPARE)
		*local = done;
	else if (s->kind != GEN_PUT)
		*local = (int)(access.was % 4);
}

static void gen_do_plain(struct gen_live *live, const struct gen_step *s, void *object, int *local)
{
	int64_t *memory = &live->memory[s->object];

	atom_touch(object, (struct extent){ (uintptr_t)memory, 8 }, s->kind == GEN_STORE, HERE);
	if (s->kind == GEN_LOAD)
		*local = (int)(*memory % 4);
	else
		*memory = *local + 1;
}

static void gen_do_rest(struct gen_live *live, const struct gen_step *s, void *object, int *local)
{
	switch (s->kind) {
	case GEN_ACQUIRE:   semaphore_acquire_many((struct semaphore *)object, s->n); break;
	case GEN_TAKE:      *local = semaphore_try_many((struct semaphore *)object, s->n); break;
	case GEN_RELEASE:   semaphore_release_many((struct semaphore *)object, s->n); break;
	case GEN_READ:      rwlock_read_lock(object); break;
	case GEN_READ_END:  rwlock_read_unlock(object); break;
	case GEN_WRITE:     rwlock_write_lock(object); break;
	case GEN_WRITE_END: rwlock_write_unlock(object); break;
	case GEN_UPGRADE:   *local = rwlock_upgrade(object); break;
	case GEN_HEAR:      cond_wait(object, live->objects[s->n]); break;
	case GEN_SIGNAL:    cond_signal(object); break;
	case GEN_BROADCAST: cond_broadcast(object); break;
	case GEN_MEET:      *local = barrier_wait(object); break;
	case GEN_CANCEL:    context_cancel(object); break;
	case GEN_WATCH:     context_wait(object); break;
	case GEN_WHY:       *local = (int)context_why(object); break;
	case GEN_TICK:      timer_wait(object); break;
	case GEN_SET:       *local = timer_set((struct timer *)object, s->n); break;
	case GEN_STOP:      *local = timer_stop(object); break;
	case GEN_PEEK: case GEN_PUT: case GEN_SWAP: case GEN_INCREASE: case GEN_COMPARE:
		gen_do_atom(live, s, object, local);
		break;
	case GEN_FENCE:     atom_fence((enum atom_order)s->n); break;
	case GEN_ONCE:      once_do(object, s->n < 0 ? gen_do_nothing : gen_do_once, gen_object(live, s->n)); break;
	default:            gen_do_more(live, s, object, local); break;
	}
}

/* In one way or another; a sanitizer would have its say about all but abort(). */
static void gen_crash(int n)
{
	static int *volatile nowhere;

	if (n > 0 && !SANITIZED)
		*nowhere = n;
	abort();
}

static void gen_do(struct gen_live *live, int t, const struct gen_step *s)
{
	void *object = gen_object(live, s->object);
	int *local = &live->local[t];

	if ((s->kind == GEN_LOAD || s->kind == GEN_STORE) && live->program->objects[s->object].kind == GEN_PLACE) {
		gen_do_plain(live, s, object, local);
		return;
	}
	switch (s->kind) {
	case GEN_SEND:    chan_send((struct chan *)object, local); break;
	case GEN_RECV:    *local = gen_receive(live, s); break;
	case GEN_CLOSE:   chan_close(object); break;
	case GEN_COUNT:   *local = chan_len(object); break;
	case GEN_SELECT:  *local = gen_select(live, s, local); break;
	case GEN_LOCK:    mutex_lock(object); break;
	case GEN_TRYLOCK: *local = mutex_trylock(object); break;
	case GEN_UNLOCK:  mutex_unlock(object); break;
	case GEN_ADD:     wait_group_add(object, s->n); break;
	case GEN_DONE:    wait_group_done(object); break;
	case GEN_WAIT:    wait_group_wait(object); break;
	case GEN_LOAD:    *local = (int)cell_load(object); break;
	case GEN_STORE:   cell_store(object, *local + 1); break;
	case GEN_SLEEP:   task_sleep(s->n); break;
	case GEN_RANDOM:  *local = lab_random(s->n); break;
	case GEN_CHECK:   lab_check(*local != s->n, "the local is another"); break;
	case GEN_SKIP:    live->at[t] += *local == s->n; break;
	case GEN_GO:      gen_start(live, s->n); break;
	case GEN_JOIN:    if (live->tasks[s->n]) task_join(live->tasks[s->n]); break;
	case GEN_CRASH:   if (*local != s->n) gen_crash(s->n); break;
	case GEN_NARROW:  gen_narrow(live, t); break;
	default:          gen_do_rest(live, s, object, local); break;
	}
}

static void gen_body(void *arg)
{
	struct gen_actor *self = arg;
	struct gen_live *live = self->live;
	const struct gen_task *task = &live->program->tasks[self->task];

	while (live->at[self->task] < task->n)
		gen_do(live, self->task, &task->steps[live->at[self->task]++]);
}

/* Under the context before it, where there is one. */
static void *gen_make_context(const struct gen_live *live, int i, const char *name)
{
	struct context *parent = NULL;

	for (int k = 0; k < i; k++)
		if (live->program->objects[k].kind == GEN_CONTEXT)
			parent = live->objects[k];
	return context_make_within(parent, live->program->objects[i].arg, name);
}

static void *gen_make_object(const struct gen_live *live, int i)
{
	const struct program *p = live->program;
	const char *name = lab_name("o%d", i);
	struct wait_group *group;

	switch (p->objects[i].kind) {
	case GEN_CHAN:  return chan_make(int, p->objects[i].arg, name);
	case GEN_MUTEX: return mutex_make((enum mutex_kind)p->objects[i].arg, name);
	case GEN_CELL:  return cell_make(p->objects[i].arg, name);
	case GEN_GROUP:
		group = wait_group_make(name);
		wait_group_add(group, p->objects[i].arg);
		return group;
	case GEN_SEMAPHORE: return semaphore_make(p->objects[i].arg, name);
	case GEN_WEIGHTED:  return semaphore_make_weighted(p->objects[i].arg, name);
	case GEN_RWLOCK:    return rwlock_make((enum rwlock_preference)p->objects[i].arg, name);
	case GEN_COND:      return cond_make_spurious(p->objects[i].arg, name);
	case GEN_BARRIER:   return barrier_make(p->objects[i].arg, name);
	case GEN_CONTEXT:   return gen_make_context(live, i, name);
	case GEN_TIMER:     return p->objects[i].arg < 3 ? timer_make(p->objects[i].arg, name) : ticker_make(1, 2, name);
	case GEN_A_ONCE:    return once_make(name);
	case GEN_ATOM:      return atom_make(0, name);
	case GEN_PLACE:     return atom_over((void *)(uintptr_t)&live->memory[i], 8, true, name);
	}
	return NULL;
}

static void gen_run(const int *settings)
{
	struct gen_live *live = lab_new(struct gen_live);
	const struct program *p = gen_program;
	struct use uses[GEN_OBJECTS + 1];

	(void)settings;
	gen_live = live;
	live->program = p;
	for (int i = 0; i < p->n_objects; i++)
		live->objects[i] = gen_make_object(live, i);
	live->tasks[0] = task_me();
	live->actors[0] = (struct gen_actor){ live, 0 };
	for (int t = 1; t < p->n_tasks; t++)
		if (!p->tasks[t].late)
			gen_start(live, t);
	if (p->tasks[0].declared)
		task_uses(gen_uses(live, 0, 0, p->tasks[0].forgets, uses));
	gen_body(&live->actors[0]);
}

static const struct pattern gen_pattern = {
	.name = "generated", .summary = "a random program", .file = __FILE__, .run = gen_run,
};

#endif
