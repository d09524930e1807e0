"""python -m townbase"""

try:
    from townbase.commands import main
except KeyboardInterrupt:  # Ctrl+C while the libraries are read in: nothing was begun
    raise SystemExit(1) from None

if __name__ == "__main__":
    main(prog_name="python -m townbase")
