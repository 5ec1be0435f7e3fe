#!/bin/sh
# readme.sh FILE - run the examples in FILE's ```console blocks and compare what they print.
#
# `$ command` is run by sh at the top of the tree, with the tested conclab as ./conclab and as conclab. Lines after it
# that begin with `conclab> ` are what the person types: the command's standard input, each above what comes of it. The
# other lines are what it prints, on standard output and standard error. `...` alone stands for any lines, `[..]` for any
# text within a line, and `[n]` as the last line for exit status n, 0 when it is absent.
#
# Environment: O, the build folder.
set -eu

file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
printf '#!/bin/sh\nexec "%s/conclab" "$@"\n' "$(cd "$O" && pwd)" >"$work/bin/conclab"
chmod +x "$work/bin/conclab"

unset T NO_COLOR CLICOLOR_FORCE CONCLAB_SET XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME CC CONCLAB_CC
export HOME="$work/home" PATH="$work/bin:$PATH" COLUMNS=80 LC_ALL=C.UTF-8 TERM=dumb

# One example is three files: N.command, N.input, N.expected. The names say the line in FILE.
LC_ALL=C awk -v work="$work" '
/^```console$/ { inside = 1; next }
/^```/         { inside = 0; name = "" }
!inside        { next }
/^\$ /         {
	name = sprintf("%s/%06d", work, FNR)
	sub(/^\$ /, "")
	gsub(/\.\/conclab/, "conclab")
	print > (name ".command")
	printf "" > (name ".input")
	printf "" > (name ".expected")
	next
}
name == ""     { printf "line %d stands before any command\n", FNR; exit 1 }
/^conclab> /   {
	if (typed == FNR - 1) {
		printf "line %d is typed before what comes of the line above it is shown\n", FNR
		exit 1
	}
	typed = FNR
	print substr($0, 10) > (name ".input")
	next
}
               { print > (name ".expected") }' "$file"

passed=0 failed=0
for command in "$work"/*.command; do
	[ -e "$command" ] || break
	example=${command%.command}
	line=$(basename "$example" | sed 's/^0*//')
	status=0
	sh "$command" <"$example.input" >"$example.got" 2>&1 || status=$?
	[ "$status" -eq 0 ] || echo "[$status]" >>"$example.got"
	if awk -f tests/match.awk "$example.expected" "$example.got"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$file:$line: $(cat "$command")"
		diff -u "$example.expected" "$example.got" | sed '1,2d'
	fi
done

echo "$passed examples right, $failed wrong"
[ "$failed" -eq 0 ]
