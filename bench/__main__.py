import argparse

from bench import growth, interact

WHAT = {"interact": interact.main, "growth": growth.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the portal.")
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="of each round")
    options = parser.parse_args()
    WHAT[options.what](options.rounds, options.seconds)


if __name__ == "__main__":
    main()
