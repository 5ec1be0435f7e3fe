#!/bin/sh
# test_lesson_own.sh - a lesson about a plain program: it is played wherever one is, its goal is proved over all schedules,
# and a changed copy of the program reaches it, too.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan)
	echo "searches of programs take long with sanitizers"
	exit 77 ;;
esac
lab=$PWD/$O/conclab repository=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" CONCLAB_SECONDS=0
unset CC CONCLAB_CC
passed=0 failed=0

# says YES|NO WORDS: does what was said have them, wherever lines were broken?
says() {
	found=NO
	case $(tr '\n' ' ' <"$work/said" | tr -s ' ') in
	*"$2"*) found=YES ;;
	esac
	if [ "$found" = "$1" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "should be there: $1: '$2', in:"
		cat "$work/said"
	fi
}

# play: the lines of standard input, as they are typed; the status does not matter.
play() {
	"$lab" >"$work/said" 2>&1 || true
}

# The course's own lesson, from a folder where nothing can be written, by Enter alone.
cd /proc
{ echo 'lesson 21'; yes 'lesson next' | head -n 15; } | play
says YES "PROVED: sometimes deadlock, sometimes ok, for patterns/pthread/queue.c"
says YES "first with seed=1418"
says YES "The lesson's own solution"
says YES "stop at PROVED"
says NO "cannot read"
says NO "This is said once"

# A goal that asks for a proof.
cd "$work"
cat >course.md <<'END'
# Own

## Lesson 1: Own

**Goal.** Prove it.

<!-- conclab: check
start: run patterns/pthread/queue.c
goal: ok
keep: SLOTS=1 PRODUCERS>=2
prove: explore
-->

<details><summary>Solution</summary>

```conclab
conclab> run patterns/pthread/queue.c BROADCAST=1 log=0
...
```

</details>
END
queue=patterns/pthread/queue.c
echo 'int main(void) { return 0; }' >other.c
"$lab" show code $queue as=pthread >copy.c
"$lab" show code $queue as=pthread | sed 's/pthread_cond_signal/pthread_cond_broadcast/' >mended.c
play <<END
lesson 1 lessons=course.md
run $queue seed=1 log=0
run $queue SLOTS=2 seed=1 log=0
run ./other.c seed=1 log=0
run ./copy.c seed=1 log=0
END
says YES "This run ended in ok, but not every schedule does: there is one that ends in deadlock, the main task is blocked for ever. \`explore\` shows it."
says YES "the task asks to keep SLOTS=1, this run has SLOTS=2"
says NO "You did it"
play <<END
lesson 1 lessons=course.md
run ./mended.c seed=1 log=0
END
says YES "You did it: every schedule ends in ok, and that is proved."
play <<END
lesson 1 again lessons=course.md
run $queue BROADCAST=1 seed=1 log=0
END
says YES "You did it: every schedule ends in ok, and that is proved."
play <<END
lesson 1 again lessons=course.md
run $queue BROADCAST=1 PRODUCERS=7 CONSUMERS=7 ITEMS=3 seed=1 log=0
END
says YES "Whether every schedule does could not be decided"

# A repair does its work in its threads: those of the lessons, in a copy, are taken; what does without them is not.
# task START KEEP: the task that follows is about this.
task() {
	sed "s|^start:.*|start: run $1|; s|^keep:.*|keep: $2|" course.md >task.md
}
# reaches YES|NO COMMAND: does the run reach it?
reaches() {
	play <<-END
	lesson 1 again lessons=task.md
	$2
	END
	says "$1" "You did it: every schedule ends in ok, and that is proved."
}
copy() {
	"$lab" show code "$1" as=pthread >own.c
}
task lessons/lazy.c ""
copy lessons/lazy.c
reaches YES "run ./own.c ALWAYS_LOCK=1 seed=1 log=0"
cat >own.c <<'END'
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#define ALWAYS_LOCK 0
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int *table;
static void make(void) { table = malloc(2 * sizeof *table); table[0] = 1; table[1] = 2; }
static void *use(void *found) { pthread_once(&once, make); *(int *)found = table[1]; return found; }
int main(void)
{
	pthread_t one, other;
	int found[2] = { 0 };

	pthread_create(&one, NULL, use, &found[0]);
	pthread_create(&other, NULL, use, &found[1]);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	printf("found: %d and %d\n", found[0], found[1]);
	free(table);
	return 0;
}
END
reaches YES "run ./own.c seed=1 log=0"
sed 's/\*(int \*)found = table\[1\]/(void)0/' own.c >less.c && mv less.c own.c
reaches NO "run ./own.c seed=1 log=0"
says YES "it ends so, and prints the same, when thread 1 of it does nothing at all."
cat >own.c <<'END'
#include <stdio.h>
#define ALWAYS_LOCK 0
int main(void) { puts("found: 2 and 2"); return 0; }
END
reaches NO "run ./own.c seed=1 log=0"
says YES "Every schedule of that ends in ok. But it starts 0 threads, and the program of the task starts 2."
task lessons/meeting.c "BENCHES>=2 WALKERS>=2"
copy lessons/meeting.c
reaches YES "run ./own.c NUMBERED=1 seed=1 log=0"
reaches YES "run ./own.c NUMBERED=1 WALKERS=3 seed=1 log=0"
sed 's/^\([[:space:]]*\)meet();/\1(void)meet;/' own.c >less.c && mv less.c own.c
reaches NO "run ./own.c NUMBERED=1 seed=1 log=0"
task patterns/pthread/queue.c "SLOTS=1 PRODUCERS>=2 CONSUMERS>=2 ITEMS>=1"
copy patterns/pthread/queue.c
reaches YES "run ./own.c BROADCAST=1 seed=1 log=0"
task lessons/homework.c "CLERKS>=2"
copy lessons/homework.c
reaches YES "run ./own.c ORDERED=1 COUNTED=1 seed=1 log=0"
# What it prints may be asked for, too, as the course's own task does.
task lessons/homework.c "CLERKS=2"
sed 's/^prove:.*/&\nmust-print: moves: 2/' task.md >printed.md && mv printed.md task.md
reaches NO "run ./own.c ORDERED=1 COUNTED=1 seed=1 log=0"
says YES "This run ended in ok, but there is a schedule that does not print \"moves: 2\". \`explore\` with must-print=\"moves: 2\" shows it."
play <<END
lesson 1 again lessons=task.md
run ./own.c ORDERED=1 COUNTED=1 LOOK_AGAIN=1 must-print="moves: 1 or 2" seed=1 log=0
run ./own.c ORDERED=1 COUNTED=1 LOOK_AGAIN=1 seed=1 log=0
END
says YES "You did it: every schedule ends in ok and prints \"moves: 2\", and that is proved."
grep -qx "must-print: moves: 2" "$repository/LESSONS.md" || failed=$((failed + 1))
# What is mended by a default is mended, and the default is named.
task "mutex lock=none tasks=3" "tasks>=2"
reaches YES "run mutex lock=one seed=1 log=0"
says NO "What you left out"
reaches YES "run mutex seed=1 log=0"
says YES "(The task began otherwise. What you left out has its default: lock=one.)"
# Where nothing is printed, by the program of the task neither, a thread that takes a lock does something.
cat >silent.c <<'END'
#include <pthread.h>
#define ORDERED 0
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *forth(void *nothing)
{
	pthread_mutex_lock(&a);
	pthread_mutex_lock(&b);
	pthread_mutex_unlock(&b);
	pthread_mutex_unlock(&a);
	return nothing;
}
static void *back(void *nothing)
{
	pthread_mutex_lock(ORDERED ? &a : &b);
	pthread_mutex_lock(ORDERED ? &b : &a);
	pthread_mutex_unlock(&b);
	pthread_mutex_unlock(&a);
	return nothing;
}
int main(void)
{
	pthread_t one, other;

	pthread_create(&one, NULL, forth, NULL);
	pthread_create(&other, NULL, back, NULL);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	return 0;
}
END
task ./silent.c ""
reaches YES "run ./silent.c ORDERED=1 seed=1 log=0"
{ echo '#include <stdio.h>'; sed 's/return 0/return puts("done") < 0/' silent.c; } >own.c
reaches NO "run ./own.c ORDERED=1 seed=1 log=0"

# The checker: what is proved at the start already is no task, nor is one whose solution can hang, or does without threads.
check() {
	sed "$1" course.md >changed.md
	"$lab" lesson check 1 lessons=changed.md corrected=corrected.md >"$work/said" 2>&1 || true
	says YES "$2"
}
check 's/x/x/' "goal: start deadlock, solution ok (every schedule)"
check 's/^start:.*/& BROADCAST=1/' "reaches the goal already"
check 's/BROADCAST=1/CONSUMERS=2/' "the solution can end in deadlock"
check 's/^keep:.*/keep: NOTHING=1/' "'NOTHING=1' is no condition on a setting"
check 's|patterns/pthread/queue.c|./own.c|; s/BROADCAST/ORDERED/; s/^keep:.*/keep:/' "the solution is none: it ends so, and prints"
check 's/^prove:.*/prove: luck/' 'what is to be proved is proved with "prove: explore"'

check 's/^prove:.*/must-print: x/' 'what every schedule must print is proved'
check 's/^prove:.*/&\nmust-print: x/' "the solution can end in broken"

# Lines put in order: what they make is built, explored and shown; every order counts that is proved to be right.
cat >add.c <<'END'
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void *add(void *unused)
{
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t one, other;

	pthread_create(&one, NULL, add, NULL);
	pthread_create(&other, NULL, add, NULL);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	assert(sum == 2);
	return 0;
}
END
cat >order.md <<'END'
# Orders

## Lesson 1: Orders

**Goal.** Put in order.

```c order
1   pthread_mutex_lock(&lock);
2   sum = sum + 1;
3   pthread_mutex_unlock(&lock);
4   (void)unused;
5   no such thing
```

<!-- conclab: order
program: add.c
goal: ok
wrong: 2 = broken
wrong: 1 2 = deadlock
-->

> **Order.** Which?

<details><summary>Answer</summary>

**1 2 3.** A lock around it.

- 2: nothing keeps the other one out.

</details>

Done.
END
play <<END
lesson 1 lessons=order.md
order 2
1 2
order 1 5
1, 4, 2, 3
lesson list
END
says YES "broken, the shortest schedule found: 8 steps"
says YES "Not so: there is a schedule that ends in broken, a claim is false."
says YES "Nothing keeps the other one out."
says YES "Not so: there is a schedule that ends in deadlock"
says YES "That cannot be tried: "
says YES "add-15.c:10:"
says YES "Right: every schedule of that ends in ok, and that is proved."
says YES "You said 1 4 2 3: right."
says YES "begun, 1 of 1 prediction right"
play <<END
lesson 1 again lessons=order.md
order 1 2 9
END
says YES "An order is made of the lines' numbers, 1 to 5, none of them twice."
play <<END
lesson 1 again lessons=order.md
set memory=races
order 1 2 3
END
says YES "Right: every schedule of that ends in ok"
says NO "memory=races: "
orders() {
	sed "$1" order.md >changed.md
	"$lab" lesson check 1 lessons=changed.md corrected=corrected.md >"$work/said" 2>&1 || true
	says YES "$2"
}
orders 's/x/x/' "lesson 1 ok 0 commands, 3 orders"
orders 's/2 = broken/2 = race/' "the order 2 comes to broken, not to race"
orders 's/2 = broken/1 2 3 4 = broken/' "the order 1 2 3 4 comes to the goal, not to broken"
orders 's/\*\*1 2 3/**2 1 3/' "the order 2 1 3, which is to be right, can end in"
orders 's/\*\*1 2 3/**1 2 6/' "'1 2 6' is no order of its lines"
orders 's/add\.c/nothing.c/' "nothing.c cannot be read"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
