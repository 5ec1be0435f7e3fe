/*
 * program_do.h - the steps of a random program, done.
 */
#ifndef TESTS_PROGRAM_DO_H
#define TESTS_PROGRAM_DO_H

#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"
#include "lab/sync/atom_over.h"
#include "tests/program_uses.h"
#include "tests/sanitized.h"

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

static int gen_receive(struct gen_live *live, const struct gen_step *s, int *shown)
{
	int value;

	if (shown)              /* where others may see what was there before */
		return chan_recv((struct chan *)gen_object(live, s->object), shown) ? *shown : 3;

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

	atom_touch(object, (struct extent){ (uintptr_t)memory, 8 }, s->kind == GEN_STORE ? ATOM_PLAIN_STORE : ATOM_PLAIN_LOAD,
	           HERE);
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

/* Of those that are alike. */
static void gen_do_shown(struct gen_hand *hand, const struct gen_step *s)
{
	struct gen_live *live = hand->live;
	int *shown = hand->kept ? hand->kept : live->shown;

	if (s->kind == GEN_SHOW) {
		live->shown = hand->local;
	} else if (s->kind == GEN_KEEP) {
		hand->kept = shown;
		live->shown = NULL;
	} else if (shown && s->kind == GEN_READ_SHOWN) {
		*hand->local = *shown;
	} else if (shown) {
		*shown = s->n;
	}
}

/* Not without an operation: who goes round does not compute for ever. */
static void gen_again(const struct gen_hand *hand, const struct gen_step *s)
{
	if (*hand->local != s->n)
		return;
	lab_random(1);
	*hand->at = 0;
}

static void gen_do(struct gen_hand *hand, const struct gen_step *s)
{
	struct gen_live *live = hand->live;
	void *object = gen_object(live, s->object);
	int *local = hand->local;

	if ((s->kind == GEN_LOAD || s->kind == GEN_STORE) && live->program->objects[s->object].kind == GEN_PLACE) {
		gen_do_plain(live, s, object, local);
		return;
	}
	switch (s->kind) {
	case GEN_SEND:    chan_send((struct chan *)object, local); break;
	case GEN_RECV:    *local = gen_receive(live, s, hand->alike ? local : NULL); break;
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
	case GEN_SKIP:    *hand->at += *local == s->n; break;
	case GEN_AGAIN:   gen_again(hand, s); break;
	case GEN_FORGET:  *local = 0; break;
	case GEN_SHOW: case GEN_WRITE_SHOWN: case GEN_READ_SHOWN: case GEN_KEEP: gen_do_shown(hand, s); break;
	case GEN_GO:      gen_start(live, s->n); break;
	case GEN_JOIN:    if (live->tasks[s->n]) task_join(live->tasks[s->n]); break;
	case GEN_JOIN_ALL: task_join_all(); break;
	case GEN_CRASH:   if (*local != s->n) gen_crash(s->n); break;
	case GEN_NARROW:  gen_narrow(live, hand->task, *hand->at); break;
	default:          gen_do_rest(live, s, object, local); break;
	}
}

static void gen_body(void *arg)
{
	struct gen_actor *self = arg;
	struct gen_live *live = self->live;
	const struct gen_task *task = &live->program->tasks[self->task];
	int at = 0, local = 0;
	struct gen_hand hand = { live, self->task, &live->at[self->task], &live->local[self->task], NULL, task->like_others };

	if (task->like_others) {
		hand.at = &at;
		hand.local = &local;
	}
	while (*hand.at < task->n)
		gen_do(&hand, &task->steps[(*hand.at)++]);
}

#endif
