"""`python -m model_codegen.catalogue`: make the catalogue once, so that the next start has it."""

from __future__ import annotations

from model_codegen.catalogue.cache import file_path, load


def main() -> None:
    """Load the catalogue and say in one line what there is and where it is kept."""
    found = load()
    counts = dict.fromkeys(("layer", "cell", "op"), 0)
    for entry in found.entries.values():
        if entry.kind in counts:
            counts[entry.kind] += 1
    print(
        f"Keras {found.keras_version}: {counts['layer']} layers, {counts['cell']} recurrent cells, "
        f"{counts['op']} ops in {file_path()}"
    )


if __name__ == "__main__":
    main()
