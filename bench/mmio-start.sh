#!/usr/bin/env bash
# mmio-start.sh [RUNS] [LIMIT]: how long `thruway mmio` takes as a whole process, launcher included,
# beside an empty JVM in the same run.
#
# Both take turns, so that a busy machine slows both. Prints the medians and their ratio; exits 1
# where the ratio is above LIMIT (6). RUNS is 21 of each.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=${1:-21}
limit=${2:-6}
[[ $runs =~ ^[1-9][0-9]{0,3}$ && $limit =~ ^[1-9][0-9]?$ ]] || {
  echo "usage: ${BASH_SOURCE[0]} [RUNS] [LIMIT], both whole numbers from 1" >&2
  exit 64
}
. "$here/bin/find-jdk"
find_jdk25 || no_jdk25 mmio-start

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo 'class Empty { public static void main(String[] a) {} }' >"$tmp/Empty.java"
"$JDK/bin/javac" -d "$tmp" "$tmp/Empty.java"

empty() { "$JDK/bin/java" -cp "$tmp" Empty; }
mmio() { "$here/thruway" mmio A100-40GB; }

# Builds, and makes the AOT cache; neither is measured.
mmio >"$tmp/first"
grep -q 'pciPassthru.64bitMMIOSizeGB' "$tmp/first" || {
  echo "mmio A100-40GB did not print the key; nothing is measured." >&2
  exit 1
}

# Microseconds that a command takes.
took() {
  local start=${EPOCHREALTIME/[.,]/}
  "$@" >/dev/null
  echo $((${EPOCHREALTIME/[.,]/} - start))
}

median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }

for ((i = 0; i < runs; i++)); do
  took empty >>"$tmp/empty"
  took mmio >>"$tmp/mmio"
done
a=$(median "$tmp/empty")
b=$(median "$tmp/mmio")
tenths=$((b * 10 / a))
printf 'empty JVM %d ms, thruway mmio %d ms, ratio %d.%d (limit %d), medians of %d\n' \
  $((a / 1000)) $((b / 1000)) $((tenths / 10)) $((tenths % 10)) "$limit" "$runs"
((b <= a * limit)) || exit 1
