#!/bin/sh
# test_install.sh - what make install puts somewhere works there, and make uninstall takes away all of it and only that.
#
# Environment: O, the build folder; CC.
set -eu
. tests/install.sh

dest="$work/a place"
prefix=$dest/opt/lab
build install DESTDIR="$dest" PREFIX=/opt/lab

# The program, in a folder where nothing else is.
mkdir "$work/empty"
said=$(cd "$work/empty" && "$prefix/bin/conclab" --version)
[ "$said" = "conclab $version" ] || fail "it says '$said', not conclab $version"
(cd "$work/empty" && "$prefix/bin/conclab" -q run channel) >"$work/log" 2>&1 || fail "run channel fails there: $(cat "$work/log")"

for file in share/man/man1/conclab.1 share/bash-completion/completions/conclab share/zsh/site-functions/_conclab \
	share/doc/conclab/LICENSE share/doc/conclab/NEWS share/doc/conclab/README.md share/doc/conclab/LESSONS.md; do
	[ -s "$prefix/$file" ] || fail "$file is not there"
done
head -n 3 "$prefix/share/doc/conclab/NEWS" | grep -q "^conclab $version (....-..-..)\$" ||
	fail "NEWS does not begin with version $version and its date"

# README's new pattern, and those that come with the program, compile against the installed headers and no others.
awk '/^## / { inside = $0 == "## Add a pattern" } inside' README.md |
	awk '/^```/ { if (inside) exit; inside = $0 == "```c"; next } inside' >"$work/empty/ping_pong.c"
grep -q 'struct pattern pattern_ping_pong' "$work/empty/ping_pong.c" || fail "README has no pattern to compile"
for pattern in "$work/empty/ping_pong.c" "$PWD"/patterns/[c-w]*_*.c; do
	(cd "$work/empty" && ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror \
		-I"$prefix/include/conclab" -c -o x.o "$pattern") >"$work/log" 2>&1 ||
		fail "$pattern does not compile against the installed headers: $(cat "$work/log")"
done

# The plain programs are there, and are taken as they stand.
for file in patterns/pthread/*.c lessons/*.c; do
	cmp -s "$file" "$prefix/share/doc/conclab/examples/$(basename "$file")" || fail "$file is not among the examples"
done
for file in patterns/go/*.go; do
	cmp -s "$file" "$prefix/share/doc/conclab/examples/go/$(basename "$file")" || fail "$file is not among the examples"
done
(cd "$work/empty" && XDG_CACHE_HOME="$work/cache" "$prefix/bin/conclab" -q run "$prefix/share/doc/conclab/examples/once.c") \
	>"$work/log" 2>&1 || fail "an example does not run: $(cat "$work/log")"

# They can be had by their path in the project, wherever one is; where there is such a file, it is the one that is meant.
own() {
	(cd "$work/empty" && XDG_CACHE_HOME="$work/cache" "$prefix/bin/conclab" "$@") >"$work/log" 2>"$work/errors" ||
		fail "conclab $* there: $(cat "$work/errors")"
}
own explore patterns/pthread/queue.c BROADCAST=1
grep -q "^PROVED: always ok, for patterns/pthread/queue.c" "$work/log" || fail "queue.c is not proved: $(cat "$work/log")"
[ ! -s "$work/errors" ] || fail "the lab warns of its own program: $(cat "$work/errors")"
own show code ./patterns/pthread/queue.c as=pthread
cmp -s "$work/log" patterns/pthread/queue.c || fail "queue.c is not shown as it is"
mkdir -p "$work/empty/patterns/pthread"
echo 'int main(void) { return 0; }' >"$work/empty/patterns/pthread/queue.c"
own show code patterns/pthread/queue.c as=pthread
cmp -s "$work/log" "$work/empty/patterns/pthread/queue.c" || fail "the file that is there is not the one that is taken"

# What is not ours stays, what is ours goes.
echo mine >"$prefix/bin/mine"
build uninstall DESTDIR="$dest" PREFIX=/opt/lab
left=$(cd "$prefix" && find . -type f; cd "$prefix" && find . -name '*conclab*')
[ "$left" = ./bin/mine ] || fail "after make uninstall there is:" "$left"
done_well
