#!/usr/bin/env bash
# Proves that `make test` and `make run` do all the set-up on a bare Debian 12 with git, make, python3, python3-venv.
# Usage, as root: tests/proof/bare_root.sh [BASE]; BASE keeps the bare system for the next run. KEEP=1 keeps the copy
# in which the proof ran. Packages come from the mirror that apt of this machine uses, wheels from pip's own settings.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "a chroot needs root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "needs debootstrap: apt-get install debootstrap" >&2; exit 2; }
suite=bookworm
base=${1:-}
[ -n "$base" ] || base=$(mktemp -d)/base
# Not below /tmp: tests look for what is left in there.
root=$(mktemp -d /var/tmp/banso-bare.XXXXXX)

sources() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | sort -u | grep " $suite" || true
}
mirror=$(sources | awk -v s="$suite" '$2 == s { print $1; exit }')
[ -n "$mirror" ] || { echo "apt of this machine names no mirror for $suite" >&2; exit 2; }

if [ ! -e "$base/etc/debian_version" ]; then
  echo "== a bare $suite in $base"
  # Half a bootstrap must not be taken for a whole one.
  rm -rf "$base.part"
  debootstrap --variant=minbase --include=git,make,python3,python3-venv "$suite" "$base.part" "$mirror" >"$root/debootstrap.log" 2>&1 ||
    { tail -20 "$root/debootstrap.log" >&2; exit 1; }
  mv "$base.part" "$base"
fi
cp -a "$base/." "$root"

echo "== this machine's way to the network, and nothing else of it"
sources | sed 's/^/deb /; s/$/ main/' >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(http|https|Check|Retries|Languages)' >"$root/etc/apt/apt.conf.d/99host" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
bind=()
share() { # share PATH: the same file or folder at the same place
  [ -e "$1" ] || return 0
  if [ -d "$1" ]; then
    mkdir -p "$root$1" && bind+=("$1")
  else
    mkdir -p "$root$(dirname "$1")" && cp -L "$1" "$root$1"
  fi
}
share /etc/pip.conf
share /etc/xdg/pip
share /etc/ssl/certs/ca-certificates.crt
for place in $( (cat /etc/pip.conf /etc/xdg/pip/* 2>/dev/null; env | grep '^PIP_') | grep -oE '(file://)?/[^ =]+' | sed 's#^file://##' | sort -u); do
  case $place in
    //* | /etc/*) ;;
    */simple | */simple/) share "$(dirname "$place")" ;;
    *) share "$place" ;;
  esac
done

echo "== the checkout: every file that git knows or would take"
mkdir -p "$root/root/banso"
git ls-files -z --cached --others --exclude-standard | tar -c --null --ignore-failed-read -T - | tar -x -C "$root/root/banso"

export -p | grep -E '^declare -x (PIP_\w+|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|SSL_CERT_FILE)=' >"$root/inside" || true
cat >>"$root/inside" <<'INSIDE'
set -euo pipefail
cd /root/banso
git init -q .
echo "== make test"; date +%s >/root/began; make test; echo "make test: $(($(date +%s) - $(cat /root/began))) s"
echo "== make run"; date +%s >/root/began; make run; echo "make run: $(($(date +%s) - $(cat /root/began))) s"
test -s out/today.txt
test -s out/review.pptx
python3 - <<'PY'
from pathlib import Path
from zipfile import ZipFile
assert any(n.startswith("ppt/slides/slide") for n in ZipFile("out/review.pptx").namelist())
shots = sorted(Path("out/shots").rglob("*.png"))
assert shots, "no screen was rendered"
assert all(shot.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" and shot.stat().st_size > 5000 for shot in shots), shots
print(f"{len(shots)} screens, a deck and today's list: a bare Debian 12 is enough")
PY
INSIDE
# The mounts live in a namespace of their own and end with it.
export root
status=0
unshare --mount bash -euc '
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  for folder in "$@"; do mount --bind "$folder" "$root$folder"; done
  exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb chroot "$root" bash /inside
' bash ${bind[@]+"${bind[@]}"} || status=$?
if [ -n "${KEEP:-}" ]; then echo "kept: $root"; else rm -rf "$root"; fi
[ -n "${1:-}" ] || rm -rf "$(dirname "$base")"
exit $status
