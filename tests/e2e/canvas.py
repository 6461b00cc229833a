"""The design page in a user's hands: everything goes through the mouse and the keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

WARM_MS = 180_000
"""How long a first analysis may take: Keras is imported meanwhile."""

SETTLE_MS = 120_000
"""How long anything else may take on a busy machine."""


class Canvas:
    """One open page.

    Args:
        page: A Playwright page.
        url: Address of the app, or of a draft.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        self.app = page.locator(".app")
        failed = page.get_by_test_id("stException").or_(page.get_by_test_id("stAlert"))
        ready = self.item("keras.Input")
        expect(ready.or_(failed).first).to_be_visible(timeout=WARM_MS)
        expect(ready).to_be_visible()

    # What is seen

    def node(self, node: str) -> Locator:
        """A node on the canvas, by its id."""
        return self.page.locator(f'.react-flow__node[data-id="{node}"]')

    def ids(self) -> list[str]:
        """The ids of all nodes on the canvas."""
        nodes = self.page.locator(".react-flow__node").all()
        return [node.get_attribute("data-id") or "" for node in nodes]

    def selected(self) -> str:
        """The id of the one node that is selected."""
        return self.page.locator(".react-flow__node.selected").get_attribute("data-id") or ""

    def item(self, path: str) -> Locator:
        """A row of the palette."""
        return self.page.locator(f'.palette-item[data-path="{path}"]').first

    def settle(self, timeout: float = SETTLE_MS) -> None:
        """Wait until the analysis has caught up with the drawing."""
        expect(self.app).to_have_attribute("data-stale", "false", timeout=timeout)

    def expect_parameters(self, count: int) -> None:
        """Wait until the whole model has so many parameters."""
        expect(self.page.locator(".status-bar")).to_contain_text(
            f"{count:,} parameters", timeout=SETTLE_MS
        )

    # Drawing with the mouse

    def drag_in(self, path: str, below: str | None = None, beside: str | None = None) -> str:
        """Drag a layer from the palette onto the canvas and return the id of its node.

        Args:
            path: Its public path, such as `"keras.layers.Dense"`.
            below: The node under which it is dropped.
            beside: The node to whose right it is dropped. With neither, the upper part of the
                canvas takes it.
        """
        search = self.page.get_by_role("combobox", name="Search layers and operations")
        search.fill(path.rpartition(".")[2])
        self.fit()
        neighbour = below or beside
        box = self._box(self.node(neighbour) if neighbour else self.page.locator(".canvas"))
        x, y = box["x"] + box["width"] / 2, box["y"] + 64
        if below:
            y = box["y"] + box["height"] * 1.9
        elif beside:
            x, y = box["x"] + box["width"] * 1.8, box["y"] + box["height"] / 2
        nodes = len(self.ids())
        self._drag(self._center(self.item(path)), (x, y))
        expect(self.page.locator(".react-flow__node")).to_have_count(nodes + 1)
        expect(self.page.locator(".react-flow__node.selected")).to_have_count(1)
        search.fill("")
        return self.selected()

    def connect(self, source: str, target: str, port: str | None = None, output: int = 0) -> None:
        """Drag from an output port to an input port.

        Args:
            source: Id of the node that gives the tensor.
            target: Id of the node that takes it.
            port: The input port; the first one still open if it is not said.
            output: Which of the source's tensors.
        """
        self.fit()
        start = self.node(source).locator(f'.source[data-handleid="{output}"]')
        which = ".target:not(.is-filled)" if port is None else f'.target[data-handleid="{port}"]'
        end = self.node(target).locator(which).first
        edges = self.page.locator(".react-flow__edge")
        count = edges.count()
        self._drag(self._center(start), self._center(end))
        expect(edges).to_have_count(count + 1)

    def menu(self, at: Locator | tuple[float, float], item: str) -> None:
        """Choose an item of the menu that the right button opens, at an element or a place."""
        x, y = at if isinstance(at, tuple) else self._center(at)
        self.page.mouse.click(x, y, button="right")
        self.page.get_by_role("menu").get_by_role("menuitem", name=item).click()

    def look_for(self, name: str) -> str:
        """Type into the open search over the canvas and take the first layer; its node."""
        field = self.page.locator(".quick-add input")
        expect(field).to_be_focused()
        field.fill(name)
        expect(self.page.locator(".quick-row").first).to_contain_text(name)
        self.page.keyboard.press("Enter")
        expect(field).to_have_count(0)
        expect(self.page.locator(".react-flow__node.selected")).to_have_count(1)
        return self.selected()

    def port(self, node: str, which: str) -> tuple[float, float]:
        """The middle of a node's first `source` or `target` port, in pixels of the page."""
        return self._center(self.node(node).locator(f".port.{which}").first)

    def pull(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the mouse, in pixels of the page."""
        self._drag(start, end)

    def lie_apart(self) -> bool:
        """Whether no node covers another."""
        boxes = [self._box(node) for node in self.page.locator(".react-flow__node").all()]
        return not any(
            one["x"] < other["x"] + other["width"]
            and other["x"] < one["x"] + one["width"]
            and one["y"] < other["y"] + other["height"]
            and other["y"] < one["y"] + one["height"]
            for at, one in enumerate(boxes)
            for other in boxes[:at]
        )

    def wires(self) -> set[tuple[str, str]]:
        """All wires of the main graph, as pairs of ids, from the saved design."""
        nodes = self.design()["main"]["nodes"]
        return {
            (source, target)
            for target, node in nodes.items()
            for source in re.findall(r'"tensor": \["([^"]+)"', json.dumps(node))
        }

    def try_to_connect(self, source: str, target: str) -> None:
        """Drag a connection and keep it over the target."""
        self.fit()
        start = self.node(source).locator(".source").first
        end = self.node(target).locator(".target").first
        self._drag(self._center(start), self._center(end), release=False)

    def select(self, node: str) -> None:
        """Click a node."""
        self.fit()
        self.node(node).locator(".call-title").click()
        expect(self.node(node)).to_have_class(re.compile(r"\bselected\b"))

    def deselect(self) -> None:
        """Put the focus on the canvas and select nothing."""
        self.page.locator(".canvas").focus()
        self.page.keyboard.press("Escape")

    def fit(self) -> None:
        """Select nothing and bring the whole graph into view."""
        self.deselect()
        self.page.get_by_role("button", name="Fit view").click()
        self.still()

    def key(self, key: str) -> None:
        """Press a key on the canvas."""
        self.page.locator(".canvas").focus()
        self.page.keyboard.press(key)

    def undo(self) -> None:
        self.page.get_by_role("button", name="Undo").click()

    def redo(self) -> None:
        self.page.get_by_role("button", name="Redo").click()

    def place(self, node: str) -> tuple[float, float]:
        """The middle of a node, in pixels of the page."""
        return self._center(self.node(node))

    def drag_node(self, node: str, to: tuple[float, float]) -> None:
        """Take a node by its title and drop it elsewhere, in pixels of the page."""
        self._drag(self._center(self.node(node).locator(".call-title")), to)

    # The inspector, for the selected node

    def field(self, argument: str) -> Locator:
        """The control of a constructor or call argument."""
        return self.page.locator(f'.inspector [id$="/{argument}"]')

    def write(self, argument: str, text: str) -> None:
        """Type an argument's value."""
        self.field(argument).fill(text)

    def choose(self, argument: str, label: str) -> None:
        """Choose an argument's value."""
        self.field(argument).select_option(label=label)

    def rename(self, name: str) -> None:
        """Give the selected node's layer another name."""
        field = self.page.get_by_role("textbox", name="Name", exact=True)
        field.fill(name)
        field.press("Enter")

    def press(self, name: str) -> None:
        """Press a button of the inspector."""
        self.page.locator(".inspector").get_by_role("button", name=name).click()

    # Around the canvas

    def open_gallery(self, title: str) -> None:
        """Open a ready design by its title; wait for its address and its analysis."""
        expect(self.page).to_have_url(re.compile("draft="), timeout=SETTLE_MS)
        address = self.page.url
        before = self.page.locator(".design-name").input_value()
        self.page.get_by_role("button", name="Gallery").click()
        self.page.get_by_role("menuitem").filter(
            has=self.page.get_by_text(title, exact=True)
        ).click()
        expect(self.page.locator(".design-name")).not_to_have_value(before, timeout=SETTLE_MS)
        self.settle(WARM_MS)
        expect(self.page).not_to_have_url(address, timeout=SETTLE_MS)

    def saved(self) -> str:
        """The design file that "Save design" downloads, as text."""
        self.page.get_by_role("button", name="File", exact=True).click()
        with self.page.expect_download() as download:
            self.page.get_by_role("menuitem", name="Save design").click()
        return Path(download.value.path()).read_text(encoding="utf-8")

    def design(self) -> Any:
        """The saved design as JSON."""
        return json.loads(self.saved())

    def tab(self, name: str) -> None:
        """Look at another panel."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def style(self, name: str) -> None:
        """Choose the style of the source."""
        self.page.locator(".style-switch label").filter(has_text=name).click()

    def code(self) -> str:
        """The source shown, once it is up to date."""
        self.settle()
        expect(self.page.locator(".code-view")).to_have_attribute(
            "aria-busy", "false", timeout=SETTLE_MS
        )
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download .py").click()
        return Path(download.value.path()).read_text(encoding="utf-8")

    # The mouse

    def _drag(
        self, start: tuple[float, float], end: tuple[float, float], release: bool = True
    ) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        # The first move past the threshold only begins the drag.
        mouse.move(start[0] + 4, start[1] + 4)
        mouse.move(*end, steps=5)
        mouse.move(*end)
        if release:
            mouse.up()

    def _center(self, locator: Locator) -> tuple[float, float]:
        box = self._box(locator)
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def still(self, milliseconds: int = 150) -> None:
        """Wait until the view no longer moves.

        Args:
            milliseconds: For how long, and for five pictures: a busy machine takes long for one.
        """
        self.page.locator(".react-flow__viewport").evaluate(
            """async (view, milliseconds) => {
                let [before, since, pictures] = [null, 0, 0];
                while (pictures < 5 || performance.now() - since < milliseconds) {
                    await new Promise(requestAnimationFrame);
                    const now = view.style.transform;
                    pictures += 1;
                    if (now !== before) [before, since, pictures] = [now, performance.now(), 0];
                }
            }""",
            milliseconds,
        )

    @staticmethod
    def _box(locator: Locator) -> Any:
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        assert box is not None, "It is not visible."
        return box
