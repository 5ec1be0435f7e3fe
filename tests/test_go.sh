#!/bin/sh
# test_go.sh - the patterns in Go, patterns/go/: there is one of each, with the pattern's defaults, and the program carries
# it. Where Go is installed: they are formatted, `go vet` finds nothing, and they end as patterns/verdicts says of the
# patterns (which test_verdicts holds those to), but for what patterns/go/verdicts says: with the settings of the lines that
# have a mark there, with those of all lines where ALL is set.
#
# Environment: O, the build folder; VARIANT; T; ALL; PART, of the settings, see part.h.
set -eu
. tests/part.sh

lab=$PWD/$O/conclab
here=$PWD/patterns/go
export GO111MODULE=off GOTOOLCHAIN=local GOFLAGS=

# expectations PATTERN FILE: a line "SED | SETTINGS | ENDS | LIKELY" for each that is to be run: what makes the program of
# the file, the pattern's settings, how it may end, which end is only likely; what is wrong with the tables as "wrong WORDS".
expectations() {
	"$lab" --json patterns "$1" >"$work/$1.json"
	LC_ALL=C awk -F '|' -v all="${ALL:-}" -v pattern="$1" -v json="$work/$1.json" '
	function trim(text) {
		gsub(/^[ \t]+|[ \t]+$/, "", text)
		return text
	}
	# wait-first for waitFirst
	function kebab(name,    at) {
		while (match(name, /[A-Z]/)) {
			at = tolower(substr(name, RSTART, 1))
			name = substr(name, 1, RSTART - 1) "-" at substr(name, RSTART + 1)
		}
		return name
	}
	# The value as the program writes it; "" for none.
	function said(constant, value) {
		if (standard[constant] ~ /^(true|false)$/)
			return value == "on" ? "true" : value == "off" ? "false" : ""
		if (standard[constant] ~ /^"/)
			return index(whole, "\"" value "\"") ? "\"" value "\"" : ""
		return value ~ /^[0-9]+$/ ? value : ""
	}
	# What sed -E does for the settings, "-" where they cannot be said.
	function edits(settings,    list, n, i, pair, value, all) {
		n = split(settings, list, " ")
		for (i = 1; i <= n; i++) {
			split(list[i], pair, "=")
			if (!(pair[1] in constant) || (value = said(constant[pair[1]], pair[2])) == "")
				return "-"
			all = all "s/^(\t" constant[pair[1]] " *= )[^ ]+/\\1" value "/;"
		}
		return all
	}
	# "deadlock in 5, leak 1..3" is how a program of Go ends: "deadlock ok"; "" where it need not end.
	function ends(text,    list, n, i, all) {
		n = split(text, list, /, */)
		for (i = 1; i <= n; i++) {
			sub(/^likely /, "", list[i])
			sub(/ .*/, "", list[i])
			if (list[i] == "livelock")
				return ""
			sub(/^(leak|race)$/, "ok", list[i])
			if (!index(" " all " ", " " list[i] " "))
				all = all (all ? " " : "") list[i]
		}
		return all
	}
	# "name":"gap","default":0
	function check_defaults(text,    name, at, part, value, seen) {
		while (match(text, /"name":"[^"]*","default":"?[^",]*/)) {
			at = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			split(at, part, /":"|","|":/)
			gsub(/"/, "", part[4])
			name = part[2]
			if (!(name in constant))
				continue
			value = said(constant[name], part[4])
			if (value != standard[constant[name]])
				print "wrong: " pattern " has " name "=" part[4] " by default, the program " standard[constant[name]]
			seen++
		}
		if (seen != n_constants)
			print "wrong: of " n_constants " constants of " pattern " " seen + 0 " are settings of it"
	}
	FILENAME ~ /\.go$/ {
		whole = whole $0 "\n"
		if ($0 == "const (" && !blocks++) inside = 1
		if ($0 == ")") inside = 0
		if (inside && /^\t[a-z][A-Za-z]* += /) {
			split($0, part, /[ \t]+/)
			standard[part[2]] = part[4]
			constant[kebab(part[2])] = part[2]
			n_constants++
		}
		next
	}
	{ settings = trim($1); name = settings; sub(/ .*/, "", name) }
	name != pattern || /^#/ { next }
	{ settings = trim(substr(settings, length(name) + 1)) }
	FILENAME ~ /go\/verdicts/ {
		if (split(settings, part, " = ") == 2) {
			if (!(part[1] in standard)) print "wrong: " pattern " has no constant " part[1]
			delete constant[part[1]]
			constant[part[2]] = part[1]
		} else {
			instead[settings] = trim($2)
		}
		next
	}
	{
		if (!checked++) {
			getline text <json
			check_defaults(text)
		}
		lines++
		what = trim($3) ~ /^-/ ? trim($2) : trim($3)
		likely = trim($2) ~ /^likely/ ? ends(trim($2)) : ""
		if (settings in instead) {
			what = instead[settings]
			used[settings] = 1
			likely = ""
			if (what ~ /^-/) next
		}
		else if (!all && trim($4) == "") next
		edit = edits(settings)
		if (edit == "-" && trim($4) == "breaks")
			print "wrong: " pattern " " settings " breaks the pattern, and cannot be said to the program"
		if (edit != "-" && (what = ends(what)) != "" && what !~ /^-/)
			print edit "| " settings " | " what " | " likely
	}
	END {
		for (settings in instead)
			if (!(settings in used)) print "wrong: no line of patterns/verdicts is " pattern " " settings
		if (!lines)
			print "wrong: patterns/verdicts has no line of " pattern
	}' "$2" "$here/verdicts" patterns/verdicts
}

# end_of PROGRAM: "ok", "deadlock", "panic", "broken"; or what it said.
end_of() {
	status=0
	$limit "$1" >"$1.log" 2>&1 || status=$?
	if [ "$status" -eq 0 ]; then
		echo ok
	elif grep -q 'all goroutines are asleep - deadlock!' "$1.log"; then
		echo deadlock
	elif grep -q '^panic: ' "$1.log"; then
		echo panic
	elif grep -q 'broken claim: ' "$1.log"; then
		echo broken
	else
		echo "status $status: $(head -n 3 "$1.log")"
	fi
}

# check_end PROGRAM WHAT ENDS LIKELY: it ends in one of these ways; where one is likely, one of a few tries does.
check_end() {
	tries=5
	while [ "$tries" -gt 0 ]; do
		tries=$((tries - 1))
		found=$(end_of "$1")
		case " ${4:-$3} " in
		*" $found "*)
			echo ok
			return ;;
		esac
		[ -n "$4" ] || tries=0
	done
	echo "$2: expected $3, found $found"
}

# check_program NAME HALF
check_program() {
	pattern=$1 half=$2
	file=$here/$(echo "$pattern" | tr - _).go
	if [ ! -s "$file" ] || ! grep -q '^package main$' "$file"; then
		echo "$pattern has no program in Go"
		return
	fi
	"$lab" show code "$pattern" as=go | cmp -s - "$file" || echo "the program does not carry $file as it is"
	expectations "$pattern" "$file" >"$work/expected.$half"
	grep '^wrong' "$work/expected.$half" || echo ok
	[ -n "$go" ] || return 0
	go vet "$file" >"$work/log.$half" 2>&1 || echo "go vet: $(cat "$work/log.$half")"
	line=0
	grep -v '^wrong' "$work/expected.$half" | while IFS='|' read -r edit settings ends likely; do
		line=$((line + 1))
		in_part "$line" || continue
		sed -E "$edit" "$file" >"$work/$half.go"
		if go build -o "$work/program.$half" "$work/$half.go" >"$work/log.$half" 2>&1; then
			check_end "$work/program.$half" "$file:$settings" "${ends# }" "${likely# }"
		else
			echo "$file: $settings: $(cat "$work/log.$half")"
		fi
	done
}

check_half() {
	n=0
	while read -r pattern; do
		n=$((n + 1))
		[ $((n % 2)) -ne "$1" ] || check_program "$pattern" "$1"
	done <"$work/patterns" >"$work/told.$1"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
limit=
if command -v timeout >/dev/null 2>&1; then
	limit="timeout -k 5 300"      # it hangs: none takes a hundredth of that where nothing else runs
fi
go=
case "${VARIANT:-}" in
asan | tsan) ;;         # what is tested of Go is the same with them
*)
	if go version >"$work/version" 2>&1; then
		go=yes
		[ -n "$(go env GOCACHE 2>/dev/null)" ] || export GOCACHE="$work/cache"
	fi ;;
esac

LC_ALL=C awk '/^[a-z]/ && !/^(law|soak-law|threads-law) / && !seen[$1]++ { print $1 }' patterns/verdicts >"$work/patterns"
check_half 0 &
check_half 1
wait
find "$here" -name '*.go' | sed 's/.*\///; s/\.go$//' | tr _ - | sort >"$work/there"
sort "$work/patterns" | cmp -s - "$work/there" || echo "not one program for each pattern: $(sort "$work/patterns" | diff - "$work/there")" >"$work/told.2"
if [ -n "$go" ] && command -v gofmt >/dev/null 2>&1; then
	gofmt -l "$here" | sed 's/$/ is not as gofmt writes it/' >"$work/told.3"
fi
failures=$(cat "$work"/told.* | grep -v -c '^ok$' || true)
passed=$(cat "$work"/told.* | grep -c '^ok$' || true)
cat "$work"/told.* | grep -v '^ok$' || true
echo "$passed expectations met, $failures lines of complaint"
[ "$failures" -eq 0 ] && [ "$passed" -gt 0 ] || exit 1
if [ -z "$go" ]; then
	echo "there is no Go here: the programs are there, and were neither compiled nor run"
	exit 77
fi
