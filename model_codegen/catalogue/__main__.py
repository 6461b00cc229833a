"""`python -m model_codegen.catalogue`: make the catalogue once, so that the next start has it."""

from __future__ import annotations

from model_codegen.catalogue.entry import APPLICATION
from model_codegen.catalogue.store import cached, file_path, load
from model_codegen.keras_bridge.keras_import import import_keras


def main() -> None:
    """Load the catalogue and say in one line what there is and where it is kept."""
    if cached() is None:
        import_keras()
    found = load()
    counts = dict.fromkeys(("layer", "cell", "op", APPLICATION), 0)
    for entry in found.entries.values():
        kind = APPLICATION if entry.is_application else entry.kind
        if kind in counts:
            counts[kind] += 1
    print(
        f"Keras {found.keras_version}: {counts['layer']} layers, {counts['cell']} recurrent cells, "
        f"{counts['op']} ops, {counts[APPLICATION]} applications in {file_path()}"
    )


if __name__ == "__main__":
    main()
