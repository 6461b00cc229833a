"""`PolicyState`: the global dtype policy, as far as a text has come."""

from __future__ import annotations

from dataclasses import dataclass

from model_codegen.design.wording import quote
from model_codegen.importers.source.report import Report


@dataclass(eq=False)
class PolicyState:
    """The global dtype policy of a text, which `clear_session` forgets.

    Keras falls back to `floatx` then, without a word (`keras/src/backend/common/global_state.py`).

    Attributes:
        name: The policy.
        floatx: What it is where none is set.
    """

    name: str = "float32"
    floatx: str = "float32"
    _lost: tuple[int, str] | None = None

    def set(self, name: str) -> None:
        """Set the policy; layers that are made from now on have it."""
        self.name, self._lost = name, None

    def set_floatx(self, name: str) -> None:
        """Set what the policy is by default, which it is where none was set."""
        if self.name == self.floatx:
            self.name = name
        self.floatx = name

    def clear(self, line: int) -> None:
        """Forget the policy."""
        if self.name != self.floatx:
            self._lost = line, self.name
        self.name = self.floatx

    def used(self, report: Report) -> str:
        """The policy that a layer takes; told once is that one was forgotten before.

        Args:
            report: Takes the note.
        """
        if self._lost is not None:
            line, lost = self._lost
            self._lost = None
            reason = (
                f"`clear_session` forgets the dtype policy {quote(lost)}, so layers that are made "
                f"from here on have {self.name}: set it again, inside the function that makes them"
            )
            report.trouble(line, reason)
        return self.name
