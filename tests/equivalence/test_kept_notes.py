"""Comments and frames once code was read anew."""

from __future__ import annotations

from model_codegen.design.graph import Comment, Design, Frame, ModelGraph
from model_codegen.equivalence.kept_notes import Told, kept_comments, kept_frames, with_remarks

TOLD = Told("main", {"n": "a", "m": "b", "k": "c"}, {"a", "b", "c", "d"}, {"d"})


def test_comments_stay_change_come_and_go_with_the_source() -> None:
    old = {
        "free": Comment("free"),
        "same": Comment("one\n two", "a", color="pink"),
        "other": Comment("before", "b", position=(1, 2)),
        "gone": Comment("gone", "c"),
        "silent": Comment("of what no source tells", "d"),
        "lost": Comment("lost", "nowhere"),
    }
    new = {"x": Comment("one\n two", "n"), "y": Comment("after", "m")}
    assert kept_comments(old, new, TOLD) == {
        "free": old["free"],
        "same": old["same"],
        "other": Comment("after", "b", position=(1, 2)),
        "silent": old["silent"],
    }
    assert kept_comments({}, {"z": Comment("new", "k")}, TOLD) == {"about_c": Comment("new", "c")}


def test_a_frame_takes_in_what_is_new_in_its_function() -> None:
    old = {"f": Frame("double_conv", ("a", "nowhere"), "blue"), "g": Frame("tail", ("d",))}
    new = {"double_conv": Frame("double_conv", ("n", "m"))}
    assert kept_frames(old, new, TOLD) == {
        "f": Frame("double_conv", ("a", "b"), "blue"),
        "g": Frame("tail", ("d",)),
    }


def test_what_is_about_no_call_comes_onto_the_canvas_once() -> None:
    design = Design("d", ModelGraph("d"), positions={"main": {"a": (10.0, 20.0)}})
    found = with_remarks(design, ["one", "one", " "])
    ((_, comment),) = found.comments["main"].items()
    assert comment == Comment("one", position=(10.0, -100.0))
    assert with_remarks(found, ["one"]) == found
