"""What an answer earns: the key of a chapter, the answers of a submission, and lines of pandas inside walls.

Plain data comes in and plain data goes out; no class, no gradebook and no file of a trainee is known here.
"""
