#!/bin/sh
# test_grade.sh - programs that were handed in get their marks, and harm nobody: they loop, crash, eat memory, flood their
# output, delete files, start processes, and do so also before main. Each is graded as if it were alone.
#
# Environment: O, the build folder; VARIANT; GRADE_MANY, how many are graded in one command (3).
set -eu

case "${VARIANT:-}" in
asan | tsan)
	echo "sanitizers want files, processes and memory that are refused here"
	exit 77 ;;
esac
lab=$PWD/$O/conclab
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" TMPDIR="$work/tmp"
export CONCLAB_SECONDS=0 LC_ALL=C.UTF-8
unset CC CONCLAB_CC CONCLAB_LESSONS CONCLAB_SET
mkdir "$work/tmp" "$work/in" "$work/victim"
cd "$work"
echo precious >victim/file
passed=0 failed=0

fail() {
	failed=$((failed + 1))
	echo "$1, in:"
	cat said
}

# says YES|NO WORDS: does what was said have them, wherever lines were broken?
says() {
	found=NO
	case $(tr '\n' ' ' <said | tr -s ' ') in
	*"$2"*) found=YES ;;
	esac
	if [ "$found" = "$1" ]; then
		passed=$((passed + 1))
	else
		fail "should be there: $1: '$2'"
	fi
}

# grade STATUS WORD ...
grade() {
	expected=$1 status=0
	shift
	"$lab" grade "$@" >said 2>&1 || status=$?
	if [ "$status" = "$expected" ]; then
		passed=$((passed + 1))
	else
		fail "grade $*: status $status, not $expected"
	fi
}

cat >skeleton.c <<'END'
/* Two add one each. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define LOCKED 0
#define PAUSE 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *add(void *unused)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	total++;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t one, two;

#if PAUSE
	usleep(1000 * PAUSE);
#endif
	pthread_create(&one, NULL, add, NULL);
	pthread_create(&two, NULL, add, NULL);
	pthread_join(one, NULL);
	pthread_join(two, NULL);
	printf("both are here\n");
	assert(total == 2);
	printf("total %d\n", total);
	return 0;
}
END
cat >hw.md <<'END'
# Two add

Repair `skeleton.c`.

<!-- conclab: homework
skeleton: skeleton.c
reference: skeleton.c LOCKED=1
-->

<!-- conclab: grade
what: nothing is lost
marks: 4
start: run PROGRAM
goal: ok
prove: explore
hint: what happens between the load and the store?
-->

<!-- conclab: grade
what: the total is told, and soon
marks: 2
start: run PROGRAM
goal: ok
runs: 3
prints: both [..] here
prints: total 2
takes: 100
-->

<!-- conclab: grade
what: it does not sleep
marks: 1
without: sleep usleep
-->
END

# The homework itself: the skeleton fails, the reference passes; and what is wrong with one is told.
grade 0 hw.md
says YES "skeleton.c: 1 of 7 marks"
says YES "hint: what happens between the load and the store?"
says YES "try: run skeleton.c seed=1"
says YES "skeleton.c LOCKED=1: 7 of 7 marks"
says YES "passed: every schedule ends in ok: PROVED"
says YES "in 3 of 3 runs by seed (runs, no proof)"
says YES "the skeleton fails, the reference answer passes"
sed 's/LOCKED=1/LOCKED=0/' hw.md >other.md
grade 1 other.md
says YES "the reference answer does not get all marks"
sed 's/skeleton: skeleton.c/& LOCKED=1/' hw.md >other.md
grade 1 other.md
says YES "the skeleton gets all marks already"
sed 's/^goal: ok/never: deadlock leak/; s/^runs.*/prove: explore/' hw.md >other.md
grade 0 other.md
says YES "skeleton.c: 5 of 7 marks"
says YES "no schedule ends in deadlock or leak: PROVED"
lint() {
	sed "$1" hw.md >other.md
	"$lab" lesson check all lessons=other.md >said 2>&1 || true
	says "$2" "$3"
}
lint 's/x/x/' NO "line 1"
lint 's/^marks: 4/mark: 4/' YES "line 12: a line of this directive begins with none of its keys: 'mark'"
lint 's/^marks: 4/marks: none/' YES 'needs a line "marks: N", from 1 to 1000'
lint 's/^what: nothing.*//' YES 'needs a line "what: ..."'
lint 's/run PROGRAM/explore it/' YES 'what is started must be "run PROGRAM"'
lint 's/run PROGRAM/& seed=3/' YES "leave out seed="
lint 's/^goal: ok/goal: fine/' YES 'a check needs a line "goal: ..."'
lint 's/^goal: ok/never: ok or not/' YES '"never: ..." names verdicts'
lint 's/^goal: ok/&\nnever: leak/' YES 'not both'
lint 's/^reference.*//' YES 'a homework needs two lines'
lint '/^<!-- conclab: homework/,/^-->/d' YES "a homework names no skeleton and no reference answer"
lint 's/^skeleton: skeleton.c/skeleton: skeletn.c LOCKED=0/' YES "line 5: the skeleton of the homework is not there: skeletn.c"
lint 's/^reference: skeleton.c/reference: skeleton.c,tools.c/' YES "line 5: the reference answer of the homework is not there: tools.c"
lint 's/^marks: 4/&\nthreads: none/' YES '"threads: N" is a number from 1 to 1000'
lint 's/^without: .*/threads: 2/' YES 'only one with "without: ..." or "with: ..." may lack it'
mkdir -p apart
sed 's/^goal/&/' hw.md >apart/hw.md
"$lab" lesson check all lessons=apart/hw.md >said 2>&1 || true
says YES "the skeleton of the homework is not there"
cp skeleton.c apart
"$lab" lesson check all lessons=apart/hw.md >said 2>&1 || true
says NO "is not there"
grade 2 hw.md program=nowhere.c
says YES "cannot read nowhere.c"
echo '# A page' >page.md
grade 2 page.md program=skeleton.c
says YES "there is no homework in"
status=0
"$lab" --no-programs grade hw.md --program skeleton.c >said 2>&1 || status=$?
says YES "refused here"

# Good, bad, and one of whom nothing can be proved.
sed 's/LOCKED 0/LOCKED 1/' skeleton.c >in/good.c
sed 's/total %d/Total: %d/' in/good.c >in/prints.c
sed 's/PAUSE 0/PAUSE 300/' in/good.c >in/sleeps.c
cp skeleton.c in/bad.c
grade 0 hw.md --program in/good.c
says YES "in/good.c: 7 of 7 marks"
grade 1 hw.md --program in/prints.c
says YES "in/prints.c: 5 of 7 marks"
says YES 'with seed=1 it does not print what it must; it prints "both are here" and more'
grade 1 hw.md --program in/sleeps.c
says YES "in/sleeps.c: 4 of 7 marks"
says YES "with seed=1 it takes 300 ms of its own time; 100 are allowed"
says YES "it calls usleep"
grade 1 hw.md --program skeleton.c LOCKED=1 PAUSE=2
says YES "skeleton.c LOCKED=1 PAUSE=2: 6 of 7 marks"
echo 'int main(void) { return missing; }' >in/not_c.c
grade 1 hw.md --program in/not_c.c
says YES "in/not_c.c: 0 of 7 marks"
says NO "This is said once"
says YES "not built: "
says YES "undeclared"
says YES "as above"
says NO "hint:"

# What prints the right answer and starts nobody ends well in every schedule: only a check that asks for threads sees it.
printf '#include <stdio.h>\nint main(void) { puts("both are here\\ntotal 2"); return 0; }\n' >in/prints_only.c
grade 0 hw.md --program in/prints_only.c
says YES "in/prints_only.c: 7 of 7 marks"
says YES "passed: every schedule ends in ok: PROVED, of a program that starts no thread"
sed 's/^goal: ok/&\nthreads: 2/; s/^without: .*/&\nwith: pthread_create pthread_join/' hw.md >other.md
grade 0 other.md
grade 1 other.md --program in/prints_only.c
says YES "in/prints_only.c: 0 of 7 marks"
says YES "failed: with seed=1 it starts no threads; at least 2 are asked for"
says YES "failed: it does not call pthread_create, pthread_join"
grade 0 other.md --program in/good.c
says YES "passed: it calls what it must, and nothing that it must not"
sed 's/^goal: ok/&\nthreads: 3/' hw.md >other.md
grade 1 other.md --program in/good.c
says YES "with seed=1 it starts 2 threads; at least 3 are asked for"
rm in/prints_only.c

# What compiles and lacks a setting of the check is built, and cannot be run so.
sed 's/run PROGRAM/& TELLERS=2/' hw.md >other.md
grade 1 other.md --program in/good.c
says YES "not run: "
says YES "TELLERS"
says NO "not built"

# A proof that rests on sleeps, of a program with no lock, is none where the clock may go on at any moment.
cat >in/naps.c <<'END'
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;

static void *wait_for_news(void *unused)
{
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t waiter;

	pthread_create(&waiter, NULL, wait_for_news, NULL);
	usleep(50000);
	pthread_mutex_lock(&lock);
	pthread_cond_signal(&news);
	pthread_mutex_unlock(&lock);
	pthread_join(waiter, NULL);
	return 0;
}
END
grade 1 hw.md --program in/naps.c
says YES "failed: it rests on sleeps (naps.c:20): with time=any there is a schedule that ends in deadlock"
says YES "try: explore in/naps.c time=any"
says NO "PROVED"
"$lab" --json grade hw.md program=in/naps.c >said 2>&1 || true
says YES '"result":"failed","why":"it rests on sleeps (naps.c:20)'
says YES '"rests_on":"sleeps (naps.c:20)"'
sed 's/^goal: ok/never: deadlock/; s/^prints.*//; s/^takes.*//' hw.md >other.md
grade 1 other.md --program in/naps.c
says YES "it rests on sleeps (naps.c:20): with time=any there is a schedule that ends in deadlock"
cat >in/naps.c <<'END'
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *nap(void *ms)
{
	usleep(1000 * (unsigned)(long)ms);
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t some[4];

	for (long i = 0; i < 4; i++)
		pthread_create(&some[i], NULL, nap, (void *)(i + 1));
	for (int i = 0; i < 4; i++)
		pthread_join(some[i], NULL);
	return 0;
}
END
sed 's/^prove: explore/&\nwork: 200/' hw.md >other.md
grade 1 other.md --program in/naps.c
says YES "undecided: it rests on sleeps (naps.c:8): with time=any it was not decided whether every schedule ends in ok"
grade 1 hw.md --program in/sleeps.c
says YES "passed: every schedule ends in ok: PROVED, with time=any, too"
"$lab" --json grade hw.md program=in/sleeps.c >said 2>&1 || true
says NO '"rests_on":"'
rm in/naps.c

# Those that harm. One check each is enough.
cat >small.md <<'END'
# Small

<!-- conclab: grade
what: it ends well
marks: 3
start: run PROGRAM
goal: ok
runs: 1
prints: done
-->
END
cat >in/loops.c <<'END'
int main(void) { for (;;); }
END
cat >in/loops_before.c <<'END'
__attribute__((constructor)) static void begin(void) { for (;;); }
int main(void) { return 0; }
END
cat >in/crashes.c <<'END'
#include <stdlib.h>
int main(void) { *(volatile int *)0 = 1; return 0; }
END
cat >in/crashes_before.c <<'END'
__attribute__((constructor)) static void begin(void) { *(volatile int *)0 = 1; }
int main(void) { return 0; }
END
cat >in/eats.c <<'END'
#include <sys/mman.h>
int main(void)
{
	for (;;) {
		char *some = mmap(0, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		for (int i = 0; some != MAP_FAILED && i < 1 << 24; i += 4096)
			some[i] = 1;
	}
}
END
# What the lab refuses is found by its name all the same: it is the cage that must hold then.
cat >in/floods.c <<'END'
#include <dlfcn.h>
#include <sys/syscall.h>
static char bytes[4096];
int main(void)
{
	long (*call)(long, ...) = (long (*)(long, ...))dlsym(0, "syscall");

	for (;;)
		for (int file = 0; file < 64; file++)
			call(SYS_write, file, bytes, sizeof bytes);
}
END
cat >in/deletes.c <<END
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void)
{
	const char *file = "$work/victim/file";

	unlink(file);
	rename(file, "mine");
	truncate(file, 0);
	chmod(file, 0);
	open(file, O_WRONLY | O_TRUNC);
	((int (*)(const char *))dlsym(0, "system"))("rm -rf $work/victim");
	mkdir("locked", 0700);
	mkdir("locked/within", 0);
	puts(creat("here", 0600) >= 0 ? "done" : "not even here");
	return 0;
}
END
cat >in/forks.c <<'END'
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
int main(void)
{
	long (*call)(long, ...) = (long (*)(long, ...))dlsym(0, "syscall");
	long child = call(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	if (child == 0)
		for (;;);
	puts(child < 0 && call(SYS_kill, call(SYS_getppid), SIGKILL) < 0 ? "done" : "it had a child, or killed");
	return 0;
}
END
cat >in/calls.c <<'END'
#include <stdio.h>
#include <sys/socket.h>
int main(void) { puts(socket(AF_INET, SOCK_STREAM, 0) < 0 ? "done" : "it is in the network"); return 0; }
END
cat >in/leaves.c <<'END'
#include <dlfcn.h>
#include <sys/syscall.h>
int main(void) { ((long (*)(long, ...))dlsym(0, "syscall"))(SYS_exit_group, 0); }
END
mkdir in/folder
echo 'int main(void); void say(void); int main(void) { say(); return 0; }' >in/folder/main.c
printf '#include <stdio.h>\nvoid say(void); void say(void) { puts("done"); }\n' >in/folder/say.c
grade 1 small.md --program in seconds=1 megabytes=200
tr -s ' ' <said >flat && mv flat said
says YES "in/folder 3 of 3"
says YES "in/loops.c 0 of 3 not: 1 failed"
says YES "in/loops_before.c 0 of 3 not: 1 failed"
says YES "in/crashes.c 0 of 3 not: 1 failed"
says YES "in/crashes_before.c 0 of 3 not: 1 failed"
says YES "in/eats.c 0 of 3 not: 1 stopped"
says YES "in/floods.c 0 of 3 not: 1 stopped"
says YES "in/leaves.c 0 of 3 not: 1 stopped"
says YES "in/good.c 0 of 3 not: 1 failed"
says YES "in/not_c.c 0 of 3 not: 1 not built"
says YES " 1: not_c.c:1:"
says YES "passed "
case $(cat said) in
*"does not let"*) echo "this system cannot forbid all: what it lets through was not checked" ;;
*)
	says YES "in/deletes.c 3 of 3"
	says YES "in/forks.c 3 of 3"
	says YES "in/calls.c 3 of 3"
	[ "$(cat victim/file)" = precious ] || fail "a file was harmed"
	;;
esac
[ -z "$(ls "$work/tmp")" ] || fail "something is left: $(ls "$work/tmp")"

# Many in one command, as JSON.
mkdir many
for i in $(seq "${GRADE_MANY:-3}"); do
	cp in/folder/say.c "many/$i.c"
	echo 'int main(void) { say(); return 0; }' >>"many/$i.c"
done
grade 0 small.md --program many --json
count=$(grep -c '"marks":3,"of":3,"checks":\[{"what":"it ends well","marks":3,"of":3,"result":"passed"' said) || true
[ "$count" = "${GRADE_MANY:-3}" ] || fail "not every one of them passed"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
