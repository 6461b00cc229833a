"""Which variable each result lives in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from model_codegen.emitters.folding.steps import Loop, Step
from model_codegen.emitters.namespace import Namespace


@dataclass
class Assigned:
    """The variables of some statements in a row.

    Attributes:
        tensors: By tensor: its variable.
        copies: By step: a variable that is set to another one before it, `x = inputs`.
        returned: The step whose value is returned as it is, without a variable.
    """

    tensors: dict[int, str]
    copies: dict[int, tuple[str, str]] = field(default_factory=dict)
    returned: int | None = None


class Assignment:
    """Gives results their variables, `x` along a run.

    Args:
        steps: The statements.
        returned: The tensors that are used behind them.
        tensors: The variables of the tensors that come in.
        run: The variable of runs.
        names: The names of the scope.
        wanted: What the result of a step is called that cannot stay in `run`; it is also given the
            steps that use it if all of them come later than the next one.
        several: Names the results of a step that folding leaves as it is.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        returned: Sequence[int],
        tensors: Mapping[int, str],
        run: str,
        names: Namespace,
        wanted: Callable[[Step, list[Step]], str],
        several: Callable[[Step, bool], dict[int, str]] | None = None,
    ) -> None:
        self.steps = steps
        self.run = run
        self.names = names
        self.wanted = wanted
        self.several = several
        self.made = Assigned(dict(tensors))
        self.uses: dict[int, list[int]] = {}
        start = 0
        for index, step in enumerate(steps):
            before = steps[index - 1] if index else None
            if before is None or before.when != step.when or before.otherwise is not None:
                start = index
            for ref in step.refs:
                self.uses.setdefault(ref, []).append(index)
            if step.otherwise is not None:
                self.uses.setdefault(step.otherwise, []).append(start)
        for ref in returned:
            self.uses.setdefault(ref, []).append(len(steps))

    def _named(self, index: int) -> str:
        step = self.steps[index]
        users = self.uses.get(step.results[0], [])
        later = [self.steps[user] for user in users if index + 1 < user < len(self.steps)]
        return self.names.name(self.wanted(step, later if len(later) == len(users) else []))

    def last_use(self, tensor: int) -> int:
        """The last step that uses a tensor."""
        return max(self.uses.get(tensor, []), default=-1)

    def is_free(self, variable: str, index: int) -> bool:
        """Whether no step behind one uses what is in a variable."""
        held = [t for t, name in self.made.tensors.items() if name == variable]
        return all(self.last_use(tensor) <= index for tensor in held)

    def goes_on(self, tensor: int, index: int) -> bool:
        """Whether a result is used by the next step and no other."""
        return set(self.uses.get(tensor, [])) == {index + 1} and index + 1 < len(self.steps)

    def assign(self, fixed: Mapping[int, str] | None = None, *, ends: bool = False) -> Assigned:
        """Assign all variables.

        Args:
            fixed: Variables that are given.
            ends: Whether the last result is the value of the function.
        """
        index = 0
        while index < len(self.steps):
            step = self.steps[index]
            if step.when is not None:
                end = self._end(index)
                if self.steps[end].otherwise is None:
                    self._left_out_inside(index, end)
                else:
                    self._left_out(index, end)
                index = end + 1
                continue
            if isinstance(step.form, Loop):
                self._loop(index)
            elif ends and index == len(self.steps) - 1:
                self.made.returned = index
            else:
                self._plain(index, fixed or {})
            index += 1
        return self.made

    def _plain(self, index: int, fixed: Mapping[int, str]) -> None:
        step = self.steps[index]
        if step.shape is None and self.several is not None:
            used = [result for result in step.results if self.uses.get(result)]
            run = len(used) == 1 and self.goes_on(used[0], index) and self.is_free(self.run, index)
            self.made.tensors.update(self.several(step, run))
            return
        (result,) = step.results
        if result in fixed:
            variable = fixed[result]
        elif self.goes_on(result, index) and self.is_free(self.run, index):
            variable = self.run
        else:
            variable = self._named(index)
        self.made.tensors[result] = variable

    def _loop(self, index: int) -> None:
        step = self.steps[index]
        carried = step.refs[0]
        variable = self.made.tensors[carried]
        if variable != self.run or self.last_use(carried) > index or step.refs.count(carried) > 1:
            target = self.run if self.is_free(self.run, index - 1) else self.names.name(self.run)
            self.made.copies[index] = (target, variable)
            variable = target
        self.made.tensors[step.results[0]] = variable

    def _end(self, start: int) -> int:
        """The last of the steps in a row that are left out together."""
        end = start
        while self.steps[end].otherwise is None:
            if end + 1 == len(self.steps) or self.steps[end + 1].when != self.steps[start].when:
                break
            end += 1
        return end

    def _left_out_inside(self, start: int, end: int) -> None:
        """Steps under a condition whose result only others take that are left out just then."""
        for index in range(start, end + 1):
            (result,) = self.steps[index].results
            inner = index < end and self.goes_on(result, index) and self.is_free(self.run, index)
            self.made.tensors[result] = self.run if inner else self._named(index)

    def _left_out(self, start: int, end: int) -> None:
        """Steps under a condition: their result has the variable of what else stands for it."""
        last = self.steps[end]
        assert last.otherwise is not None
        variable = self.made.tensors[last.otherwise]
        if variable != self.run or self.last_use(last.otherwise) > end:
            free = self.is_free(self.run, start - 1)
            soon = self.last_use(last.results[0]) == end + 1 or self.uses[last.results[0]] == []
            target = self.run if free and soon else self._named(end)
            self.made.copies[start] = (target, variable)
            variable = target
        for index in range(start, end):
            (result,) = self.steps[index].results
            inner = self.goes_on(result, index) and self.is_free(variable, index)
            own = variable if inner else self._named(index)
            self.made.tensors[result] = own
        self.made.tensors[last.results[0]] = variable
