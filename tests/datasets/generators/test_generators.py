"""What is made can be learnt: the label follows from the values by a rule, if there is no noise."""

from __future__ import annotations

import numpy as np

from model_codegen.datasets.generators import (
    captioned_digits,
    clusters,
    digit_pairs,
    hard_digits,
    messages,
    moons,
    motifs,
    rated_products,
    sentiment,
    shapes,
    sine_waves,
    spirals,
    surface,
)


def test_the_angle_of_a_point_less_its_winding_is_its_spiral() -> None:
    data = spirals.spirals(samples=300, classes=3, noise=0)
    x, y = data["features"].T.astype("float64")
    turned = np.arctan2(y, x) / (2 * np.pi) - np.hypot(x, y)
    assert (np.round(turned * 3) % 3 == data["label"]).all()


def test_moons_are_half_circles_around_two_points() -> None:
    data = moons.moons(samples=200, noise=0)
    x, y = data["features"].T.astype("float64")
    upper = data["label"] == 0
    assert np.allclose(np.hypot(x + 0.5, y)[upper], 1, atol=1e-5)
    assert np.allclose(np.hypot(x - 0.5, y - 0.5)[~upper], 1, atol=1e-5)


def test_points_without_noise_are_the_centres_of_their_clusters() -> None:
    data = clusters.clusters(samples=200, features=6, classes=3, clusters_per_class=2, noise=0)
    points, first = np.unique(data["features"], axis=0, return_index=True)
    assert len(points) == 6
    assert sorted(data["label"][first]) == [0, 0, 1, 1, 2, 2]


def test_a_surface_has_a_value_for_each_target() -> None:
    assert surface.surface(samples=10, features=3, targets=2)["target"].shape == (10, 2)
    one = surface.surface(samples=500, features=3, noise=0)
    assert one["target"].shape == (500,)
    assert one["target"].std() > 0.3


def test_a_wave_goes_on_as_it_was() -> None:
    data = sine_waves.sine_waves(samples=20, steps=30, channels=2, horizon=7, noise=0)
    whole = np.concatenate([data["series"][:, :, 0], data["future"]], axis=1).astype("float64")
    # Of a sine wave, each value is a multiple of the next less the one after that.
    ratio = (whole[:, 2:] + whole[:, :-2])[abs(whole[:, 1:-1]) > 0.2]
    middle = whole[:, 1:-1][abs(whole[:, 1:-1]) > 0.2]
    assert ((ratio / middle > 1) & (ratio / middle < 2)).all()


def test_what_is_left_of_a_sequence_without_noise_is_its_motif() -> None:
    data = motifs.motifs(samples=60, steps=9, channels=4, classes=3, copies=2, noise=0)
    total = data["sequence"].sum(axis=1)
    assert len({tuple(np.round(row, 3)) for row in total}) == 3


def test_the_words_of_a_text_tell_its_sentiment() -> None:
    data = sentiment.sentiment(samples=60, length=40, vocabulary=200)
    for row, label in zip(data["tokens"], data["label"], strict=True):
        telling = [i for i, word in enumerate(row) if 2 <= word < 42]
        kinds = {(row[i] < 22) != (i > 0 and row[i - 1] == 1) for i in telling}
        assert kinds == {bool(label)}


def test_pairs_are_of_the_same_digit_where_they_say_so() -> None:
    data = digit_pairs.digit_pairs(samples=40, size=8)
    from sklearn.datasets import load_digits  # takes longer than all modules around it

    digits = load_digits()
    known = dict(
        zip(map(np.ndarray.tobytes, digits.images.astype("uint8")), digits.target, strict=True)
    )
    left, right = ([known[image.tobytes()] for image in data[side]] for side in ("left", "right"))
    assert (np.equal(left, right) == data["same"]).all()
    assert data["same"].sum() == 20


def test_digits_of_any_size_keep_their_corners() -> None:
    small, large = (digit_pairs.digit_pairs(samples=4, size=size)["left"] for size in (8, 28))
    assert large.shape == (4, 28, 28)
    assert (large[:, ::27, ::27] == small[:, ::7, ::7]).all()


def test_hard_digits_have_noise_where_paper_is_white() -> None:
    data = hard_digits.hard_digits(samples=200, size=8)
    edge = data["pixels"][:, :, 0].mean(axis=1)
    assert edge[data["is_hard"] == 1].mean() > 2 * edge[data["is_hard"] == 0].mean()
    assert data["metadata"].shape == (200, 8)


def test_captions_have_a_word_of_the_digit() -> None:
    data = captioned_digits.captioned_digits(samples=100, size=8, words=100)
    words = data["text"].reshape(100, 10, 10).sum(axis=1)
    assert (words[np.arange(100), data["label"]] >= 1).all()


def test_reviews_and_numbers_speak_for_products() -> None:
    data = rated_products.rated_products(samples=400, features=4, length=40, vocabulary=200)
    ids = data["text_ids"]
    good = ((ids >= 1) & (ids <= 20)).sum(axis=1) > ((ids >= 21) & (ids <= 40)).sum(axis=1)
    assert data["label"][good].mean() > 0.7 > 0.3 > data["label"][~good].mean()


def test_messages_of_a_topic_have_its_words() -> None:
    data = messages.messages(samples=600, words=30, metadata=4, topics=3)
    means = np.stack([data["text_features"][data["topic"] == t].mean(axis=0) for t in range(3)])
    distance = ((data["text_features"][:, np.newaxis] - means) ** 2).sum(axis=2)
    assert (distance.argmin(axis=1) == data["topic"]).mean() > 0.6


def test_shapes_have_their_masks_colour() -> None:
    data = shapes.shapes(samples=20, size=16, noise=0)
    for image, mask in zip(data["image"], data["mask"], strict=True):
        assert len(np.unique(image[mask == 1], axis=0)) == 1
        assert len(np.unique(image[mask == 0], axis=0)) == 1
    assert 0.02 < data["mask"].mean() < 0.6
