#!/bin/sh
# numbers.sh [TREE] - check that what is counted agrees with its number: no message says "1 steps".
#
# A plural right behind a number in a format ("%d steps") is wrong when the number is 1: write "%d step%s" with text_s().
# Likewise a plural in the words behind a text_count(). Where the number cannot be 1, its words stand in the list below.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2016
find lab patterns cmd -name '*.[ch]' | LC_ALL=C sort | LC_ALL=C xargs awk '
BEGIN {
	# Words that end in s and are no plural, or not of what the number counts.
	split("is was has does lets goes asks begins stands ms less this", list, " ")
	for (i in list)
		other[list[i]] = 1

	# Formats whose number is a constant above 1, or is known to be another than 1 there.
	never_one["at most %d steps"]; never_one["more than %d files"]; never_one["more than %d cells"]
	never_one["at most %d settings"]; never_one["newest %d runs"]; never_one["%d breaks are enough"]
	never_one["%d scripts call one another"]; never_one["%s .. %s (%d tasks)"]; never_one[" (%d tasks)"]; never_one["%d tasks are declared"]
	never_one["None of the %d tasks that"]; never_one["for any of %d"]; never_one["waits: %d ways"]
	never_one["no progress for %ld steps"]; never_one["of memory: %ld events"]; never_one["a select of %d cases"]
	never_one["of %d permits: it must"]; never_one["of %d parties: it must"]; never_one[" (%d ways)"]
	never_one["in %d parts"]; never_one["%d runs on real threads ended"]; never_one["%d runs:%s"]
	never_one["no end after %ld steps"]; never_one["it must have one"]
	never_one["writes at most %d files"]; never_one["%ld pictures of %s, one a step"]; never_one["of %ld steps the last"]
	never_one["%ld schedules: all of them"]; never_one["of memory: %ld calls"]
	never_one["tasks are being started"]; never_one["out of memory: %zu bytes"]; never_one["lesson %d runs nothing"]
}

function complain(line, text) {
	printf "%s:%d: a plural behind a number that may be 1: \"%s\"\n", FILENAME, line, text
	bad = 1
}

function is_never_one(text,    words) {
	for (words in never_one)
		if (index(text, words))
			return 1
	return 0
}

# A statement of the text has been read as far as its strings go: adjacent ones are one.
function look(text, line,    rest, found, before, word) {
	gsub(/" *PRI[diu]64 *"/, "lld", text)
	rest = text
	while (match(rest, /%[-+ 0-9.*]*(ll|l|z|h|j)?[diu] +((more|other|others|random|new|inequivalent) +)?[a-z-]+s([^a-z=]|$)/)) {
		found = substr(rest, RSTART, RLENGTH)
		before = substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + 2)
		word = found
		sub(/[^a-z]*$/, "", word)
		sub(/.* /, "", word)
		if (!(word in other) && before !~ /\.\.$/ && !is_never_one(text))
			complain(line, found)
	}
	if (match(text, /(are|were)( only| now)? %[-+ 0-9.*]*(ll|l|z|h|j)?[diu]/))
		complain(line, substr(text, RSTART, RLENGTH))
}

function flush() {
	if (pending != "")
		look(pending, pending_line)
	pending = ""
}

FNR == 1 { flush(); counted = 0 }

{
	line = $0
	sub(/^[ \t]+/, "", line)
	if (pending ~ /"$/ && line ~ /^"/) {
		sub(/"$/, "", pending)
		sub(/^"/, "", line)
		pending = pending line
	} else {
		flush()
		pending = line
		pending_line = FNR
	}
}

# The words behind a count.
counted && FNR <= counted + 2 && /"( [a-z-]+)? [a-z-]+s[ "]/ && !/\?/ && !/text_count/ {
	word = $0
	sub(/^[^"]*" */, "", word)
	sub(/[" ].*/, "", word)
	if (word ~ /s$/ && !(word in other) && !is_never_one($0))
		complain(FNR, $0)
}
/text_count\(/ { counted = FNR }

END {
	flush()
	exit bad
}
'
