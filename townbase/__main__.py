"""python -m townbase"""

from townbase.commands import main

if __name__ == "__main__":
    main(prog_name="python -m townbase")
