"""Set up .venv from the hashed lock files; needs nothing but Python 3.11+ and a network.

usage: python3 tools/setup.py base|dev

Says what it fetches and how large it is; does nothing (and needs no network) when the lock file was installed before.
Written for the standard library alone, since it runs before anything is installed.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
MIN_FREE = 3 * 1024**3


def fail(message):
    sys.exit(f"setup: {message}")


def program(name):
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return VENV / folder / (name + ending)


def run(*words, quiet=False):
    done = subprocess.run([str(word) for word in words], cwd=ROOT, stdout=subprocess.PIPE if quiet else None, text=True)
    if done.returncode:
        fail(
            f"'{' '.join(map(str, words))}' ended with {done.returncode}; see above. Run the same command again to go on."
        )


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 (the check is for users whose python3 is older)
        fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Use: make PYTHON=python3.11 …")
    which = sys.argv[1] if len(sys.argv) > 1 else "base"
    lock = LOCKS / f"{which}.txt"
    digest = hashlib.sha256(
        lock.read_bytes() + (LOCKS / "bootstrap.txt").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    ).hexdigest()
    stamp = VENV / f".{which}.installed"
    if stamp.exists() and stamp.read_text() == digest:
        return
    free = shutil.disk_usage(ROOT).free
    if free < MIN_FREE:
        fail(f"{free // 1024**2} MB are free under {ROOT}, {MIN_FREE // 1024**2} MB are needed.")
    size = json.loads((LOCKS / "sizes.json").read_text())[which]
    print(
        f"setup: {size['packages']} Python packages, {size['megabytes']} MB, into .venv "
        "(each checked against its SHA-256; what was fetched before is not fetched again)",
        flush=True,
    )
    began = time.monotonic()
    if not program("python").exists():
        try:
            run(sys.executable, "-m", "venv", VENV)
        except SystemExit:
            fail("python3 -m venv does not work here. On Debian and Ubuntu: apt-get install python3-venv")
    if subprocess.run([program("python"), "-m", "pip", "--version"], capture_output=True).returncode:
        run(program("python"), "-m", "ensurepip")
    run(program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
        "-r", LOCKS / "bootstrap.txt")  # fmt: skip
    run(program("uv"), "pip", "install", "--python", program("python"), "--require-hashes", "-r", lock)
    run(program("uv"), "pip", "install", "--quiet", "--python", program("python"), "--no-deps", "--no-build-isolation",
        "-e", ROOT)  # fmt: skip
    stamp.write_text(digest)
    print(f"setup: ready after {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
