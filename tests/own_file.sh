# own_file.sh - read by tests of files that somebody has written: a folder of one's own, a compiler that counts how often it
# is called, and what the lab says.
#
# Gives: lab, tree, work (which goes away at the end), failures; the folder is $work/mine from then on.
tree=$PWD
lab=$PWD/$O/conclab
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
	echo "$*"
	failures=$((failures + 1))
}

# A compiler that counts how often it is called.
mkdir "$work/bin" "$work/mine"
cat >"$work/bin/counting-cc" <<END
#!/bin/sh
echo call >>"$work/calls"
exec cc "\$@"
END
chmod +x "$work/bin/counting-cc"
export XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" CONCLAB_CC="$work/bin/counting-cc"
cd "$work/mine"

# says STATUS WORDS COMMAND...: the lab ends with this status, and what it says has the words in it.
says() {
	wanted=$1 words=$2 status=0
	shift 2
	said=$("$lab" "$@" 2>&1 </dev/null) || status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status, not $wanted: conclab $*
$said"
	has "$words"
}

# has WORDS, lacks WORDS: what was said last has them in it; has not.
has() {
	case $said in
	*"$1"*) ;;
	*) fail "nothing of '$1' is said: $said" ;;
	esac
}

lacks() {
	case $said in
	*"$1"*) fail "'$1' is said: $said" ;;
	esac
}

calls() {
	if [ -e "$work/calls" ]; then wc -l <"$work/calls"; else echo 0; fi
}

# compiled N WHY: the compiler has been called N times since the last time this was asked.
before=0
compiled() {
	now=$(calls)
	[ $((now - before)) -eq "$1" ] || fail "the compiler was called $((now - before)) times, not $1: $2"
	before=$now
}
