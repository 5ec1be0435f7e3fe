#!/bin/sh
# test_own_pattern.sh - a pattern file that somebody has written is run as it stands: README's, and bad ones.
#
# Environment: O, the build folder; VARIANT.
set -eu

case "${VARIANT:-}" in
asan | tsan) search="schedules=2000" ;;         # no fibers there, and so no search by states
*) search= ;;
esac
. tests/own_file.sh

awk '/^## / { inside = $0 == "## Add a pattern" } inside' "$tree/README.md" |
	awk '/^```/ { if (inside) exit; inside = $0 == "```c"; next } inside' >"$work/mine/ping_pong.c"

# ---- A good one ----

says 0 "runs here with all your rights" run ./ping_pong.c
says 0 "ok  2 tasks" run ./ping_pong.c
case $said in *"your rights"*) fail "it is said twice whose code it is" ;; esac
[ "$(calls)" -eq 1 ] || fail "it is compiled anew though nothing has changed"
[ "$(ls)" = ping_pong.c ] || fail "something is written beside the file: $(ls)"
says 0 "rounds" patterns ./ping_pong.c
says 0 '"name":"rounds","default":2' --json patterns ./ping_pong.c
says 1 "always deadlock, for ./ping_pong.c serve=both" explore ./ping_pong.c serve=both
# shellcheck disable=SC2086
says 0 "always ok" explore ./ping_pong.c $search
says 0 "pong stuck here" diff ./ping_pong.c serve=both
says 0 "> " show code ./ping_pong.c
says 2 "no plain C program of ./ping_pong.c: the patterns that come with the lab have one" show code ./ping_pong.c as=pthread
says 0 "rounds > 0 and buffer = 0" law ./ping_pong.c serve=both rounds=0..2 buffer=0..2
says 0 "ok" -c "use ./ping_pong.c; run rounds=3; expect verdict == ok"
says 1 "step 0: it is over" step ./ping_pong.c serve=both
says 2 "has no setting 'round'" run ./ping_pong.c round=1
says 2 "Did you mean 'rounds'" run ./ping_pong.c round=1
"$lab" -c "run ./ping_pong.c seed=1; export schedule $work/kept" >/dev/null
says 0 "replayed" replay "$work/kept"
[ "$(calls)" -eq 1 ] || fail "a command compiles anew what is in the cache"

# ---- A use that is forgotten ----

sed 's/RECVS(game->there), SENDS(game->back)/RECVS(game->there)/' ping_pong.c >forgets.c
cmp -s ping_pong.c forgets.c && fail "there is nothing to forget in ping_pong.c"
sends="sends to \`back\`, which USES does not say: add"
says 1 "$sends" run ./forgets.c
says 1 "undeclared  2 tasks" run ./forgets.c rounds=2 seed=1
says 1 "always undeclared, for ./forgets.c" explore ./forgets.c
says 1 "$sends" explore ./forgets.c
says 1 '"undeclared":[{"task":"pong","operation":"send","object":"back","use":"SENDS","at":"./forgets.c:33"}]' \
	--json explore ./forgets.c
says 1 "$sends" -c 'step ./forgets.c; step 9; explain'
says 1 "deadlock" explore ./forgets.c serve=both
says 0 "rounds=0" explore ./forgets.c rounds=0
says 1 "U always undeclared" sweep ./forgets.c rounds=0..1
says 1 "undeclared  3" stress ./forgets.c n=3
calls_before=$(calls)
rm forgets.c

# ---- Changes are noticed, those of headers too ----

echo '/* changed */' >>ping_pong.c
says 0 "ok  2 tasks" run ./ping_pong.c
[ "$(calls)" -eq $((calls_before + 1)) ] || fail "a changed file is not compiled anew"
printf '#include "claim.h"\n' | cat - ping_pong.c >with_header.c
echo '#define CLAIM 1' >claim.h
says 0 "ok" run ./with_header.c
says 0 "ok" run ./with_header.c
[ "$(calls)" -eq $((calls_before + 2)) ] || fail "a file with a header of its own is compiled $(calls) times, not $((calls_before + 2))"
echo '#define CLAIM 2' >claim.h
says 0 "ok" run ./with_header.c
[ "$(calls)" -eq $((calls_before + 3)) ] || fail "a changed header is not noticed"

# ---- Any name but the lab's own may be used again ----

{
	grep -ho '^struct [a-z_]* {' "$tree"/lab/base/*.h "$tree"/lab/trace/*.h "$tree"/lab/engine/*.h "$tree"/lab/check/*.h |
		sort -u | grep -v -E ' (use|lab_bytes|pattern|setting|measure) ' | sed 's/{/{ int own; };/'
	echo 'static int clock_now(struct run *run, struct object *object) { return run->own + object->own; }'
} >names.txt
[ "$(wc -l <names.txt)" -gt 60 ] || fail "too few names were found to try"
awk '{ print } /#include "lab\/lab.h"/ { while ((getline line <"names.txt") > 0) print line }' ping_pong.c >own_names.c
says 0 "ok  2 tasks" run ./own_names.c

# ---- Bad ones ----

says 2 "cannot read ./none.c: No such file" run ./none.c
echo 'int x' >bad.c
says 2 "bad.c:1:" run ./bad.c
says 2 "./bad.c does not compile" run ./bad.c
says 2 '"code":"does-not-compile","message":"./bad.c:1:' --json run ./bad.c
echo 'int x;' >bad.c
says 2 "defines no pattern" run ./bad.c
says 2 '"code":"no-pattern"' --json run bad.c
printf '#include "lab/lab.h"\nstatic void run(const int *p) { (void)p; }\n' >two.c
for name in one two; do
	echo "const struct pattern pattern_$name = { .name = \"$name\", .summary = \"s\", .file = __FILE__, .run = run };" >>two.c
done
says 2 "two.c defines more than one pattern, pattern_" run ./two.c
sed 's/"rounds"/"seed"/' ping_pong.c >seed.c
says 2 "every run has a setting 'seed'" run ./seed.c
sed 's/"rounds"/"two words"/' ping_pong.c >words.c
says 2 "cannot be typed" run ./words.c
sed 's/"rounds", 2, 0,/"rounds", 2, 3,/' ping_pong.c >range.c
says 2 "its default is not within its range" run ./range.c
sed 's/chan_send(/chan_sent(/' ping_pong.c >unknown.c
says 2 "chan_sent" run ./unknown.c
says 2 "refused here (--no-programs)" --no-programs run ./ping_pong.c
says 2 "refused here (--no-programs)" --no-programs replay "$work/kept"
CONCLAB_CC=no-such-cc says 3 "there is no C compiler 'no-such-cc'" run ./ping_pong.c
CONCLAB_CC="$work/bin/counting-cc -DX=1" says 0 "ok" run ./ping_pong.c
XDG_CACHE_HOME=/dev/null says 3 "nowhere to build" run ./ping_pong.c

# ---- What threads share is found out by every command that needs it, not by explore alone ----

cat >lost.c <<'END'
#include <pthread.h>
static int count;
static void *add(void *arg) { count++; return arg; }
int main(void)
{
	pthread_t a, b;
	pthread_create(&a, NULL, add, NULL);
	pthread_create(&b, NULL, add, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
END
says 1 "race" stress ./lost.c n=20
says 1 "race" run ./lost.c seed=1

# ---- What a task is about to do is said in its infinitive ----

says 0 "can move :51  begin to join there-1" step "$tree/patterns/pthread/bank.c"

# ---- diff: a program's main() is called by nobody, and yet runs; its settings are macros ----

says 0 "main stuck here" diff "$tree/patterns/pthread/bank.c" ORDERED=1
says 0 "20 ?   int first = ORDERED && to < from" diff "$tree/patterns/pthread/bank.c" ORDERED=1

# ---- Every pattern of the lab is such a file ----

if [ "$VARIANT" = release ]; then
	for file in "$tree"/patterns/[a-z]*.c; do
		[ "$file" != "$tree/patterns/patterns.c" ] || continue
		says 0 "try: run $file" patterns "$file"
	done
fi

[ "$failures" -eq 0 ]
