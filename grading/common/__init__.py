"""What several stages share: files, zips and JSON from outside, tables, names, moments, texts of others.

It knows nothing of a course, of a class or of marking, and imports no other stage.
"""
