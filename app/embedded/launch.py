"""Executes a program that gets SIGTERM when its parent process dies (Linux).

Run by path, because no package can be imported yet: `launch.py PARENT PROGRAM ARGUMENT …`.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(parent: int, program: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # A parent that died before the call triggers no signal.
        if os.getppid() != parent:
            sys.exit("the process that wanted this one is gone")
    os.execv(program[0], program)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
