#!/bin/sh
# test_twins.sh - the patterns as plain programs, patterns/pthread/: they compile without a warning and run, their
# defaults are the patterns', the program carries them, and over all schedules they end as patterns/verdicts says of the
# patterns (which test_verdicts holds those to), but for what patterns/pthread/verdicts says.
#
# Environment: O, the build folder; VARIANT; T; PART, of the settings, see part.h.
set -eu
. tests/part.sh

lab=$PWD/$O/conclab
here=patterns/pthread

# expectations PATTERN FILE: of each line that is to be explored "SETTINGS | VERDICTS | N", the settings as the program
# has them, the verdicts in alphabetical order, N schedules or nothing; what is wrong with the tables as "wrong WORDS".
expectations() {
	"$lab" --json patterns "$1" >"$work/$1.json"
	LC_ALL=C awk -F '|' -v pattern="$1" -v json="$work/$1.json" '
	function trim(text) {
		gsub(/^[ \t]+|[ \t]+$/, "", text)
		return text
	}
	# "deadlock in 5, leak 1..3" becomes "deadlock leak".
	function verdicts(text,    list, n, i, k, word, all) {
		n = split(text, list, /, */)
		for (i = 1; i <= n; i++)
			sub(/ .*/, "", list[i])
		for (i = 1; i <= n; i++)
			for (k = i + 1; k <= n; k++)
				if (list[k] < list[i]) {
					word = list[i]; list[i] = list[k]; list[k] = word
				}
		for (i = 1; i <= n; i++)
			all = all (i > 1 ? " " : "") list[i]
		return all
	}
	# The setting of the program for name=value of the pattern; "" for none.
	function translate(setting,    pair, name, at) {
		if (setting in other)
			return other[setting]
		split(setting, pair, "=")
		name = toupper(pair[1])
		gsub(/-/, "_", name)
		if (!(name in standard))
			return ""
		if (pair[2] ~ /^[0-9]+$/)
			return name "=" pair[2]
		if (match(comment[name], "(^|[ :])[0-9]+ " pair[2] "($|[ ,;:])")) {
			at = substr(comment[name], RSTART, RLENGTH)
			match(at, /[0-9]+/)
			return name "=" substr(at, RSTART, RLENGTH)
		}
		return pair[2] == "off" ? name "=0" : pair[2] == "on" ? name "=1" : ""
	}
	function translate_all(settings,    list, n, i, one, all) {
		n = split(settings, list, " ")
		for (i = 1; i <= n; i++) {
			one = list[i]
			sub(/=.*/, "", one)
			if (one in missing)
				return "-"
		}
		for (i = 1; i <= n; i++) {
			one = translate(list[i])
			if (one == "")
				print "wrong: " pattern " " list[i] " cannot be said to the program"
			all = all (i > 1 ? " " : "") one
		}
		return all
	}
	# "name":"gap","default":0
	function check_defaults(text,    name, value, at) {
		while (match(text, /"name":"[^"]*","default":"?[^",]*/)) {
			at = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			split(at, part, /":"|","|":/)
			name = part[2]
			value = part[4]
			gsub(/"/, "", value)
			if (name in missing)
				continue
			at = translate(name "=" value)
			sub(/=.*/, "", at)
			if (at == "" || at "=" standard[at] != translate(name "=" value))
				print "wrong: " pattern " has " name "=" value " by default, the program " at "=" standard[at]
			seen++
		}
		if (!seen)
			print "wrong: " pattern " has no settings"
	}
	FILENAME ~ /\.c$/ {
		if ($0 ~ /^#define [A-Z_]+ -?[0-9]+/) {
			split($0, part, /[ \t]+/)
			standard[part[2]] = part[3]
			comment[part[2]] = $0
			sub(/^[^*]*\/\* */, "", comment[part[2]])
		}
		next
	}
	{ settings = trim($1); name = settings; sub(/ .*/, "", name) }
	name != pattern || /^#/ { next }
	{ settings = trim(substr(settings, length(name) + 1)) }
	FILENAME ~ /pthread/ {
		what = trim($2)
		used[settings] = 0
		if (what == "-") missing[settings] = 1
		else if (what ~ /=/) other[settings] = what
		else if (settings ~ /^[a-z]/ || what ~ /^-/) instead[settings] = what
		else {
			n = what ~ /schedules$/ ? what : ""
			sub(/,[^,]* schedules$/, "", what)
			gsub(/.*, | schedules/, "", n)
			print settings " | " verdicts(what) " | " n
		}
		next
	}
	{
		if (!checked++) {
			getline text <json
			check_defaults(text)
		}
		what = trim($3)
		if (what ~ /^-/) next
		if (settings in instead) {
			what = instead[settings]
			delete instead[settings]
			if (what ~ /^-/) { left++; next }
		}
		said = translate_all(settings)
		if (said == "-") left++
		else print said " | " verdicts(what) " |"
		lines++
	}
	END {
		for (settings in instead)
			print "wrong: no line of patterns/verdicts is " pattern " " settings
		if (!lines)
			print "wrong: patterns/verdicts has no line of " pattern
	}' "$2" $here/verdicts patterns/verdicts
}

# explored FILE SETTINGS: "VERDICTS | N", the verdicts in alphabetical order, N schedules; "not proved" before it.
explored() {
	# shellcheck disable=SC2086
	$limit "$lab" --json explore "$1" $2 2>&1 </dev/null | LC_ALL=C awk '
	{
		answer = answer $0
	}
	END {
		if (answer !~ /"proved":true/)
			printf "not proved "
		n = split("broken crash deadlock leak livelock ok panic race", verdict, " ")
		for (i = 1; i <= n; i++)
			if (match(answer, "\"" verdict[i] "\":\"(always|sometimes)\""))
				printf "%s ", verdict[i]
		match(answer, /"schedules":[0-9]+/)
		print "| " substr(answer, RSTART + 12, RLENGTH - 12)
	}'
}

# is_twin FILE: is there a pattern of this name?
is_twin() {
	grep -q -e "^$(pattern_of "$1") " patterns/verdicts
}

pattern_of() {
	basename "$1" .c | tr _ -
}

# check_compiles FILE: with every compiler, and it runs and ends; which those that are no pattern's twin need not.
check_compiles() {
	for compiler in $compilers; do
		$compiler -pthread -Wall -Wextra -Werror -o "$work/program" "$1" 2>"$work/log" ||
			echo "$1 does not compile with $compiler: $(cat "$work/log")"
		! is_twin "$1" || $limit "$work/program" >"$work/log" 2>&1 || echo "$1 with $compiler: $(cat "$work/log")"
		echo ok
	done
}

# check_twin FILE HALF
check_twin() {
	pattern=$(pattern_of "$1")
	"$lab" show code "$pattern" as=pthread | cmp -s - "$1" || echo "the program does not carry $1 as it is"
	expectations "$pattern" "$1" >"$work/expected.$2"
	grep '^wrong' "$work/expected.$2" || true
	line=0
	grep -v '^wrong' "$work/expected.$2" | while IFS='|' read -r settings verdicts schedules; do
		line=$((line + 1))
		in_part "$line" || continue
		# A number of schedules is compared where they are counted, and no other search may be the faster one.
		schedules=${schedules# }
		found=$(explored "$1" "$settings${schedules:+ search=schedules}")
		if [ "${found%|*}" = "${verdicts# }" ] && { [ -z "$schedules" ] || [ "${found#*| }" = "$schedules" ]; }; then
			echo ok
		else
			echo "$1 $settings: expected $verdicts $schedules, found $found"
		fi
	done
}

check_half() {
	n=0
	for file in "$here"/*.c; do
		n=$((n + 1))
		[ $((n % 2)) -eq "$1" ] || ! is_twin "$file" || check_twin "$file" "$1"
	done >"$work/told.$1"
}

case "${VARIANT:-}" in
asan | tsan)
	echo "searches of programs take long with sanitizers"
	exit 77 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Clang leaves more on the stack, and so there are more states: with it this would take minutes.
export XDG_CACHE_HOME="${PROGRAMS_CACHE:-$work/cache}" XDG_STATE_HOME="$work/state" CONCLAB_SECONDS=0 CONCLAB_CC=cc
limit=
if command -v timeout >/dev/null 2>&1; then
	limit="timeout -k 5 1000"     # it hangs: none takes a hundredth of that where nothing else runs
fi
compilers=cc
if command -v clang >/dev/null 2>&1; then
	compilers="cc clang"
fi

check_half 0 &
check_half 1
wait
for file in "$here"/*.c; do
	check_compiles "$file"
done >"$work/told.2"
failures=$(cat "$work"/told.* | grep -v -c '^ok$' || true)
passed=$(cat "$work"/told.* | grep -c '^ok$' || true)
cat "$work"/told.* | grep -v '^ok$' || true
echo "$passed expectations met, $failures lines of complaint"
[ "$failures" -eq 0 ] && [ "$passed" -gt 0 ]
