#!/bin/sh
# deps.sh - install what the build needs with the system's package manager; the command is shown first.
set -eu

if command -v apt-get >/dev/null 2>&1; then
	set -- apt-get install -y make gcc libc6-dev pkg-config libreadline-dev zlib1g-dev libxxhash-dev libcmark-dev libdw-dev libcmocka-dev
elif command -v dnf >/dev/null 2>&1; then
	set -- dnf install -y make gcc pkgconf-pkg-config readline-devel zlib-devel xxhash-devel cmark-devel elfutils-devel libcmocka-devel
elif command -v pacman >/dev/null 2>&1; then
	set -- pacman -S --needed --noconfirm base-devel readline zlib xxhash cmark libelf cmocka
elif command -v apk >/dev/null 2>&1; then
	set -- apk add build-base pkgconf readline-dev zlib-dev xxhash-dev cmark-dev elfutils-dev cmocka-dev
elif command -v zypper >/dev/null 2>&1; then
	set -- zypper install -y make gcc pkg-config readline-devel zlib-devel xxhash-devel cmark-devel elfutils-devel libcmocka-devel
elif command -v brew >/dev/null 2>&1; then
	set -- brew install pkgconf readline zlib xxhash cmark cmocka
else
	echo "no package manager known here: install a C compiler, make, pkg-config, GNU readline, zlib, xxHash, cmark, elfutils and cmocka" >&2
	exit 1
fi

[ "$1" = brew ] || [ "$(id -u)" -eq 0 ] || set -- sudo "$@"
echo "$@"
exec "$@"
