"""Backbone support: the admin site, the demonstration, and whatever must know all apps."""
