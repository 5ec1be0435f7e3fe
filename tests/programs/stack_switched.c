// expect: run seed=1 => ok
// expect: explore => always ok
// A coroutine on a stack that lies among main's variables: what lies below it there is no less main's.
#include <ucontext.h>
static ucontext_t back, there;
static int *number;
static void coroutine(void) { *number = 5; swapcontext(&there, &back); *number += 1; }
int main(void)
{
	struct { int number; char stack[65536]; } own = { .number = 0 };
	number = &own.number;
	getcontext(&there);
	there.uc_stack.ss_sp = own.stack;
	there.uc_stack.ss_size = sizeof own.stack;
	there.uc_link = &back;
	makecontext(&there, coroutine, 0);
	swapcontext(&back, &there);
	swapcontext(&back, &there);
	return own.number - 6;
}
