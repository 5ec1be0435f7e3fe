#!/bin/sh
# probe.sh - find out what the compiler and the system offer, and print it as make variables.
#
# Reads CC, CPPFLAGS, CFLAGS, LDFLAGS, VARIANT, READLINE (auto, yes, no) and PKG_CONFIG from the environment.
# Says on stderr what is missing and cannot be done without.
set -u

dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

pkg_config=${PKG_CONFIG:-pkg-config}
if [ "$(uname -s)" = Darwin ] && command -v brew >/dev/null 2>&1; then
	PKG_CONFIG_PATH="$(brew --prefix readline)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
	export PKG_CONFIG_PATH
fi

# links SOURCE FLAG...: does this little program build, without any warning? The flags are shell words, as in a recipe.
links() {
	printf '%s\n' "$1" >"$dir/probe.c"
	shift
	eval "$CC ${CPPFLAGS:-} -Werror ${CFLAGS:-} $dir/probe.c -o $dir/probe ${LDFLAGS:-} $*" >"$dir/log" 2>&1
}

# Compiler flags that only say where headers are; the -D words of a package could contradict ours.
includes() {
	for word in $("$pkg_config" --cflags "$1" 2>/dev/null); do
		case $word in -I*) printf '%s ' "$word" ;; esac
	done
}

libraries() {
	"$pkg_config" --libs "$1" 2>/dev/null || printf '%s' "$2"
}

main='int main(void) { return 0; }'
links "$main" || {
	echo "the compiler does not build a program: $CC ${CPPFLAGS:-} ${CFLAGS:-} ${LDFLAGS:-}" >&2
	cat "$dir/log" >&2
	exit 1
}

# Hardening belongs to the release only: sanitizers have their own ways.
harden_cflags='' harden_ldflags=''
if [ "$VARIANT" = release ]; then
	for flag in -fstack-protector-strong -fstack-clash-protection -fcf-protection; do
		links "$main" "$flag" && harden_cflags="$harden_cflags $flag"
	done
	links "$main" -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 &&
		harden_cflags="$harden_cflags -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"
	if links "$main" -fPIE -pie; then
		harden_cflags="$harden_cflags -fPIE"
		harden_ldflags="$harden_ldflags -pie"
	fi
	links "$main" -Wl,-z,relro,-z,now && harden_ldflags="$harden_ldflags -Wl,-z,relro,-z,now"
fi

zlib_cflags=$(includes zlib)
zlib_libs=$(libraries zlib -lz)
# shellcheck disable=SC2086
links '#include <zlib.h>
int main(void) { return (int)crc32(0, 0, 0); }' $zlib_cflags $zlib_libs || {
	echo "zlib is missing: install zlib1g-dev (make deps does)" >&2
	exit 1
}

cmark_cflags=$(includes libcmark)
cmark_libs=$(libraries libcmark -lcmark)
# shellcheck disable=SC2086
links '#include <cmark.h>
int main(void) { cmark_node_free(cmark_parse_document("", 0, 0)); return 0; }' $cmark_cflags $cmark_libs || {
	echo "cmark is missing: install libcmark-dev (make deps does)" >&2
	exit 1
}
dw_cflags=$(includes libdw)
dw_libs="$(libraries libdw -ldw) -lelf"
# shellcheck disable=SC2086
links '#include <elfutils/libdwfl.h>
#include <gelf.h>
int main(void) { return (int)elf_version(EV_CURRENT) + (dwfl_errno() > 0); }' $dw_cflags $dw_libs || {
	echo "elfutils are missing: install libdw-dev (make deps does)" >&2
	exit 1
}

xxhash_cflags=$(includes libxxhash)
xxhash_libs=$(libraries libxxhash -lxxhash)
# shellcheck disable=SC2086
links '#include <xxhash.h>
int main(void) { return (int)XXH3_128bits("", 0).low64; }' $xxhash_cflags $xxhash_libs || {
	echo "xxHash, 0.8 or newer, is missing: install libxxhash-dev (make deps does)" >&2
	exit 1
}
# Where the library can look for what the processor has, that is worth a tenth of a search by states.
# shellcheck disable=SC2086
if links '#include <xxhash.h>
#include <xxh_x86dispatch.h>
int main(void) { return (int)XXH3_128bits("", 0).low64; }' $xxhash_cflags $xxhash_libs; then
	xxhash_cflags="$xxhash_cflags -DHAVE_XXH_DISPATCH"
fi

# macOS offers another library under readline's name; it has no rl_clear_visible_line.
readline_cflags='' readline_libs='' have_readline=''
if [ "${READLINE:-auto}" != no ]; then
	readline_cflags=$(includes readline)
	readline_libs=$(libraries readline -lreadline)
	# shellcheck disable=SC2086
	if links '#include <stdio.h>
#include <readline/readline.h>
int main(void) { rl_clear_visible_line(); return 0; }' $readline_cflags $readline_libs; then
		have_readline=1
	elif [ "${READLINE:-auto}" = yes ]; then
		echo "GNU readline is missing: install libreadline-dev (make deps does), or say READLINE=no" >&2
		exit 1
	else
		readline_cflags='' readline_libs=''
	fi
fi

cat <<END
HARDEN_CFLAGS := $harden_cflags
HARDEN_LDFLAGS := $harden_ldflags
LIB_CFLAGS := $zlib_cflags $xxhash_cflags $dw_cflags $cmark_cflags $readline_cflags
LIBS := $readline_libs $cmark_libs $zlib_libs $xxhash_libs $dw_libs
HAVE_READLINE := $have_readline
CMOCKA_CFLAGS := $(includes cmocka)
CMOCKA_LIBS := $(libraries cmocka -lcmocka)
END
