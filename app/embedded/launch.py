"""Become another program that is told to stop when the process that started it is gone.

A script, run by path before any package can be imported: `launch.py PARENT PROGRAM ARGUMENT …`.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, program: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # A parent that died before the call sends nothing any more.
        if os.getppid() != parent:
            sys.exit("the process that wanted this one is gone")
    os.execv(program[0], program)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
