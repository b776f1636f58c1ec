"""The name by which `python -m grading.make_script_table` is known; the module lies in `release/`."""

from grading.release.make_script_table import main

if __name__ == "__main__":
    main()
