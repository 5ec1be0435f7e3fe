/*
 * fiber.c - the switch, and pooled stacks.
 *
 * A suspended context is its stack pointer: below it lie the registers the calling convention wants preserved and the
 * floating-point control words (System V ABI for x86-64, section 3.2.1; AAPCS64, section 6.1), and the address to go
 * on at. A new context is laid out as if it had been suspended just before its first instruction.
 */
#define _DEFAULT_SOURCE         /* MAP_ANONYMOUS, madvise */

#include "lab/engine/fiber.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lab/base/panic.h"

/* ---- Stacks ---- */

/* Kept when they are given back: more than so many of one set are not, nor more sets than that. */
enum { MOST_KEPT = 64, MOST_SETS_KEPT = 8 };

struct stacks {
	char         **tops;
	int            n;
	size_t         guard, bytes;
	int            number;          /* which was made first? */
	struct stacks *next;            /* of those that are kept */
};

static struct {
	pthread_mutex_t lock;
	struct stacks  *kept;           /* the lowest number first */
	int             n_kept, n_made;
} sets = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* The first of that size among those that are kept, taken from them. */
static struct stacks *take_kept(size_t bytes)
{
	struct stacks **at = &sets.kept, *found;

	while (*at && (*at)->bytes != bytes)
		at = &(*at)->next;
	found = *at;
	if (found) {
		*at = found->next;
		sets.n_kept--;
	}
	return found;
}

static bool keep(struct stacks *stacks)
{
	struct stacks **at = &sets.kept;

	if (sets.n_kept == MOST_SETS_KEPT)
		return false;
	while (*at && (*at)->number < stacks->number)
		at = &(*at)->next;
	stacks->next = *at;
	*at = stacks;
	sets.n_kept++;
	return true;
}

struct stacks *stacks_new(size_t bytes)
{
	struct stacks *stacks;
	int number;

	pthread_mutex_lock(&sets.lock);
	stacks = take_kept(bytes);
	number = sets.n_made += !stacks;
	pthread_mutex_unlock(&sets.lock);
	if (stacks)
		return stacks;
	stacks = calloc(1, sizeof *stacks);
	if (!stacks)
		panic("out of memory");
	stacks->guard = (size_t)sysconf(_SC_PAGESIZE);
	stacks->bytes = bytes;
	stacks->number = number;
	return stacks;
}

static void unmap_from(struct stacks *stacks, int least)
{
	size_t size = stacks->guard + stacks->bytes;

	while (stacks->n > least)
		munmap(stacks->tops[--stacks->n] - size, size);
}

void stacks_free(struct stacks *stacks)
{
	bool kept;

	if (!stacks)
		return;
	unmap_from(stacks, MOST_KEPT);
	for (int i = 0; i < stacks->n; i++)
		madvise(stacks->tops[i] - stacks->bytes, stacks->bytes, MADV_DONTNEED);
	pthread_mutex_lock(&sets.lock);
	kept = keep(stacks);
	pthread_mutex_unlock(&sets.lock);
	if (kept)
		return;
	unmap_from(stacks, 0);
	free(stacks->tops);
	free(stacks);
}

static char *map_stack(size_t guard, size_t bytes)
{
	size_t size = guard + bytes;
	char *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED)
		return NULL;
	if (mprotect(base, guard, PROT_NONE) != 0) {
		munmap(base, size);
		return NULL;
	}
	return base + size;
}

char *stack_top(struct stacks *stacks, int i)
{
	char **tops, *top;

	while (stacks->n <= i) {
		top = map_stack(stacks->guard, stacks->bytes);
		if (!top)
			return NULL;
		tops = realloc(stacks->tops, ((size_t)stacks->n + 1) * sizeof *tops);
		if (!tops)
			panic("out of memory");
		stacks->tops = tops;
		stacks->tops[stacks->n++] = top;
	}
	return stacks->tops[i];
}

/* ---- The switch ---- */

#if FIBERS && defined(__x86_64__)

void fiber_switch_(void **save, void *load);
void fiber_begin_(void);

__asm__(
	".text\n"
	".globl fiber_switch_\n"
	".hidden fiber_switch_\n"
	".type fiber_switch_, @function\n"
	"fiber_switch_:\n"
	"	pushq %rbp\n"
	"	pushq %rbx\n"
	"	pushq %r12\n"
	"	pushq %r13\n"
	"	pushq %r14\n"
	"	pushq %r15\n"
	"	subq $8, %rsp\n"
	"	stmxcsr (%rsp)\n"
	"	fnstcw 4(%rsp)\n"
	"	movq %rsp, (%rdi)\n"
	"	movq %rsi, %rsp\n"
	"	ldmxcsr (%rsp)\n"
	"	fldcw 4(%rsp)\n"
	"	addq $8, %rsp\n"
	"	popq %r15\n"
	"	popq %r14\n"
	"	popq %r13\n"
	"	popq %r12\n"
	"	popq %rbx\n"
	"	popq %rbp\n"
	"	popq %rcx\n"
	"	jmpq *%rcx\n"
	".size fiber_switch_, .-fiber_switch_\n"
	".globl fiber_begin_\n"
	".hidden fiber_begin_\n"
	".type fiber_begin_, @function\n"
	"fiber_begin_:\n"
	"	movq %rbx, %rdi\n"
	"	xorl %ebp, %ebp\n"
	"	callq *%r12\n"
	"	ud2\n"
	".size fiber_begin_, .-fiber_begin_\n");

void *fiber_new(char *top, void (*entry)(void *), void *arg)
{
	void **sp = (void **)(void *)top;
	uint32_t control[2] = { 0x1f80, 0x037f };       /* all exceptions masked, round to nearest */

	*--sp = NULL;                                   /* the stack is aligned to 16 where fiber_begin_ calls */
	*--sp = NULL;
	*--sp = (void *)(uintptr_t)fiber_begin_;
	*--sp = NULL;                                   /* rbp */
	*--sp = arg;                                    /* rbx */
	*--sp = (void *)(uintptr_t)entry;               /* r12 */
	*--sp = NULL;
	*--sp = NULL;
	*--sp = NULL;
	memcpy(--sp, control, sizeof control);
	return sp;
}

void fiber_switch(void **save, void *load)
{
	fiber_switch_(save, load);
}

#elif FIBERS && defined(__aarch64__)

void fiber_switch_(void **save, void *load);
void fiber_begin_(void);

__asm__(
	".text\n"
	".globl fiber_switch_\n"
	".hidden fiber_switch_\n"
	"fiber_switch_:\n"
	"	sub sp, sp, #176\n"
	"	stp x19, x20, [sp, #0]\n"
	"	stp x21, x22, [sp, #16]\n"
	"	stp x23, x24, [sp, #32]\n"
	"	stp x25, x26, [sp, #48]\n"
	"	stp x27, x28, [sp, #64]\n"
	"	stp x29, x30, [sp, #80]\n"
	"	stp d8, d9, [sp, #96]\n"
	"	stp d10, d11, [sp, #112]\n"
	"	stp d12, d13, [sp, #128]\n"
	"	stp d14, d15, [sp, #144]\n"
	"	mrs x9, fpcr\n"
	"	str x9, [sp, #160]\n"
	"	mov x9, sp\n"
	"	str x9, [x0]\n"
	"	mov sp, x1\n"
	"	ldr x9, [sp, #160]\n"
	"	msr fpcr, x9\n"
	"	ldp x19, x20, [sp, #0]\n"
	"	ldp x21, x22, [sp, #16]\n"
	"	ldp x23, x24, [sp, #32]\n"
	"	ldp x25, x26, [sp, #48]\n"
	"	ldp x27, x28, [sp, #64]\n"
	"	ldp x29, x30, [sp, #80]\n"
	"	ldp d8, d9, [sp, #96]\n"
	"	ldp d10, d11, [sp, #112]\n"
	"	ldp d12, d13, [sp, #128]\n"
	"	ldp d14, d15, [sp, #144]\n"
	"	add sp, sp, #176\n"
	"	br x30\n"
	".globl fiber_begin_\n"
	".hidden fiber_begin_\n"
	"fiber_begin_:\n"
	"	mov x0, x19\n"
	"	mov x29, xzr\n"
	"	blr x20\n"
	"	brk #1\n");

void *fiber_new(char *top, void (*entry)(void *), void *arg)
{
	void **sp = (void **)(void *)(top - 176);

	memset(sp, 0, 176);
	sp[0] = arg;                                    /* x19 */
	sp[1] = (void *)(uintptr_t)entry;               /* x20 */
	sp[11] = (void *)(uintptr_t)fiber_begin_;       /* x30 */
	return sp;
}

void fiber_switch(void **save, void *load)
{
	fiber_switch_(save, load);
}

#else

void *fiber_new(char *top, void (*entry)(void *), void *arg)
{
	(void)top, (void)entry, (void)arg;
	panic("fibers are not ported to this machine");
}

void fiber_switch(void **save, void *load)
{
	(void)save, (void)load;
	panic("fibers are not ported to this machine");
}

#endif
