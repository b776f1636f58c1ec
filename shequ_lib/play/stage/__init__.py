"""A stage for tales: one picture, one question in sight with it, and what follows before the next."""
