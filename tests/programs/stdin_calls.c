/*
 * All calls that read from the standard input take on where the one before has ended.
 *
 * expect: run seed=1 stdin=tests/programs/stdin_calls.txt => ok
 * expect: explore stdin=tests/programs/stdin_calls.txt => always ok, PROVED
 * expect: run seed=1 => broken says "stdin_calls.c:22"
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char bytes[100];

int main(void)
{
	char *line = NULL, word[20];
	size_t room = 0;
	int n = 0, c;

	assert(fgets(bytes, sizeof bytes, stdin) && strcmp(bytes, "a line\n") == 0);
	assert(fgets(bytes, 4, stdin) && strcmp(bytes, "a l") == 0);
	assert(fgets(bytes, sizeof bytes, stdin) && strcmp(bytes, "onger one\n") == 0);
	assert(scanf("%d", &n) == 1 && n == 42);
	assert(getchar() == ' ');
	c = getc(stdin);
	assert(c == 'x' && ungetc('7', stdin) == '7' && !feof(stdin));
	assert(scanf("%d%19s", &n, word) == 2 && n == 789 && strcmp(word, "word") == 0);
	assert(fscanf(stdin, "%d", &n) == 0);
	assert(getchar() == '/' && getchar() == '\n');
	assert(getline(&line, &room, stdin) == 4 && strcmp(line, "get\n") == 0 && room == 120);
	assert(ungetc('\n', stdin) == '\n' && getline(&line, &room, stdin) == 1 && strcmp(line, "\n") == 0);
	assert(getdelim(&line, &room, ';', stdin) == 6 && strcmp(line, "until;") == 0);
	free(line);
	assert(read(0, bytes, 4) == 4 && memcmp(bytes, "four", 4) == 0);
	assert(fread(bytes, 3, 2, stdin) == 2 && memcmp(bytes, "eights", 6) == 0);
	assert(!feof(stdin) && fread(bytes, 1, sizeof bytes, stdin) == 4 && feof(stdin) && !ferror(stdin));
	assert(memcmp(bytes, "end\n", 4) == 0);
	clearerr(stdin);
	assert(!feof(stdin) && getchar() == EOF && feof(stdin));
	assert(fflush(stdin) == 0 && setvbuf(stdin, NULL, _IONBF, 0) == 0);
	assert(!fgets(bytes, sizeof bytes, stdin) && read(0, bytes, 4) == 0 && scanf("%d", &n) == EOF);
	assert(close(0) == 0 && fclose(stdin) == 0);
	return 0;
}
