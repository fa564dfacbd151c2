# Sourced by the benches: builds the peers, starts the simulator, measures commands.
#
# The simulator is govmomi's, with an NVIDIA card in every host (interop/peers/vcsim). Everything
# that is built lies in a temporary folder, but pyvmomi, whose virtual environment is kept in the
# user's cache.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tmp=$(mktemp -d)
vcsim_pid=

stop_vcsim() {
  [[ -z $vcsim_pid ]] || { kill "$vcsim_pid" && wait "$vcsim_pid"; } 2>/dev/null || true
  vcsim_pid=
}

cleanup() {
  stop_vcsim
  rm -rf "$tmp"
}
trap cleanup EXIT

need() {
  command -v "$1" >/dev/null || {
    echo "$1 is needed for this bench." >&2
    exit 1
  }
}

build_peers() {
  need go
  need python3
  need curl
  (cd "$here/interop/peers" && go build -o "$tmp/" ./vcsim ./govc)
  export XDG_STATE_HOME=$tmp/state
  "$here/thruway" --version >/dev/null
}

# The python that has pyvmomi; empty where it cannot be installed.
pyvmomi_python() {
  local venv=${XDG_CACHE_HOME:-$HOME/.cache}/thruway-bench/pyvmomi-9.1.1.0
  [[ -x $venv/bin/python ]] && "$venv/bin/python" -c 'import pyVmomi' 2>/dev/null || {
    python3 -m venv "$venv" >&2 && "$venv/bin/pip" -q install pyvmomi==9.1.1.0 >&2 || return 0
  }
  echo "$venv/bin/python"
}

# start_vcsim ARGS...: a fresh simulator, whose address is put into GOVC_URL.
start_vcsim() {
  stop_vcsim
  local port=$((20000 + RANDOM % 20000))
  "$tmp/vcsim" -l "127.0.0.1:$port" "$@" >"$tmp/vcsim.out" 2>"$tmp/vcsim.err" &
  vcsim_pid=$!
  for ((i = 0; i < 1200; i++)); do
    [[ -s $tmp/vcsim.out ]] && break
    kill -0 "$vcsim_pid" 2>/dev/null || {
      cat "$tmp/vcsim.err" >&2
      exit 1
    }
    sleep 0.1
  done
  export GOVC_URL=https://user:pass@127.0.0.1:$port/sdk GOVC_INSECURE=1
  export VCSIM_PORT=$port VCSIM_PASSWORD=pass
}

# measure COMMAND...: runs it, and prints milliseconds and the most memory in MiB that one process
# of it had.
measure() {
  python3 "$here/bench/peers/measure.py" "$@"
}

ratio() { # A B: A/B with two digits
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'
}
