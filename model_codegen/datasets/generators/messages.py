"""Messages with a topic and a mood."""

import numpy as np


def messages(
    samples: int = 4000,
    words: int = 100,
    metadata: int = 10,
    topics: int = 5,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make messages as bags of words with metadata; the labels are their mood and their topic.

    A topic and a mood each have words that they prefer; senders differ in what they write about.
    """
    rng = np.random.default_rng(seed)
    sentiment = rng.integers(0, 2, samples)
    topic = rng.integers(0, topics, samples)
    topic_words = rng.gamma(0.5, 0.15, (topics, words))
    mood_words = rng.gamma(0.5, 0.15, (2, words))
    senders = rng.normal(0, 1, (topics, metadata))
    return {
        "text_features": rng.poisson(topic_words[topic] + mood_words[sentiment]).astype("float32"),
        "metadata": rng.normal(senders[topic], 1.5).astype("float32"),
        "sentiment": sentiment,
        "topic": topic,
    }
