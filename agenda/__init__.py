"""Common agenda: the shared vision and core strategies. Its models come with their pages."""
