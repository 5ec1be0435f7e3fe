/*
 * tool.h - running another program with its output kept; and which C compiler there is.
 */
#ifndef LAB_COMPILE_TOOL_H
#define LAB_COMPILE_TOOL_H

/* A command line in the making; begin with zeros, end with line_free(). */
struct command_line {
	char **words;   /* NULL behind the last; the words are owned, too */
	int    n, room;
};

/* Add one word, or those of a text that is taken apart at blanks. */
void line_add(struct command_line *, const char *word);
void line_add_words(struct command_line *, const char *text);
void line_free(struct command_line *);

/*
 * Run it and wait for its end. Returns its status as waitpid() has it; -1 when it cannot be started, with errno set. What
 * it prints goes to the file `log`.
 */
int line_run(struct command_line *, const char *log);

/* $CONCLAB_CC, else $CC, else "cc": words, for it may be "ccache gcc". */
const char *compiler_words(void);

#endif
