"""Getting in and staying in: second step, sessions, invitations, an organisation's people."""
