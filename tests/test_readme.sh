#!/bin/sh
# test_readme.sh - readme.sh accepts true examples, with their wildcards, input and status, and refuses false ones.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#!/bin/sh\n[ $# -eq 0 ] && exec cat\necho "$@"\nexit 3\n' >"$work/conclab"
chmod +x "$work/conclab"

failures=0

# check YES|NO: is the README made of standard input accepted?
check() {
	{ echo 'Words.'; echo '```console'; cat; echo '```'; echo '$ not an example'; } >"$work/README.md"
	answer=yes
	said=$(O=$work sh tests/readme.sh "$work/README.md") || answer=no
	[ "$answer" = "$1" ] && return
	echo "should be accepted: $1; but:"
	cat "$work/README.md"
	echo "$said"
	failures=$((failures + 1))
}

check yes <<'END'
$ ./conclab run it
run it
[3]
$ printf 'one\ntwo\nthree\nfour\n'
one
...
four
$ ./conclab
conclab> what is typed
what is typed
conclab> is echoed
is echoed
$ echo took 12.5 ms, 3 tasks
took [..] ms, [..] tasks
$ true
$ printf 'a\nb\na\nc\n'
...
a
c
$ printf 'x\n'
...
x
...
END

check no <<'END'
$ ./conclab run it
run it
END

check no <<'END'
$ ./conclab run it
run that
[3]
END

check no <<'END'
$ echo took 12.5 ms, 3 tasks
took [..] ms, [..] threads
END

check no <<'END'
$ printf 'one\ntwo\n'
one
END

check no <<'END'
$ printf 'one\n'
one
...
two
END

check no <<'END'
$ true
something
END

# What comes of each command stands below it.
check no <<'END'
$ ./conclab
conclab> what is typed
conclab> is echoed
what is typed
is echoed
END

check no <<'END'
$ echo a.b
a[..]c
END

[ "$failures" -eq 0 ]
