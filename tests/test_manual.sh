#!/bin/sh
# test_manual.sh - the manual page tells of every command, option and environment variable, and no formatter complains.
set -eu
. tests/install.sh

page=$O/conclab.1
build "$page"
plain=$work/plain
sed 's/\\f[BRI]//g; s/\\-/-/g; s/\\(dq/"/g' "$page" >"$plain"

grep -q "^\.TH CONCLAB 1 \"....-..-..\" \"conclab $version\"" "$page" || fail "its head has no date or not version $version"
for section in NAME SYNOPSIS DESCRIPTION OPTIONS COMMANDS 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
	grep -q "^\.SH $section\$" "$page" || fail "there is no section $section"
done

commands=$("$O/conclab" --json help | tr '{' '\n' | sed -n 's/^"name":"\([^"]*\)","group".*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 25 ] || fail "only these commands were found:" "$commands"
for command in $commands; do
	grep -A 2 '^\.TP' "$page" | grep -q "^\\\\fB$command\\\\fR" || fail "$command is not in it"
done
for option in $("$O/conclab" --help | grep -o -- ' --*[a-zA-Z][a-z-]*' | sort -u); do
	grep -q -e "^$option\\b" -e "^-., $option\\b" "$plain" || fail "$option is not in it"
done
# shellcheck disable=SC2013 # they are words
for variable in $(grep -rho --exclude-dir=brought 'getenv("[A-Z_]*")' cmd lab | sed 's/.*"\(.*\)".*/\1/' | sort -u); do
	grep -q "\\b$variable\\b" "$plain" || fail "the variable $variable is not in it"
done
! LC_ALL=C grep -n '[^ -~]' "$page" || fail "it is not in ASCII"

checked=
if command -v groff >/dev/null; then
	checked=yes
	groff -man -Tutf8 -ww -z "$page" >"$work/log" 2>&1 || fail "groff fails"
	[ ! -s "$work/log" ] || fail "groff: $(cat "$work/log")"
fi
if command -v mandoc >/dev/null; then
	checked=yes
	mandoc -T lint -W warning "$page" >"$work/log" 2>&1 || fail "mandoc: $(cat "$work/log")"
fi
[ "$checked" ] || skip "neither groff nor mandoc is installed: how the manual page looks was not checked"
done_well
