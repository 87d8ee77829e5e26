"""Run the README's commands as a reader would, in the order in which they stand, in an empty folder.

    python tests/readme.py FOLDER

Every line of every sh block runs, except what installs the program or opens a window. The folder news/ that they speak
of holds the sample articles. The first command that fails ends it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
NOT_HERE = re.compile(
    r"(pip install|make |kg (view|serve|mcp|review)\b)"
)  # for a person at a screen, or run by .ci/run itself


def commands(readme: str) -> list[list[str]]:
    """The commands of the README as arguments of a process; a quotation may go over several lines."""
    found = []
    for kind, block in BLOCK.findall(readme):
        if kind == "python":
            found.append([sys.executable, "-c", block])
            continue
        lines = iter(block.splitlines())
        for line in lines:
            command = line
            while command.count("'") % 2:
                command += "\n" + next(lines)
            if command.strip() and not NOT_HERE.match(command):
                found.append(["bash", "-o", "pipefail", "-c", command])
    return found


def main(folder: Path) -> int:
    """Run them all; 1 when one fails."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "kg" / "samples", folder / "news")
    env = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for command in commands((ROOT / "README.md").read_text(encoding="utf-8")):
        print(f"$ {command[-1].rstrip()}", flush=True)
        done = subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=600, check=False)
        lines = (done.stdout + done.stderr).splitlines()
        print("\n".join(f"  {line[:160]}" for line in lines[:12]), *(["  ..."] if lines[12:] else []), sep="\n")
        if done.returncode:
            print("\n".join(lines[12:]), f"README: exit code {done.returncode}: {command[-1]}", sep="\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
