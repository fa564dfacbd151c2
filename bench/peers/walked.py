"""Counts the requests of a trace from the first lock to the last task that gives one back.

walked.py FOLDER"""
import pathlib
import sys

requests = sorted(pathlib.Path(sys.argv[1]).glob("*.request.http"))
locks = [i for i, r in enumerate(requests) if "-MakeDirectory-" in r.name]
unlocks = [i for i, r in enumerate(requests) if "-DeleteDatastoreFile" in r.name]
print(unlocks[-1] - locks[0] + 1 if locks and unlocks else len(requests))
