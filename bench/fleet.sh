#!/usr/bin/env bash
# fleet.sh [VMS] [VMS-BESIDE]: configures, attaches a card to and starts VMS VMs (200), one a host,
# by `thruway apply`, a govc loop and a pyvmomi script, each on a fresh simulator that holds
# VMS-BESIDE further VMs (0); settle time is not counted.
#
# The loop runs with `xargs -P` of 4, 8, 16 and 32, the script with as many threads; the best counts.
# Prints times, the most memory of one process, and calls per VM of thruway (from `--trace`, in a run
# of its own); exits 1 where thruway takes more than a fifth of the loop, or more than the script, or
# more than 10 calls a VM.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/peers/common.sh"
vms=${1:-200}
beside=${2:-0}
[[ $vms =~ ^[1-9][0-9]{0,3}$ && $beside =~ ^[0-9]{1,5}$ ]] || {
  echo "usage: ${BASH_SOURCE[0]} [VMS] [VMS-BESIDE]" >&2
  exit 64
}
each=$((1 + (beside + vms - 1) / vms))
build_peers
python=$(pyvmomi_python)
fresh() { start_vcsim -cluster "$vms" -host 1 -standalone-host 0 -vm "$each" -gpus 1; }

spec() {
  cat <<YAML
apiVersion: thruway/v1
vcenters:
  vc: {url: "https://127.0.0.1:$VCSIM_PORT", username: user, password: {env: VCSIM_PASSWORD}, insecure: true}
policy: {vmPowerOff: allow, hostReboot: allow}
servers:
YAML
  for ((i = 0; i < vms; i++)); do echo "  s$i: {esxi: {vcenter: vc, host: DC0_C${i}_H0}}"; done
  echo "vms:"
  for ((i = 0; i < vms; i++)); do
    echo "  DC0_C${i}_RP0_VM0: {server: s$i, gpus: [{model: L40S, count: 1}], convertFirmware: true}"
  done
}
names() { for ((i = 0; i < vms; i++)); do echo "DC0_C${i}_RP0_VM0"; done; }

# What it takes with govc: one command for each thing.
one_vm() {
  "$tmp/govc" vm.change -vm "$1" -memory-pin=true -e pciPassthru.use64bitMMIO=TRUE \
    -e pciPassthru.64bitMMIOSizeGB=128 &&
    "$tmp/govc" device.boot -vm "$1" -firmware efi &&
    "$tmp/govc" device.pci.add -vm "$1" 0000:41:00.0 &&
    "$tmp/govc" vm.power -on "$1"
}
export -f one_vm
export tmp
loop() { names | xargs -P "$1" -I{} bash -c 'one_vm {} >/dev/null'; }
export -f loop names
export vms

started() { "$tmp/govc" find / -type m -runtime.powerState poweredOn | grep -c '_VM0$' || true; }
# A way that did not start all is shown with its reason, and does not count.
all_started() {
  [[ $(started) == "$vms" ]] || {
    echo "$1: $(started) of $vms VMs run" >&2
    tail -5 "$tmp/$1.log" >&2
    return 1
  }
}

export THRUWAY_SETTLE_SECONDS=0
best=
for way in thruway govc-4 govc-8 govc-16 govc-32 pyvmomi-4 pyvmomi-8 pyvmomi-16 pyvmomi-32; do
  [[ $way != pyvmomi-* || -n $python ]] || continue
  fresh
  case $way in
    thruway)
      spec >"$tmp/thruway.yaml"
      result=$(measure "$here/thruway" apply --yes -f "$tmp/thruway.yaml" 2>"$tmp/$way.log") || true
      ;;
    govc-*) result=$(measure bash -c "loop ${way#govc-}" 2>"$tmp/$way.log") || true ;;
    pyvmomi-*)
      result=$(measure "$python" "$here/bench/peers/fleet.py" "$VCSIM_PORT" "${way#pyvmomi-}" $(names) \
        2>"$tmp/$way.log") || true
      ;;
  esac
  all_started "$way" || continue
  printf '%-12s %7d ms  %5d MiB\n' "$way" $result
  echo "${way%%-*} $result" >>"$tmp/times"
done
best() { awk -v w="$1" '$1 == w { print $2 }' "$tmp/times" | sort -n | head -1; }

fresh
spec >"$tmp/thruway.yaml"
"$here/thruway" apply --yes -f "$tmp/thruway.yaml" --trace "$tmp/trace" >/dev/null 2>&1 || true
calls() { find "$tmp/trace" -name '*.request.http' | sed 's/.*vsphere-[^-]*-//; s/-.*//' | sort; }
total=$(calls | wc -l)
echo "calls of thruway, looks before and after included: $(ratio "$total" "$vms") a VM"
calls | uniq -c | sort -rn | head -12
walked=$(python3 "$here/bench/peers/walked.py" "$tmp/trace")
echo "calls from the locks to the last unlock: $(ratio "$walked" "$vms") a VM"

a=$(best thruway)
g=$(best govc)
[[ -n $a && -n $g ]] || exit 1
p=$(best pyvmomi)
echo "thruway / govc $(ratio "$a" "$g") (limit 0.20); thruway / pyvmomi $(ratio "$a" "${p:-0}") (limit 1.00)"
awk -v a="$a" -v g="$g" -v p="${p:-0}" -v c="$walked" -v n="$vms" \
  'BEGIN { exit a > g / 5 || (p > 0 && a > p) || c > 10 * n }'
