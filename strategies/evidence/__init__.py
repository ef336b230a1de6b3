"""Files and photos that go with an update: the verbs, the forms, and the pages."""
