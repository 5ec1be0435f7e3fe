/* expect: explore => unsupported says "a pointer to a function within a function is not supported"
 * not with: clang
 */
/* A pointer to a function within a function is to code on the stack. */
static int apply(int (*function)(int), int x)
{
	return function(x);
}

int main(void)
{
	int by = 3;
	int add(int x) { return x + by; }

	return apply(add, 4);
}
