"""
The one way a file of a person comes in (SECURITY R27–R34).

``ceiling`` cuts it while it streams; ``take`` knows what may come, and asks a reader in a process
of its own (``process``, ``child``, ``readers``); ``words`` says what was wrong and how to mend it.
"""
