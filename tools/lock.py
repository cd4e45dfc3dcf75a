"""Write the hashed lock files under requirements/ from pyproject.toml, and how large what they name is.

usage: python tools/lock.py        (needs uv; index addresses are never written)
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
COMPILE = ["uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
           "--universal", "--python-version", "3.11", "--custom-compile-command", "python tools/lock.py"]  # fmt: skip


def compile_locks() -> None:
    """Dev first; base is held to the same versions, so that one environment can serve both."""
    pyproject = str(ROOT / "pyproject.toml")
    subprocess.run([*COMPILE, "--extra", "dev", pyproject, "-o", LOCKS / "dev.txt"], check=True, cwd=ROOT)
    subprocess.run([*COMPILE, pyproject, "-c", "requirements/dev.txt", "-o", LOCKS / "base.txt"], check=True, cwd=ROOT)
    subprocess.run([*COMPILE, "requirements/bootstrap.in", "-o", LOCKS / "bootstrap.txt"], check=True, cwd=ROOT)


def measure(lock: pathlib.Path) -> dict[str, int]:
    """Number and size of the files that this platform would fetch."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--require-hashes",
                "-r",
                lock,
                "-d",
                folder,
            ],
            check=True,
        )
        files = list(pathlib.Path(folder).iterdir())
        return {"packages": len(files), "megabytes": round(sum(file.stat().st_size for file in files) / 1e6)}


if __name__ == "__main__":
    compile_locks()
    sizes = {name: measure(LOCKS / f"{name}.txt") for name in ("base", "dev")}
    (LOCKS / "sizes.json").write_text(json.dumps(sizes, indent=1) + "\n")
