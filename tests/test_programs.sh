#!/bin/sh
# test_programs.sh - own programs: each file of tests/programs/ says in its first lines what the lab is to say of it.
#
#     expect: COMMAND [name=value ...] => WORDS
#
# COMMAND is applied to the file. WORDS, in any number:
#     V                       the verdict of a run
#     always V, sometimes V   so end all, some of the schedules explored
#     has V, never V          V is possible, is not
#     PROVED, open            all schedules were looked at; not all were, or not all counts
#     schedules N             so many were
#     states N                there were some, and no more than so many
#     finals NAME=1,2         these values the variable may end with; a + in its name stands for a blank
#     says "TEXT"             the answer has this text in it (no quote and no backslash)
#     lacks "TEXT"            it has not
#     unsupported, does-not-compile
# A file is checked with cc and, where it is installed, with clang. `not with: clang` in such a line leaves one out, or a
# machine, as uname -m calls it.
#
# Environment: O, the build folder; VARIANT; NAMES of files as a pattern, without .c; PROGRAMS_CACHE, where what is built is kept for
# other variants, which would build the same; PART, of the files, see part.h.
set -eu
. tests/part.sh

lab=$PWD/$O/conclab
here=tests/programs

# judge WORDS: what is wrong with the answer, a line of JSON on standard input; nothing when it is as expected.
judge() {
	awk -v words="$1" '
	function field(name,    at, text) {
		at = index(answer, "\"" name "\":")
		if (!at)
			return ""
		text = substr(answer, at + length(name) + 3)
		if (text ~ /^"/) {
			text = substr(text, 2)
			return substr(text, 1, index(text, "\"") - 1)
		}
		if (text ~ /^[[{]/)
			return substr(text, 2, match(text, /[]}]/) - 2)
		match(text, /^[^,}]*/)
		return substr(text, 1, RLENGTH)
	}
	function want(good, what) {
		n++
		if (!good)
			wrong = wrong " " what
	}
	function outcome(verdict,    list, at) {
		list = "," field("outcomes") ","
		at = index(list, ",\"" verdict "\":\"")
		return at ? substr(list, at + length(verdict) + 5, index(substr(list, at + length(verdict) + 5), "\"") - 1) : "never"
	}
	function take(pattern,    text) {
		sub(/^[ ,]+/, "", words)
		if (!match(words, "^" pattern))
			return ""
		text = substr(words, 1, RLENGTH)
		words = substr(words, RLENGTH + 1)
		return text
	}
	function check_word(word,    of, pair) {
		if (word ~ /^(always|sometimes|has|never|schedules|states|finals)$/)
			of = take("[^ ]+")
		sub(/,$/, "", of)
		if (word == "says" || word == "lacks") {
			of = take("\"[^\"]*\"")
			of = substr(of, 2, length(of) - 2)
			want(of != "" && !index(answer, of) == (word == "lacks"), word " \"" of "\"")
		} else if (word == "finals") {
			split(of, pair, "=")
			gsub(/\+/, " ", pair[1])
			want(index(answer, "\"" pair[1] "\":[" pair[2] "]"), "finals " of)
		} else if (word == "always" || word == "sometimes")
			want(outcome(of) == word, word " " of)
		else if (word == "has")
			want(outcome(of) ~ /always|sometimes/, "has " of)
		else if (word == "never")
			want(index(answer, "\"outcomes\":") && outcome(of) == "never", "never " of)
		else if (word == "schedules")
			want(field("schedules") == of, "schedules " of)
		else if (word == "states")
			want(field("states") + 0 > 0 && field("states") + 0 <= of + 0, "states " of)
		else if (word == "PROVED" || word == "open")
			want(field("proved") == (word == "PROVED" ? "true" : "false"), word)
		else
			want(field(word == "unsupported" || word == "does-not-compile" ? "code" : "verdict") == word, word)
	}
	{ answer = $0 }
	END {
		while ((word = take("[^ ,]+")) != "")
			check_word(word)
		if (!n)
			wrong = " (it expects nothing)"
		if (wrong != "")
			print "not" wrong
	}'
}

# check FILE COMPILER: a line for each expectation, "ok" or what is wrong.
check() {
	awk '/expect:.*=>/ { sub(/^.*expect: */, ""); sub(/ *\*\/ *$/, ""); print; next }
	     /^[^\/ ]/ { exit }' "$1" >"$work/$3.expected"
	[ -s "$work/$3.expected" ] || echo "$1: expects nothing"
	while IFS= read -r expected; do
		command=${expected%%=>*} words=${expected#*=>}
		verb=${command%% *} rest=${command#* }
		printf '%s %s %s\n' "$verb" "./$1" "$rest" >"$work/$3.script"
		CONCLAB_CC=$2 $limit "$lab" --json -f "$work/$3.script" >"$work/$3.said" 2>"$work/$3.errors" </dev/null && status=$? || status=$?
		wrong=$(grep -a -o '{"v":1,.*' "$work/$3.said" | tail -n 1 | judge "$words")
		[ "$status" -le 3 ] || wrong="ends with status $status ${wrong}"
		if [ -z "$wrong" ]; then
			echo ok
		else
			echo "$1 with $2: $expected: $wrong"
			grep -a -o '{"v":1,.*' "$work/$3.said" | cut -c 1-600
		fi
	done <"$work/$3.expected"
}

# check_half N: every second file.
check_half() {
	n=0
	for file in $files; do
		n=$((n + 1))
		[ $((n % 2)) -eq "$1" ] || continue
		for compiler in $compilers; do
			case $(grep "not with:" "$file") in *"$compiler"* | *"$machine"*) continue ;; esac
			check "$file" "$compiler" "$1"
		done
	done >"$work/told.$1"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="${PROGRAMS_CACHE:-$work/cache}" XDG_STATE_HOME="$work/state"
limit=
if command -v timeout >/dev/null 2>&1; then
	limit="timeout -k 5 1000"     # it hangs: none takes a hundredth of that where nothing else runs
fi
machine=$(uname -m)
compilers=cc
if command -v clang >/dev/null 2>&1; then
	compilers="cc clang"
fi
files=$(n=0; for file in "$here"/${NAMES:-*}.c; do in_part $n && echo "$file"; n=$((n + 1)); done)
left=0
case "${VARIANT:-}" in
asan | tsan)                    # slow, and without fibers, so without the search by states
	left=$(echo "$files" | wc -w)
	files=$(grep -l "with sanitizers" "$here"/*.c)
	compilers=cc
	left=$((left - $(echo "$files" | wc -w))) ;;
esac

check_half 0 &
check_half 1
wait
failures=$(grep -v -c '^ok$' "$work/told.0" "$work/told.1" | awk -F: '{ n += $NF } END { print n }')
passed=$(cat "$work/told.0" "$work/told.1" | grep -c '^ok$' || true)
grep -h -v '^ok$' "$work/told.0" "$work/told.1" || true
[ "$left" -eq 0 ] || echo "$left programs are left out with sanitizers: they need fibers, or take long"
echo "$passed expectations met, $failures lines of complaint"
[ "$failures" -eq 0 ] && [ "$passed" -gt 0 ]
