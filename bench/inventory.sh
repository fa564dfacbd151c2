#!/usr/bin/env bash
# inventory.sh [RUNS] [CLUSTERS]: every GPU of 25 hosts a cluster (40 clusters: 1,000 hosts), by
# `thruway gpus`, govc and pyvmomi, beside the time of downloading the same bytes.
#
# All take turns, so that a busy machine slows all. Prints medians of RUNS (3), the most memory, and
# ratios; exits 1 where thruway takes more than 1.3 times the download.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/peers/common.sh"
runs=${1:-3}
clusters=${2:-40}
[[ $runs =~ ^[1-9][0-9]?$ && $clusters =~ ^[1-9][0-9]?$ ]] || {
  echo "usage: ${BASH_SOURCE[0]} [RUNS] [CLUSTERS]" >&2
  exit 64
}
build_peers
python=$(pyvmomi_python)
start_vcsim -cluster "$clusters" -host 25 -vm 2

download() { python3 "$here/bench/peers/download.py" "$VCSIM_PORT"; }
govc_read() {
  "$tmp/govc" collect -json -type m / name runtime.host runtime.powerState config.hardware.device
  "$tmp/govc" collect -json -type h / name hardware.pciDevice config.pciPassthruInfo
}
export -f govc_read
export tmp here
names=(download thruway govc)
[[ -z $python ]] || names+=(pyvmomi)
once() {
  case $1 in
    download) measure python3 "$here/bench/peers/download.py" "$VCSIM_PORT" ;;
    thruway) measure "$here/thruway" gpus -o csv ;;
    govc) measure bash -c govc_read ;;
    pyvmomi) measure "$python" "$here/bench/peers/inventory.py" "$VCSIM_PORT" ;;
  esac
}
for ((i = 0; i <= runs; i++)); do
  for name in "${names[@]}"; do
    # The first round fills caches and is not counted.
    if ((i == 0)); then once "$name" >/dev/null 2>"$tmp/$name.log"; else
      once "$name" >>"$tmp/$name.ms" 2>"$tmp/$name.log"
    fi
  done
done
median() { sort -n "$tmp/$1.ms" | sed -n "$(((runs + 1) / 2))p" | cut -d' ' -f1; }
peak() { cut -d' ' -f2 "$tmp/$1.ms" | sort -n | tail -1; }
base=$(median download)
echo "hosts: $((clusters * 25 + 1)); $(tail -1 "$tmp/download.log"); medians of $runs"
for name in "${names[@]}"; do
  printf '%-10s %7d ms  %5d MiB  %s of the download\n' "$name" "$(median "$name")" \
    "$(peak "$name")" "$(ratio "$(median "$name")" "$base")"
done
awk -v a="$(median thruway)" -v b="$base" 'BEGIN { exit a > 1.3 * b }'
