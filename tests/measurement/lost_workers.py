"""A worker that is killed in the middle of its work."""


class Killed(BaseException):
    """What no code of ours catches: as good as ``kill -9``."""


def killed(*args, **kwargs):
    raise Killed
