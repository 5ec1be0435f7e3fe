/*
 * A variable that all functions have in one register, by their own choice, is left alone.
 *
 * expect: explore => always ok PROVED
 * not with: clang aarch64
 */
#include <assert.h>

register long shared __asm__("r12");

static int total;

static __attribute__((noinline)) long look(void)
{
	return shared;
}

static __attribute__((noinline)) void change(void)
{
	total += (int)look();
	shared = 7;
	total += (int)look();
}

int main(void)
{
	shared = 5;
	change();
	assert(total == 12);
	return 0;
}
