/*
 * Its arguments come from args=, taken apart as a shell does. They are the program's: it may write to them.
 *
 * expect: run seed=1 => broken says "argc == 4"
 * expect: run seed=1 args="a 'b  c' \"\"" => ok
 * expect: explore args="a 'b  c' \"\"" => always ok, PROVED
 * expect: run seed=1 args="a 'b  c' d" => broken
 * expect: run seed=1 args="a b\\ \\ c ''" => ok
 */
#include <assert.h>
#include <string.h>

int main(int argc, char **argv)
{
	assert(argc == 4);
	assert(!argv[4]);
	assert(strcmp(argv[0], "args") == 0);
	assert(strcmp(argv[1], "a") == 0);
	assert(strcmp(argv[2], "b  c") == 0);
	assert(strcmp(argv[3], "") == 0);
	assert(strcmp(strtok(argv[2], " "), "b") == 0);
	assert(strcmp(argv[2], "b") == 0);
	return 0;
}
