"""Where tables come from and how they are read. ``read`` loads pandas: only tasks import it."""
