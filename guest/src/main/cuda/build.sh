#!/usr/bin/env bash
# Builds the CUDA check for x86_64 Linux and puts it among the resources; the same compiler makes
# the same bytes. The C start files are left out and the symbol versions pinned to GLIBC_2.2.5, so
# that one program runs on every distribution that NVIDIA supports.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
out=../resources/dev/thruway/guest/cuda/thruway-cuda-check
SOURCE_DATE_EPOCH=0 gcc -std=gnu11 -Os -Wall -Wextra -Werror -fno-builtin-printf -fno-pie -no-pie \
  -fno-stack-protector -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=. \
  -nostartfiles -Wl,--build-id=none -Wl,--no-as-needed -Wl,--hash-style=gnu -Wl,-z,relro \
  -Wl,-z,noexecstack -s -o "$out" thruway-cuda-check.c -ldl
if objdump -T "$out" | grep -o 'GLIBC_[0-9.]*' | sort -uV | grep -vx 'GLIBC_2.2.5'; then
  echo "build.sh: needs a newer C library than 2.2.5" >&2
  exit 1
fi
sha256sum "$out"
