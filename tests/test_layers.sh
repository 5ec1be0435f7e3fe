#!/bin/sh
# test_layers.sh - layers.sh lets a good tree pass and complains about each kind of bad include.
set -eu

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/lab/base" "$tree/lab/trace" "$tree/lab/engine" "$tree/lab/sync" "$tree/lab/check" "$tree/lab/view" \
	"$tree/patterns" "$tree/cmd/term" "$tree/cmd/session" "$tree/cmd/run" "$tree/cmd/search" \
	"$tree/cmd/look" "$tree/cmd/source" "$tree/lab/export" \
	"$tree/lab/page" "$tree/lab/program" "$tree/lab/compile"

failures=0

# accepts FILE INCLUDE: a tree where FILE has that line passes.
accepts() {
	printf '#include %s\n' "$2" >"$tree/$1"
	sh tests/layers.sh "$tree" || {
		echo "refused: #include $2 in $1"
		failures=$((failures + 1))
	}
	rm "$tree/$1"
}

# refuses FILE INCLUDE WORDS: that tree does not pass, and what is said about line 2 of the file has WORDS in it.
refuses() {
	printf '\n#include %s\n' "$2" >"$tree/$1"
	if said=$(sh tests/layers.sh "$tree"); then
		echo "accepted: #include $2 in $1"
		failures=$((failures + 1))
	else
		case $said in
		*"$1:"*"$3"*) ;;
		*)	echo "unclear about #include $2 in $1: $said"
			failures=$((failures + 1)) ;;
		esac
	fi
	rm "$tree/$1"
}

echo '#include <stddef.h>' >"$tree/lab/base/base.h"

accepts lab/trace/a.c     '"lab/base/base.h"'
accepts lab/engine/a.c    '"lab/engine/op.h"'
accepts lab/engine/a.c    '<pthread.h>'
accepts lab/sync/a.h      '"lab/engine/op.h"'
accepts lab/lab.h         '"lab/sync/chan.h"'
accepts lab/check/a.c     '"lab/engine/run.h"'
accepts lab/view/a.c      '"lab/trace/trace.h"'
accepts patterns/a.c      '"lab/lab.h"'
accepts patterns/a.c      '<zlib.h>'
accepts cmd/a.c           '"lab/check/watchdog.h"'
accepts cmd/a.c           '"cmd/session/command.h"'
accepts cmd/run/a.c       '"cmd/session/command.h"'
accepts cmd/look/a.c      '"cmd/run/report.h"'
accepts lab/export/a.c    '"lab/view/lanes.h"'
accepts lab/page/a.c      '"lab/export/svg.h"'
accepts lab/program/a.c   '"lab/compile/build.h"'
accepts cmd/search/a.c    '"lab/search/explore.h"'

refuses lab/base/a.h      '"lab/trace/trace.h"'    'lab/base may not include lab/trace/trace.h'
refuses lab/trace/a.c     '"lab/engine/op.h"'      'lab/trace may not include'
refuses lab/engine/a.c    '"lab/sync/chan.h"'      'lab/engine may not include'
refuses lab/engine/a.c    '"lab/check/finding.h"'  'lab/engine may not include'
refuses lab/sync/a.c      '"lab/check/finding.h"'  'lab/sync may not include'
refuses lab/check/a.c     '"lab/sync/chan.h"'      'lab/check may not include'
refuses lab/check/a.c     '"lab/view/view.h"'      'lab/check may not include'
refuses lab/view/a.c      '"lab/engine/run.h"'     'lab/view may not include'
refuses lab/compile/a.c   '"lab/program/program.h"' 'lab/compile may not include'
refuses patterns/a.c      '"lab/sync/chan.h"'      'patterns may not include'
refuses patterns/a.c      '<pthread.h>'            'a pattern may not include <pthread.h>'
refuses patterns/a.c      '<stdio.h>'              'a pattern may not include <stdio.h>'
refuses cmd/a.c           '"lab/sync/chan.h"'      'cmd may not include'
refuses cmd/term/a.c      '"cmd/session/session.h"' 'cmd/term may not include'
refuses cmd/session/a.h   '"cmd/run/report.h"'     'cmd/session may not include'
refuses cmd/run/a.c       '"cmd/search/search.h"'  'cmd/run may not include'
refuses cmd/run/a.c       '"cmd/look/trace_names.h"' 'cmd/run may not include'
refuses lab/view/a.c      '"lab/export/a.h"'       'lab/view may not include'
refuses cmd/search/a.c    '"cmd/help.h"'           'cmd/search may not include'
refuses cmd/source/a.c    '"cmd/search/search.h"'  'cmd/source may not include'
refuses cmd/run/a.c       '"lab/sync/chan.h"'      'cmd/run may not include'
refuses cmd/a.c           '<pthread.h>'            'only lab/engine'
refuses lab/base/a.c      '"base.h"'               'by its path from the top'
refuses lab/base/a.c      '"../trace/trace.h"'     'lab/base may not include'
mkdir "$tree/lab/misc"
refuses lab/misc/a.c      '<stddef.h>'             'no room called lab/misc'

[ "$failures" -eq 0 ]
