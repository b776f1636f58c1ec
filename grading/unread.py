"""The name by which `python -m grading.unread` is known; the module lies in `release/`."""

from grading.release.unread import main

if __name__ == "__main__":
    main()
