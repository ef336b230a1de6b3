"""What a reader finds wrong, as a code that can be said in any language (``words``)."""


class Problem(Exception):
    """``about`` holds what the sentence names: a column, a number of megapixels."""

    def __init__(self, code: str, **about: object):
        super().__init__(code)
        self.code, self.about = code, about
