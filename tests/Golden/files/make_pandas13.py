"""Writes pandas13-frame.pkl and pandas13-series.pkl with blocks as pandas 1.3 pickles them, functools.partial(new_block, ndim=N)(values, places).
They were made by pandas 1.5 on Python 3.11, whose blocks are described as 1.3 does; pandas 1.5 loads them.

    python3 make_pandas13.py
"""

import functools
import io
import os
import pickle

import pandas as pd
from pandas.core.internals.blocks import Block, new_block

HERE = os.path.dirname(os.path.abspath(__file__))


class Pickler13(pickle.Pickler):
    def reducer_override(self, value):
        if isinstance(value, Block):
            return functools.partial(new_block, ndim=value.ndim), (value.values, value.mgr_locs.indexer)
        return NotImplemented


frame = pd.DataFrame({"a": [1, 2, 3], "b": [0.5, None, 2.5], "c": ["x", None, "z"], "d": [4, 5, 6]})
for name, value in (("frame", frame), ("series", frame["b"])):
    for protocol in (2, 4, 5):
        buffer = io.BytesIO()
        Pickler13(buffer, protocol).dump(value)
        assert pickle.loads(buffer.getvalue()).equals(value)
        with open(os.path.join(HERE, f"pandas13-{name}.{protocol}.pkl"), "wb") as file:
            file.write(buffer.getvalue())
