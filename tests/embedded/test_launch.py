from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.embedded import launch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")

LAUNCHER = launch.__file__
# Starts a program by the launcher, prints its process id, and dies of SIGKILL.
DYING = """
import os, signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-I", "-S", sys.argv[1], str(os.getpid()), "/bin/sh", "-c", sys.argv[2]])
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_becomes_the_program() -> None:
    command = [sys.executable, "-I", "-S", LAUNCHER, str(os.getpid()), "/bin/sh", "-c", "echo $$ $0", "word"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.communicate()[0] == f"{child.pid} word\n"


def test_the_program_is_told_when_its_parent_is_gone() -> None:
    program = "trap 'echo told; exit' TERM; echo ready; while :; do sleep 0.05; done"
    command = [sys.executable, "-c", DYING, LAUNCHER, program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        parent.stdin.write("\n")
        parent.stdin.flush()
        assert parent.stdout.readline() == "told\n"


def test_a_parent_that_is_gone_already() -> None:
    command = [sys.executable, "-I", "-S", LAUNCHER, "1", "/bin/echo", "started"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", "the process that wanted this one is gone\n")
