/* expect: explore => unsupported says "atomics of more than 8 bytes are not followed"
 */
/* A pointer with a count beside it, exchanged at once: too wide for what is followed. */
#include <stdatomic.h>

struct counted { void *at; long count; };

static _Atomic(struct counted) top;

int main(void)
{
	struct counted seen = atomic_load(&top);

	return seen.count != 0;
}
