"""Becomes the program it is asked to start, and ties that program's life to its starter's.

Called as `launch.py STARTER SIGNAL USER PROGRAM [argument …]`: the pid of the starter, the number
of the signal that the program gets if the starter dies without a word, and the user to become (""
for none). A script of its own, because `preexec_fn` is unsafe once the starter runs threads.
"""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def main(starter: int, signal: int, user: str, command: list[str]) -> None:
    if user:
        person = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(person.pw_gid)
        os.setuid(person.pw_uid)
    if sys.platform == "linux":  # after setuid, which clears it; macOS has no such call
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal)
    if os.getppid() != starter:
        sys.exit("The process that started this one has gone.")
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
