"""The same work the ordinary way: a Django project with an htmx view and a history row."""
