"""What came from the trainees: read within limits, told whose it is, kept, and filed by chapter.

Nothing is marked here; what nobody can place is listed for the instructor.
"""
