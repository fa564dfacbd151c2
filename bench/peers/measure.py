"""Runs a command, and prints milliseconds and the most memory in MiB that one process of it had.

Its output goes to standard error, so that only the numbers are printed."""
import resource
import subprocess
import sys
import time

started = time.monotonic()
code = subprocess.call(sys.argv[1:], stdout=sys.stderr)
took = time.monotonic() - started
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(round(took * 1000), peak // 1024)
sys.exit(code)
