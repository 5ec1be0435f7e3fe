/* topics.c - see topics.h. Lines of at most 78 columns; those that begin with a space are tables. */
#include "cmd/topics.h"

#include <stddef.h>

const struct topic topics[] = {
	{ "settings", "how settings are turned, and which one wins",
	  "A pattern has settings: `patterns NAME` lists them with their ranges.\n"
	  "  run worker-pool jobs=20   for this run only\n"
	  "  jobs=20                   for the session; so do `set jobs=20`, `set jobs 20`\n"
	  "  unset jobs                back to the default\n"
	  "  show                      all of them, and where each comes from\n"
	  "The nearest wins: run line, session, command line (-s jobs=20), the variable\n"
	  "CONCLAB_SET (\"jobs=20 feed=main\"), init file, default.\n"
	  "CONCLAB_SECONDS is the limit of a search that names none with seconds=; 0: no\n"
	  "limit of time.\n" },
	{ "own-files", "programs and patterns of your own, in a file",
	  "Where a pattern's name is expected, a word with a '/' in it, or that ends in .c,\n"
	  "is a file: `run ./hw.c`, `explore ./hw.c WORKERS=3`, `use ./hw.c`.\n"
	  "A program is any C file with pthreads and a main, unmodified. Each of its\n"
	  "#define NAME 4 is a setting. A pattern is written for the lab: README, \"Add a\n"
	  "pattern\", shows a whole one.\n"
	  "Some patterns come as programs, too: `show code dining as=pthread > dining.c`.\n"
	  "They can be named without a file, as patterns/pthread/dining.c; lesson 21 is\n"
	  "about one.\n"
	  "It is compiled (by $CONCLAB_CC, else $CC, else cc) and loaded, and again when it\n"
	  "has changed; nothing is written beside it, what is built is kept in\n"
	  "~/.cache/conclab. README, \"Your own program\", says what is proved.\n"
	  "It is code, and runs with all your rights. `conclab --no-programs` refuses it.\n" },
	{ "language", "how a line is read",
	  "  verb word name=value   a command\n"
	  "  name=value             the same as `set name=value`\n"
	  "  a; b                   two commands\n"
	  "  # ...                  a comment\n"
	  "  \"two words\"            one word\n"
	  "  command > file         the answer into a file; >> adds to it\n"
	  "At the prompt a command may be shortened as far as it stays unique. Scripts and\n"
	  "the command line take full names and aliases only.\n" },
	{ "keys", "what the keys do at the prompt",
	  "  Tab           complete, or list what fits\n"
	  "  Right         take the dim rest of a word\n"
	  "  Up, Down      lines from before that begin like this one\n"
	  "  ^R            search the lines from before\n"
	  "  ^C            clear the line; during a run: stop the run\n"
	  "  ^D            leave, on an empty line\n"
	  "  Enter         on an empty line: the step marked >, while a run is stepped\n"
	  "  ^Z            to the shell; `fg` comes back\n"
	  "~/.inputrc is honoured, with `$if conclab`.\n" },
	{ "exit-codes", "what the program's status says",
	  "  0    all commands ran, nothing was found, every `expect` held\n"
	  "  1    a finding: deadlock, leak, panic, broken claim, crash, race, livelock;\n"
	  "       a false `expect`\n"
	  "  2    usage: an unknown command, pattern or setting, a bad value\n"
	  "  3    the system failed: threads, memory, a file that cannot be written\n"
	  "  124  no progress for too long; only a timer says so\n"
	  "  130  interrupted by ^C\n"
	  "  141  whoever read the output has left, as head does: no more is said\n"
	  "Of several the worst is kept: 130, 3, 2, 124, 1. `run ... expect=deadlock` is 0\n"
	  "when the deadlock comes. A prompt left with `quit` or ^D is 0.\n" },
	{ "verdicts", "how a run can end",
	  "  ok           every task came to its end and every claim held\n"
	  "  deadlock     the main task is blocked for ever\n"
	  "  leak         main finished, other tasks are blocked for ever\n"
	  "  panic        an operation was misused: a send on a closed channel, ...\n"
	  "  broken       a claim of the pattern is false\n"
	  "  crash        a task did what the system does not let a program survive: it\n"
	  "               went through a null pointer, divided by zero, called abort(),\n"
	  "               failed an assert(), used up its stack. Only its run ends\n"
	  "  race         nothing orders two accesses to one cell, one of them a store,\n"
	  "               though all went well this time\n"
	  "  stalled      no progress for a while: SUSPECTED, only a timer says so\n"
	  "               (where tasks take turns: for half a million steps, or no end\n"
	  "               after ten million; in a sample: no end after 100,000)\n"
	  "  interrupted  stopped before it ended\n"
	  "  failed       the system refused something the run needed\n"
	  "  livelock     tasks move, but a state repeats without progress: only `explore`\n"
	  "               sees that\n"
	  "POTENTIAL is no verdict: locks were taken in an order that could deadlock.\n" },
	{ "files", "what conclab reads and keeps",
	  "  ~/.config/conclab/init           commands before the first prompt (-n: not)\n"
	  "  ~/.local/state/conclab/history   the lines you have typed\n"
	  "  ~/.local/state/conclab/progress  the lessons you have done\n"
	  "  ~/.cache/conclab                 what is built of files of your own\n"
	  "XDG_CONFIG_HOME, XDG_STATE_HOME and XDG_CACHE_HOME move them.\n"
	  "CONCLAB_PAGER or PAGER, else less, shows answers a quarter longer than the screen,\n"
	  "unless the next command is typed already; q or the end of the text leaves it,\n"
	  "--no-pager does without. NO_COLOR takes colour away.\n" },
	{ "authoring", "writing a course, and checking it",
	  "A course is a Markdown file; LESSONS.md is one, and cmd/course/lesson.h tells what\n"
	  "a lesson is made of.\n"
	  "  lesson 1 lessons=FILE  play it\n"
	  "  lesson check all       run every transcript and compare; show that no goal is\n"
	  "                         reached at its start and each by its solution, by\n"
	  "                         running both many times: that is evidence, not a\n"
	  "                         proof\n"
	  "  lesson check 3         the same for one lesson\n"
	  "  lesson accept          show what the program says otherwise now, and write\n"
	  "                         that into the file; at the prompt it asks first\n"
	  "Both are about LESSONS.md, or lessons=FILE, or the file that the variable\n"
	  "CONCLAB_LESSONS names. A check writes the corrected course to corrected=FILE\n"
	  "(build/LESSONS.md.corrected). What has been done of a course is kept by its title\n"
	  "and those of its lessons.\n" },
	{ "json", "what programs read with --json",
	  "An object a line: v (1), command, and what the command has to say. A value that\n"
	  "is not there is null. Times end in _ms, or in us in a trace.\n"
	  "  run, replay  pattern settings time engine seed verdict leaked tasks events\n"
	  "               dropped elapsed_ms memory schedule; finding: kind certain text\n"
	  "               blocked cycle, message task object at, race (cell, accesses),\n"
	  "               signal (of a crash: SIGSEGV ..., at is the operation before it);\n"
	  "               of a program of your own: program (true), exit, left, prints,\n"
	  "               races (object, accesses: task kind at)\n"
	  "  explore      pattern settings time proved outcomes (always, sometimes) leaked\n"
	  "               [least,most] finals search schedules pruned states bytes limit\n"
	  "               elapsed_ms; shortest: outcome steps switches preemptions minimal\n"
	  "               schedule; bad: the same for each outcome\n"
	  "  sweep        the object of explore for each cell; by=run: runs outcomes\n"
	  "               operations_per_second waits mean_wait_ms longest_wait_ms\n"
	  "  stress       runs outcomes (counts) leaked first_bad elapsed_ms\n"
	  "  law, repair  law: outcome iff cells holds proved; repairs: set lasts\n"
	  "               breaks_with at_any_time; undecided undecided_pairs tried complete\n"
	  "  timeline     steps; lanes: task, spans (state to_see object from to), marks (step\n"
	  "               us event object with at)\n"
	  "  threads, trace, measure, step, show, patterns, expect: as their texts\n"
	  "A mistake is an object with error (code, message, suggest) in place of the\n"
	  "answer; the sentence for people goes to standard error.\n" },
	{ NULL, NULL, NULL }
};
