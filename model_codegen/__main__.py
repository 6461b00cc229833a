"""`python -m model_codegen`: the command line, see `cli`."""

from model_codegen.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
