"""Texts that mean harm: what they would do if they were run leaves a trace in `CANARY`."""

from __future__ import annotations

import tempfile
from pathlib import Path

CANARY = Path(tempfile.gettempdir()) / "layerloom_canary"

_TOUCH = f"open({str(CANARY)!r}, 'w').write('x')"

SNIPPETS = (
    f"import os; os.system('touch {CANARY}')",
    f"__import__('os').system('touch {CANARY}')",
    f"exec({_TOUCH!r})",
    f"eval({_TOUCH!r})",
    f"compile({_TOUCH!r}, 'x', 'exec')",
    _TOUCH,
    f"import pathlib; pathlib.Path({str(CANARY)!r}).touch()",
    f"import subprocess; subprocess.run(['touch', {str(CANARY)!r}])",
    f"().__class__.__base__.__subclasses__()[0].__init__.__globals__['x']({_TOUCH!r})",
    f"(lambda: {_TOUCH})()",
    f"print(f'{{{_TOUCH}}}')",
    f"class A:\n    def __del__(self): {_TOUCH}\nA()",
    f"class M(type):\n    def __new__(*a): {_TOUCH}\nclass B(metaclass=M): pass",
    f"def f(x={_TOUCH}): return x\nf()",
    f"@exec\ndef g(): {_TOUCH}",
    f"keras.layers.Lambda(lambda x: {_TOUCH})(keras.Input((3,)))",
    f"[x for x in ({_TOUCH},)]",
    f"import keras\nkeras.utils.get_file({str(CANARY)!r}, 'file:///etc/passwd')",
    f"keras.models.load_model({str(CANARY)!r})",
    "'%s'.__class__.__mro__",
    "'{0.__class__.__init__.__globals__}'.format(keras)",
    "x = 10 ** 10 ** 10",
    "x = 2 ** 2 ** 2 ** 2 ** 2 ** 2",
    "x = 'a' * 10 ** 9",
    "x = [0] * 10 ** 10",
    "x = (1,) * 10 ** 9",
    "x = 1 << 10 ** 10",
    "x = 10 ** -(10 ** 10)",
    "x = 1\nwhile True: x = x * x",
    "while True: pass",
    "for i in range(10 ** 12): pass",
    "x = list(range(10 ** 9))",
    "x = [0 for i in range(10 ** 5) for j in range(10 ** 5)]",
    "x = '%1000000000d' % 3",
    "x = f'{3:1000000000}'",
    "w = 10 ** 9\nx = f'{3:{w}}'",
    "x = '{:>1000000000}'.format('a')",
    "x = 'a'.zfill(10 ** 9)",
    "x = 'a'.center(10 ** 9)",
    "x = 'ab'.replace('', 'x' * 10 ** 5)",
    "x = ('a' * 10 ** 4).join(['b'] * 10 ** 4)",
    "a = [1]\nfor i in range(60): a = [a, a]\nb = [1]\n"
    "for i in range(60): b = [b, b]\nprint(a == b)",
    "a = [1]\nfor i in range(60): a = [a, a]\nx = str(a)\ny = f'{a}'",
    "a = []\na.append(a)\nx = str(a)\ny = a == a\nz = {tuple(a): 1}",
    "a = [1]\nfor i in range(10 ** 4): a += a",
    "a = {}\nfor i in range(10 ** 6): a[i] = a",
    "a = 'a'\nfor i in range(10 ** 4): a = a + a",
    "def f(x): return f(x) + f(x)\nf(1)",
    "def f(*a): return f(*a, *a)\nf(1)",
    "f = lambda f: f(f)\nf(f)",
    "def f(n): return [f(n - 1), f(n - 1)] if n else []\nf(100)",
    "x = " + "(" * 90 + "1" + ")" * 90,
    "x = " + "[" * 150 + "]" * 150,
    "x = " + "-" * 3000 + "1",
    "x = " + "not " * 2000 + "1",
    "x = " + " + ".join(["1"] * 3000),
    "x = " + ".a" * 10 + "x" + ".a" * 3000,
    "x = f" + "(1)" * 2000,
    "x = a" + "[0]" * 2000,
    "x = " + "lambda: " * 500 + "1",
    "if 1:\n" + "".join("    " * i + "if 1:\n" for i in range(1, 60)) + "    " * 60 + "pass",
    "x = 1 if 1 else " * 500 + "1",
    "class A:\n    def __init__(self): self.a = A()\nA()",
    "class A(A0): pass\nclass A(A): pass\nA()",
    "import keras\nx = keras.Input((3,))\nwhile True: x = keras.layers.Dense(3)(x)",
    "import keras\nx = keras.Input((3,))\nfor i in range(10 ** 6): x = x + x",
    "import keras\nx = keras.Input((3,))\nfor i in range(3000): x = x + x\nm = keras.Model(x, x)",
    "import keras\nm = keras.Sequential()\nfor i in range(10 ** 6): m.add(keras.layers.Dense(1))",
    "import keras\nm = keras.Sequential()\nm.add(m)\nm.build((None, 3))",
    "import keras\nm = keras.Sequential([keras.Input((10 ** 9,)), keras.layers.Dense(10 ** 9)])",
    "import keras\nm = keras.Sequential([keras.Input((3,)), keras.layers.Dense(10 ** 100)])",
    "import keras\nm = keras.Sequential([keras.Input((3,)), keras.layers.Reshape((-1,) * 1000)])",
    "import keras\nx = keras.Input((2, 3))\ny = x\n"
    "for i in range(200): y = keras.ops.concatenate([y, y])\n"
    "m = keras.Model(x, y)\nprint(y.shape)",
    "import keras\nx = keras.Input((3,))\nfor i in range(200): x = [x, x]\nm = keras.Model(x, x)",
    "import keras\nclass L(keras.layers.Layer):\n    def call(self, x): return self(x)\n"
    "x = keras.Input((3,))\nm = keras.Model(x, L()(x))",
    "import keras\nclass L(keras.layers.Layer):\n    def call(self, x): return L()(x)\n"
    "x = keras.Input((3,))\nm = keras.Model(x, L()(x))",
    "import keras\nclass M(keras.Model):\n    def build(self, s): self.build(s)\n"
    "    def call(self, x): return x\nM().build((None, 3))",
    "import keras\nx = keras.Input((3,))\nm = keras.Model(x, x)\nm.inputs = m\nm.outputs = m",
    "import keras\nkeras.config.set_dtype_policy('nonsense')\n"
    "m = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])",
    "import keras\nm = keras.applications.ResNet50(weights='/etc/passwd')",
    "import keras\nm = keras.Sequential([keras.layers.Dense(1, input_shape=(10 ** 30,))])\n"
    "m.build('x')",
    "def f():\n    global f\n    f = 3\n    f()\nf()",
    "x: int = y = z\ndel x, y, z\nnonlocal_ = 1",
    "try:\n    raise ValueError\nexcept* ValueError as e:\n    print(e)\nfinally:\n    pass",
    "match x:\n    case [a, *b]: pass\n    case {'k': v}: pass",
    "async def f():\n    async with a as b:\n        async for c in d: await c\nf()",
    "def g():\n    yield from g()\nlist(g())",
    "x = (y := [y])\nz = {**x, **y}\nf(*x, **z)",
    "from . import *\nfrom .. import a\nimport a.b.c as d, e.f\nfrom os import *",
    "super().__init__()\nsuper(int, 3).x\ntype(3)()\ntype('X', (), {})()",
    "\x00", "\ufeff", "%%bash\nrm -rf /", "!rm -rf /", "?", ">>> ", "In [1]: x = 1", "\t\n \t",
)  # fmt: skip
"""Code of every kind that could run, hang, or fill the memory."""
