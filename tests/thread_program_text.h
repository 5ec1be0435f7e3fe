/* thread_program_text.h - a program of thread_program.h as C. */
#ifndef TESTS_THREAD_PROGRAM_TEXT_H
#define TESTS_THREAD_PROGRAM_TEXT_H

#include "lab/base/buf.h"

#include "tests/thread_program.h"

static void tp_place(struct buf *out, const struct thread_program *p, const struct tp_step *s)
{
	buf_printf(out, "%sx%d", p->together ? "g." : "", s->object);
	if (p->parts && s->part == TP_WHOLE)
		buf_adds(out, ".whole");
	else if (p->parts && (s->part == TP_LOW || s->part == TP_HIGH))
		buf_printf(out, ".half[%d]", s->part == TP_HIGH);
	else if (p->parts && s->part)
		buf_printf(out, ".byte[%d]", __builtin_ctz((unsigned)s->part));
}

/* "&m0", "m1". */
static const char *tp_mutex(const struct thread_program *p, int lock)
{
	return lock == TP_ON_HEAP && p->frees ? "m1" : lock ? "&m1" : "&m0";
}

/* "first", "thread[1]" */
static const char *tp_thread(struct buf *out, int t)
{
	buf_clear(out);
	if (t)
		buf_printf(out, "thread[%d]", t);
	else
		buf_adds(out, "first");
	return buf_text(out);
}

static void tp_write_step(struct buf *out, const struct thread_program *p, const struct tp_step *s)
{
	struct buf place = { 0 };
	const char *x;

	tp_place(&place, p, s);
	x = buf_text(&place);
	switch (s->kind) {
	case TP_LOAD:      buf_printf(out, "l = %s;\n", x); break;
	case TP_STORE:     buf_printf(out, "%s = l + 1;\n", x); break;
	case TP_SET:       buf_printf(out, "%s = %d;\n", x, s->n); break;
	case TP_INC_LOAD:  buf_printf(out, "%s++;\n", x); break;
	case TP_INC_STORE: break;
	case TP_FILL:      buf_printf(out, "memset(&%s, %d, sizeof %s);\n", x, s->n, x); break;
	case TP_FETCH:     buf_printf(out, "{ l = 0; memcpy(&l, &%s, sizeof %s); }\n", x, x); break;
	case TP_COPY:      buf_adds(out, p->by_value ? "l = sum_of(g);\n" : "{ struct both b = g; l = sum(&b); }\n"); break;
	case TP_ASSIGN:    buf_printf(out, p->by_value ? "g = given(%d);\n" : "g = all%d;\n", s->n); break;
	case TP_LOCK:
		if (s->object == TP_RWLOCK)
			buf_adds(out, "pthread_rwlock_wrlock(&r);\n");
		else
			buf_printf(out, "pthread_mutex_lock(%s);\n", tp_mutex(p, s->object));
		break;
	case TP_READ_LOCK: buf_adds(out, "pthread_rwlock_rdlock(&r);\n"); break;
	case TP_TRY:       buf_printf(out, "l = pthread_mutex_trylock(%s) == 0;\n", tp_mutex(p, s->object)); break;
	case TP_UNLOCK_IF: buf_printf(out, "if (l) pthread_mutex_unlock(%s);\n", tp_mutex(p, s->object)); break;
	case TP_UNLOCK:
		if (s->object == TP_RWLOCK)
			buf_adds(out, "pthread_rwlock_unlock(&r);\n");
		else
			buf_printf(out, "pthread_mutex_unlock(%s);\n", tp_mutex(p, s->object));
		break;
	case TP_PRINT:     buf_adds(out, "printf(\"%d\\n\", l);\n"); break;
	case TP_READ:      buf_adds(out, "l = input();\n"); break;
	case TP_USE: case TP_USE_IF: break;
	case TP_FREE:      buf_adds(out, p->leaves ? "return l;\n}\n\nint main(void)\n{\n\tint l = begin();\n\n" : "free(m1);\n"); break;
	case TP_POST:      buf_adds(out, "sem_post(&s);\n"); break;
	case TP_WAIT:      buf_adds(out, "sem_wait(&s);\n"); break;
	case TP_GO:        buf_printf(out, "pthread_create(&thread[%d], NULL, t%d, NULL);\n", s->object, s->object); break;
	case TP_JOIN:
		if (p->cancels)
			buf_printf(out, "{ void *r; pthread_join(thread[%d], &r); l = r == PTHREAD_CANCELED; }\n", s->object);
		else
			buf_printf(out, "pthread_join(thread[%d], NULL);\n", s->object);
		break;
	case TP_SKIP:      buf_printf(out, "if (l != %d) ", s->n); break;
	case TP_CHECK:     buf_printf(out, "if (l == %d) abort();\n", s->n); break;
	case TP_EXIT:      buf_printf(out, "exit(%d);\n", s->n); break;
	case TP_LOOP:      buf_adds(out, "for (;;) ;\n"); break;
	case TP_CANCEL:
		if (s->object)
			buf_printf(out, "l = pthread_cancel(thread[%d]) == 0;\n", s->object);
		else
			buf_adds(out, "l = pthread_cancel(first) == 0;\n");
		break;
	case TP_DETACH:    buf_printf(out, "pthread_detach(thread[%d]);\n", s->object); break;
	case TP_TEST:      buf_adds(out, "pthread_testcancel();\n"); break;
	case TP_SHIELD:
		buf_printf(out, "pthread_setcancelstate(PTHREAD_CANCEL_%s, NULL);\n", s->n ? "DISABLE" : "ENABLE");
		break;
	case TP_PUSH:
		if (s->object == TP_NO_LOCK)
			buf_adds(out, "pthread_cleanup_push(set, NULL);\n");
		else
			buf_printf(out, "pthread_cleanup_push(unlock, %s);\n", tp_mutex(p, s->object));
		break;
	case TP_POP:       buf_printf(out, "pthread_cleanup_pop(%d);\n", s->n); break;
	case TP_COND_WAIT: buf_adds(out, "pthread_cond_wait(&c, &m0);\n"); break;
	case TP_SIGNAL:    buf_adds(out, "pthread_cond_signal(&c);\n"); break;
	case TP_BROADCAST: buf_adds(out, "pthread_cond_broadcast(&c);\n"); break;
	case TP_ROBUST_LOCK: buf_printf(out, "l = code(pthread_mutex_lock(&m%d));\n", s->object); break;
	case TP_ROBUST_TRY: buf_printf(out, "l = code(pthread_mutex_trylock(&m%d));\n", s->object); break;
	case TP_ROBUST_UNLOCK: buf_printf(out, "pthread_mutex_unlock(&m%d);\n", s->object); break;
	case TP_CONSISTENT: buf_printf(out, "pthread_mutex_consistent(&m%d);\n", s->object); break;
	case TP_OPEN:
		buf_printf(out, "h = sem_open(\"/name\", %s, 0600, %d); l = h != SEM_FAILED;\n",
		           s->n == TP_EITHER ? "O_CREAT" : s->n == TP_ANEW ? "O_CREAT | O_EXCL" : "0", s->part);
		break;
	case TP_UNLINK:     buf_adds(out, "l = sem_unlink(\"/name\") == 0;\n"); break;
	case TP_NAMED_POST: buf_adds(out, "if (h != SEM_FAILED) sem_post(h);\n"); break;
	case TP_NAMED_WAIT: buf_adds(out, "if (h != SEM_FAILED) sem_wait(h);\n"); break;
	case TP_SET_PRIORITY: buf_printf(out, "set_priority(%s, %d);\n", tp_thread(&place, s->object), s->n); break;
	case TP_TRY_JOIN: buf_printf(out, "l = code(pthread_tryjoin_np(thread[%d], NULL));\n", s->object); break;
	case TP_GET_PRIORITY: buf_printf(out, "l = get_priority(%s);\n", tp_thread(&place, s->object)); break;
	}
	buf_free(&place);
}

/* Is it a part of the step after it or before it? */
static bool tp_says_nothing(enum tp_kind kind)
{
	return kind == TP_INC_STORE || kind == TP_USE || kind == TP_USE_IF;
}

/* Before the threads of a program of thread_program_more.h; a program that asks for no priority has no call that does. */
static void tp_write_more(struct buf *out, const struct thread_program *p)
{
	bool asks = false;

	for (int t = 0; t < p->n_threads; t++)
		for (int i = 0; i < p->n[t]; i++)
			asks |= p->steps[t][i].kind == TP_GET_PRIORITY;
	buf_printf(out, "static pthread_t first, thread[%d];\n"
	           "static inline int code(int error)\n{\n\treturn error == EOWNERDEAD ? 1 : error == ENOTRECOVERABLE ? 2 : error == EBUSY ? 3 : 0;\n}\n"
	           "static inline void set_priority(pthread_t of, int n)\n{\n\tstruct sched_param p = { .sched_priority = n };\n\n"
	           "\tpthread_setschedparam(of, SCHED_FIFO, &p);\n}\n", TP_THREADS);
	if (asks)
		buf_adds(out, "static inline int get_priority(pthread_t of)\n{\n\tstruct sched_param p;\n\tint policy;\n\n"
		         "\tpthread_getschedparam(of, &policy, &p);\n\treturn p.sched_priority;\n}\n");
}

static void tp_write(struct buf *out, const struct thread_program *p)
{
	const char *type = p->parts ? "union { int whole; short half[2]; signed char byte[4]; }" : "int";

	buf_printf(out, "/* seed %llu */\n#define _GNU_SOURCE\n#include <errno.h>\n#include <fcntl.h>\n#include <sched.h>\n#include <pthread.h>\n#include <semaphore.h>\n#include <stdlib.h>\n#include <stdio.h>\n#include <string.h>\n",
	           (unsigned long long)p->seed);
	if (p->together)
		buf_printf(out, "static struct both { %s x0, x1; } g;\nstatic struct both all0, all1 = { %s };\n"
		           "static int sum(const struct both *b) { return b->x0%s + b->x1%s; }\n", type,
		           p->parts ? "{ 1 }, { 1 }" : "1, 1", p->parts ? ".whole" : "", p->parts ? ".whole" : "");
	else
		buf_printf(out, "static %s x0;\nstatic %s x1;\n", type, type);
	if (p->by_value)
		buf_adds(out, "static inline int sum_of(struct both b) { return sum(&b); }\n"
		         "static inline struct both given(int n) { return n ? all1 : all0; }\n");
	buf_printf(out, "static pthread_mutex_t m0%s, %sm1;\n"
	         "static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;\nstatic sem_t s;\n",
	         p->robust ? "" : " = PTHREAD_MUTEX_INITIALIZER", p->frees ? "*" : "");
	if (p->more)
		tp_write_more(out, p);
	if (p->reads)
		buf_adds(out, "static int input(void)\n{\n\tint c = getchar();\n\n\treturn c == EOF ? 3 : c - '0';\n}\n");
	if (p->cancels)
		buf_printf(out, "static pthread_cond_t c = PTHREAD_COND_INITIALIZER;\nstatic pthread_t first, thread[%d];\n"
		           "static void unlock(void *m) { pthread_mutex_unlock(m); }\n"
		           "static void set(void *arg) { (void)arg; x0 = %d; }\n", TP_THREADS, TP_HANDLER_SETS);
	if (p->nested)
		buf_adds(out, "static pthread_t thread[3];\n");
	for (int t = p->n_threads - 1; t >= 0; t--) {
		if (t > 0)
			buf_printf(out, "static void *t%d(void *arg)\n{\n\tint l = 0;\n%s\n\t(void)arg;%s\n", t,
			           p->more ? "\tsem_t *h = SEM_FAILED;\n" : "", p->more ? " (void)h;" : "");
		else
			buf_printf(out, "%s\n{\n%s\tint l = 0;\n\n"
			           "%s%s%s\tpthread_mutex_init(%s, %s);\n\tsem_init(&s, 0, %d);\n",
			           p->leaves ? "static pthread_t thread[3];\nstatic __attribute__((noinline)) int begin(void)" : "int main(void)",
			           p->cancels ? "" : p->more ? "\tsem_t *h = SEM_FAILED;\n" : p->leaves ? "\tpthread_mutex_t block;\n" : p->nested ? "" :
			           "\tpthread_t thread[3];\n",
			           p->leaves ? "\tm1 = &block;\n" : p->frees ? "\tm1 = malloc(sizeof *m1);\n" : "", p->cancels || p->more ? "\tfirst = pthread_self();\n" : "",
			           p->robust ? "\tpthread_mutexattr_t a;\n\tpthread_mutexattr_init(&a);\n"
			           "\tpthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);\n\tpthread_mutex_init(&m0, &a);\n" : "",
			           tp_mutex(p, TP_ON_HEAP), p->robust ? "&a" : "NULL", p->posted);
		for (int i = 0; i < p->n[t]; i++) {
			if (!tp_says_nothing(p->steps[t][i].kind) && (i == 0 || p->steps[t][i - 1].kind != TP_SKIP))
				buf_addc(out, '\t');
			tp_write_step(out, p, &p->steps[t][i]);
		}
		buf_printf(out, "\t(void)l%s%s;\n\treturn 0;\n}\n", p->more ? ", (void)h" : "", p->together ? ", (void)all0, (void)all1, (void)sum" : "");
	}
}

#endif
