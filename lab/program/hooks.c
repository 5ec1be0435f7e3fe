/*
 * hooks.c - what the compiler calls where a program touches memory (gcc and clang, -fsanitize=thread).
 *
 * The hook comes before the access: see touch.h. Most of them find that there is nothing to do.
 */
#include <stddef.h>
#include <stdint.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/heap.h"
#include "lab/program/process.h"
#include "lab/program/spin.h"
#include "lab/program/touch.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* Is all of it done that there is to do about this access? False: nothing is. */
static ALWAYS_INLINE bool passes_by(const struct task *self, struct holding *own, uintptr_t address, size_t size, bool write,
                                    struct caller caller)
{
	enum touch how = write ? TOUCH_WRITE : TOUCH_READ;

	if (self->heeds == HEEDS_ALWAYS || !heap_allows(&own->heap, address, size))
		return false;
	if (own->glances)
		return ((holding_is_ordered(own, self) && holding_is_lasting(own, address)) ||
		        glance_knows(own->glances, own->print, address, size, how)) && spin_passes(&own->spin, self, address, write);
	note_frame(own, caller.address, caller.frame);
	return true;
}

/* Every access comes here. Nearly all were noted before, or need not be: that is seen in a few instructions, without a call. */
static ALWAYS_INLINE void come_by(uintptr_t address, size_t size, bool write, struct caller caller)
{
	const struct task *self = task_self();

	if (self && self->outside && !passes_by(self, self->outside, address, size, write, caller))
		touch_here(address, size, write, caller.address, caller.frames, caller.frame);
}

CALL(void, __tsan_init, (void))
{
}

static void note_call(struct calls *calls, struct caller caller)
{
	calls->at[calls->n++ % MOST_CALLS] = (struct frame){ caller.address, caller.frame };
}

CALL(void, __tsan_func_entry, (void *address))
{
	const struct task *self = task_self();
	const struct holding *own = self ? self->outside : NULL;

	(void)address;
	if (own && own->calls)
		note_call(own->calls, THE_CALLER);
}

/* Before a function returns, or ends by an exception; not where one is left by longjmp() or the end of its thread. */
CALL(void, __tsan_func_exit, (void))
{
	const struct task *self = task_self();
	const struct holding *own = self ? self->outside : NULL;

	if (own && own->glances && !holding_is_ordered(own, self))
		touch_frame(THE_CALLER);
}

#define ACCESS(name, size, write)                                                                               \
	CALL(void, name, (void *address))                                                                       \
	{                                                                                                       \
		come_by((uintptr_t)address, size, write, THE_CALLER);                                           \
	}

ACCESS(__tsan_read1, 1, false)
ACCESS(__tsan_read2, 2, false)
ACCESS(__tsan_read4, 4, false)
ACCESS(__tsan_read8, 8, false)
ACCESS(__tsan_read16, 16, false)
ACCESS(__tsan_write1, 1, true)
ACCESS(__tsan_write2, 2, true)
ACCESS(__tsan_write4, 4, true)
ACCESS(__tsan_write8, 8, true)
ACCESS(__tsan_write16, 16, true)
ACCESS(__tsan_unaligned_read2, 2, false)
ACCESS(__tsan_unaligned_read4, 4, false)
ACCESS(__tsan_unaligned_read8, 8, false)
ACCESS(__tsan_unaligned_read16, 16, false)
ACCESS(__tsan_unaligned_write2, 2, true)
ACCESS(__tsan_unaligned_write4, 4, true)
ACCESS(__tsan_unaligned_write8, 8, true)
ACCESS(__tsan_unaligned_write16, 16, true)

CALL(void, __tsan_read_range, (void *address, size_t size))
{
	come_by((uintptr_t)address, size, false, THE_CALLER);
}

CALL(void, __tsan_write_range, (void *address, size_t size))
{
	come_by((uintptr_t)address, size, true, THE_CALLER);
}

/* ---- What the compiler does not tell: see untold.h ---- */

#ifdef __x86_64__

/* Its arguments are in place, but where it was called; the stack may not be aligned, as between the pieces of an argument. */
__asm__(
	".text\n"
	".globl conclab_conclab_untold\n"
	".type conclab_conclab_untold, @function\n"
	"conclab_conclab_untold:\n"
	"	movq (%rsp), %rdx\n"
	"	leaq 8(%rsp), %rcx\n"
	"	movq %rbp, %r8\n"
	"	pushq %rbp\n"
	"	movq %rsp, %rbp\n"
	"	andq $-16, %rsp\n"
	"	call untold_access_\n"
	"	leave\n"
	"	ret\n"
	".size conclab_conclab_untold, .-conclab_conclab_untold\n");

void untold_access_(uintptr_t address, size_t what, uintptr_t code, uintptr_t frames, uintptr_t frame);

/* `what`: twice how many bytes, and one more when they are written. */
__attribute__((used))
void untold_access_(uintptr_t address, size_t what, uintptr_t code, uintptr_t frames, uintptr_t frame)
{
	come_by(address, what / 2, what % 2, (struct caller){ code, frames, frame });
}

#else

/* Nobody calls it. */
CALL(void, conclab_untold, (void))
{
}

#endif
