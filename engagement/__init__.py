"""Community engagement and communication. Its models come with their pages."""
