#!/bin/sh
# test_bad_programs.sh - whatever a person's program does, the session goes on, and nothing of the run is left.
#
# Programs that crash, loop, end themselves, eat memory, print without end and overflow their stacks, many times in one
# process, which is asked by lines and answers by lines. RUNS says how many runs: 1,000 with `make soak`.
#
# Environment: O, the build folder; VARIANT; RUNS.
set -eu

case "${VARIANT:-}" in
tsan)
	echo "the thread sanitizer takes minutes, and keeps threads of its own"
	exit 77 ;;
asan) slack= runs=${RUNS:-8} ;;         # a sanitizer keeps memory of its own
*) slack=2048 runs=${RUNS:-40} ;;
esac
. tests/own_file.sh
unset CONCLAB_CC
export COLUMNS=200         # an answer is one line

write() {
	cat >"$1.c"
	programs="${programs:-} $1:$2"
}

write crash crash <<'END'
int main(void) { return *(volatile int *)0; }
END
write crash_in_thread crash <<'END'
#include <pthread.h>
static void *f(void *p) { return *(void **)p; }
int main(void) { pthread_t t; pthread_create(&t, 0, f, 0); pthread_join(t, 0); return 0; }
END
write ends ok <<'END'
#include <stdlib.h>
int main(void) { exit(3); }
END
write ends_in_thread ok <<'END'
#include <pthread.h>
#include <stdlib.h>
static void *f(void *p) { exit(p == 0); }
int main(void) { pthread_t t; pthread_create(&t, 0, f, 0); pthread_join(t, 0); return 0; }
END
write aborts crash <<'END'
#include <stdlib.h>
int main(void) { abort(); }
END
write hangs deadlock <<'END'
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *f(void *p) { pthread_mutex_lock(&m); return p; }
int main(void) { pthread_t t; pthread_mutex_lock(&m); pthread_create(&t, 0, f, 0); pthread_join(t, 0); return 0; }
END
write eats ok <<'END'
#include <stdlib.h>
int main(void)
{
	int n = 0;
	for (char *p; n < 4000 && (p = malloc(4096)); n++)
		p[0] = 1;
	return n < 4000 || malloc((size_t)1 << 40) != NULL;
}
END
write overflows crash <<'END'
static volatile int x;
static int f(int n) { char room[4096]; room[n % 9] = 1; return x ? 0 : f(n + 1) + room[3]; }
int main(void) { return f(0); }
END
write floods ok <<'END'
#include <stdio.h>
int main(void)
{
	for (int i = 0; i < 20000; i++)
		puts("a line of tea, and another one, and one more, until nobody reads them any more");
	return 0;
}
END
write prints_for_ever stalled <<'END'
#include <stdio.h>
int main(void) { for (;;) puts("tea"); }
END
write loops stalled <<'END'
static volatile int x;
int main(void) { for (;;) x++; }
END

mkfifo to from
"$lab" -n -q -k <to >from 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || :; rm -rf "$work"' EXIT
exec 3>to 4<from

# asked NAME:VERDICT N: the program is run, by turns.
asked() {
	echo "run ./${1%:*}.c seed=$2" >&3
	read -r answer <&4
	case $answer in
	"${1#*:} "*) ;;
	*) fail "${1%:*}, seed $2: not ${1#*:}: $answer" ;;
	esac
}

# What the process holds: threads, files, KiB of memory.
holds() {
	threads=$(ls /proc/$pid/task | wc -l)
	files=$(ls /proc/$pid/fd | wc -l)
	memory=$(awk '{ print $2 * 4 }' /proc/$pid/statm)
}

# All once, and what is slow no more often than each tenth time. The last that is run is kept.
round() {
	for program in $programs; do
		case $program in
		floods:* | prints_for_ever:* | loops:*) [ $((n % 110)) -lt 11 ] || continue ;;
		esac
		[ "$n" -lt "$1" ] || return 0
		n=$((n + 1))
		asked "$program" "$n"
	done
}

n=0
round 11
asked crash:crash 1
if [ -d /proc/$pid/task ]; then
	holds
	had="$threads threads, $files files" had_memory=$memory
	n=0
	while [ "$n" -lt "$runs" ]; do
		round "$runs"
	done
	asked crash:crash 1
	holds
	[ "$threads threads, $files files" = "$had" ] || fail "$runs runs: $had before, $threads threads, $files files after"
	[ -z "$slack" ] || [ "$memory" -le $((had_memory + slack)) ] || fail "$runs runs: $had_memory KiB before, $memory KiB after"
	echo "$runs runs: $had, $had_memory KiB before, $memory KiB after"
fi
echo "run mutex seed=1" >&3
read -r answer <&4
case $answer in
"ok "*) ;;
*) fail "the session is not as before: $answer" ;;
esac

# A call in which the system lets a fiber wait for ever is left at ^C.
if [ "${VARIANT:-}" != asan ]; then    # its tasks are threads
cat >waits.c <<'END'
#include <fcntl.h>
#include <unistd.h>
int main(void)
{
	int ends[2];
	char c;
	if (pipe(ends) || open("waiting", O_CREAT | O_WRONLY, 0600) < 0)
		return 1;
	return (int)read(ends[0], &c, 1);
}
END
echo "run ./waits.c seed=1" >&3
while [ ! -e waiting ]; do
	kill -0 "$pid"
done
kill -INT "$pid"
read -r answer <&4
case $answer in
"interrupted "*) ;;
*) fail "a call that waits is not left at ^C: $answer" ;;
esac

# A search whose time is over says who it was that did not come back. However slow all is, nobody does.
answer=$(COLUMNS=200 "$lab" explore ./waits.c seconds=1 2>&1 </dev/null) || :
case $answer in
*"nothing has come to an end: main waits in a call of the system (waits.c:9), and does not come back"*) ;;
*) fail "who waits in a call of the system is not named: $answer" ;;
esac
fi
exec 3>&-
wait "$pid" || :

[ "$failures" -eq 0 ]
