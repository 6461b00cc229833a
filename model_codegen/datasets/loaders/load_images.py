"""Pictures in a zip file, one folder for each label."""

import zipfile
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image


def load_images(path: Path, height: int, width: int, channels: int) -> dict[str, np.ndarray]:
    """Read the pictures of a zip file in one size; the label is the folder they are in."""
    images, labels = [], []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            entry = PurePosixPath(name)
            hidden = any(part.startswith((".", "__")) for part in entry.parts)
            if hidden or entry.suffix.lower() not in (
                ".bmp",
                ".gif",
                ".jpeg",
                ".jpg",
                ".png",
                ".webp",
            ):
                continue
            with archive.open(name) as file:
                picture = Image.open(file).convert("L" if channels == 1 else "RGB")
            images.append(np.asarray(picture.resize((width, height))))
            labels.append(entry.parent.name)
    image = np.stack(images).reshape(-1, height, width, channels)
    return {"image": image, "label": np.array(labels)}
