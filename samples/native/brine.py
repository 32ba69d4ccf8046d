"""libbrine through ctypes: models in Python's pickles, run without the libraries that made them. Needs numpy alone.

    model = brine.Model("model.joblib")
    model.predict(rows)                       # as the estimator's own predict
    model.call("predict_proba", rows)
    model.table({"age": ages, "sex": sexes})  # columns by name, through Arrow's C data interface

The library is looked for in the folder that BRINE_LIBRARY names, else beside this file.
"""
import ctypes
import os
import pathlib
import sys

import numpy as np

_NAME = {"darwin": "libbrine.dylib", "win32": "libbrine.dll"}.get(sys.platform, "libbrine.so")
_lib = ctypes.CDLL(str(pathlib.Path(os.environ.get("BRINE_LIBRARY", pathlib.Path(__file__).resolve().parent)) / _NAME))
_lib.brine_version.restype = ctypes.c_char_p
_handle, _i64, _p = ctypes.c_uint64, ctypes.c_int64, ctypes.c_void_p
_METHODS, _FEATURES, _CLASSES = 0, 1, 2

if _lib.brine_abi_version() != 1:
    raise ImportError("libbrine has another interface than this module")


class _Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int32), ("code", ctypes.c_char * 60), ("message", ctypes.c_char * 1984)]


class BrineError(Exception):
    """What Brine refused, with its code."""

    def __init__(self, error):
        self.status, self.code = error.status, error.code.decode()
        super().__init__(f"{self.code}: {error.message.decode()}")


def _call(name, *arguments):
    error = _Error()
    if getattr(_lib, name)(*arguments, ctypes.byref(error)):
        raise BrineError(error)


class _Schema(ctypes.Structure):
    pass


_Schema._fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", _p), ("flags", _i64), ("n_children", _i64),
                    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))), ("dictionary", ctypes.POINTER(_Schema)), ("release", _p), ("private_data", _p)]


class _Array(ctypes.Structure):
    pass


_Array._fields_ = [("length", _i64), ("null_count", _i64), ("offset", _i64), ("n_buffers", _i64), ("n_children", _i64), ("buffers", ctypes.POINTER(_p)),
                   ("children", ctypes.POINTER(ctypes.POINTER(_Array))), ("dictionary", ctypes.POINTER(_Array)), ("release", _p), ("private_data", _p)]

# What is released here belongs to numpy, which frees it: to release is to say so.
_release_schema = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))(lambda schema: setattr(schema.contents, "release", None))
_release_array = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))(lambda array: setattr(array.contents, "release", None))
_FORMATS = {"f8": b"g", "f4": b"f", "i8": b"l", "i4": b"i", "i2": b"s", "i1": b"c", "u8": b"L", "u4": b"I", "u2": b"S", "u1": b"C"}


def _column(name, values, keep):
    """A column as Arrow has it: numbers as they lie in memory, anything else as text, None and NaN as missing."""
    values = np.ascontiguousarray(values)
    schema, array = _Schema(name=name.encode(), flags=2), _Array(length=len(values))
    if values.dtype.str[1:] in _FORMATS and values.dtype.isnative:
        schema.format, buffers, array.null_count = _FORMATS[values.dtype.str[1:]], [None, values], 0
    elif values.dtype == bool:
        schema.format, buffers, array.null_count = b"b", [None, np.packbits(values, bitorder="little")], 0
    else:
        there = np.array([isinstance(value, str) for value in values], dtype=bool)
        texts = [str(value).encode() if is_text else b"" for value, is_text in zip(values, there)]
        if not all(is_text or value is None or value != value for value, is_text in zip(values, there)):
            raise TypeError(f"column {name} mixes text with something else")
        offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts], dtype=np.int64)]).astype(np.int64)
        schema.format, array.null_count = b"U", len(there) - int(there.sum())
        buffers = [np.packbits(there, bitorder="little"), offsets, np.frombuffer(b"".join(texts) or b"\0", dtype=np.uint8)]
    pointers = (_p * len(buffers))(*[None if buffer is None else buffer.ctypes.data for buffer in buffers])
    array.n_buffers, array.buffers = len(buffers), pointers
    schema.release, array.release = ctypes.cast(_release_schema, _p), ctypes.cast(_release_array, _p)
    keep += [buffers, pointers, schema, array]
    return schema, array


def _read(schema, array):
    """A column of an answer as numpy has it."""
    count, buffers = array.length, array.buffers
    form = schema.format.decode()
    for code, known in _FORMATS.items():
        if known.decode() == form:
            return np.ctypeslib.as_array((ctypes.c_uint8 * (count * int(code[1]))).from_address(buffers[1])).view(code).copy() if count else np.zeros(0, code)
    if form == "b":
        bits = np.ctypeslib.as_array((ctypes.c_uint8 * ((count + 7) // 8)).from_address(buffers[1])) if count else np.zeros(0, np.uint8)
        return np.unpackbits(bits, bitorder="little")[:count].astype(bool)
    offsets = (ctypes.c_int32 * (count + 1)).from_address(buffers[1])
    valid = (ctypes.c_uint8 * ((count + 7) // 8)).from_address(buffers[0])
    texts = [ctypes.string_at(buffers[2] + offsets[i], offsets[i + 1] - offsets[i]).decode() if valid[i >> 3] >> (i & 7) & 1 else None for i in range(count)]
    return np.array(texts, dtype=object)


class Model:
    """A model out of a file, or out of its bytes. Threads may share it."""

    def __init__(self, source):
        self._model = _handle()
        if isinstance(source, bytes):
            _call("brine_open_bytes", source, _i64(len(source)), ctypes.byref(self._model))
        else:
            _call("brine_open", os.fsencode(source), ctypes.byref(self._model))
        self.methods, self.features, self.classes = (self._names(kind) for kind in (_METHODS, _FEATURES, _CLASSES))

    def close(self):
        _call("brine_close", self._model)

    def _names(self, kind):
        count, length = _i64(), _i64()
        _call("brine_name_count", self._model, kind, ctypes.byref(count))
        names = []
        for i in range(count.value):
            _call("brine_name", self._model, kind, _i64(i), None, _i64(0), ctypes.byref(length))
            text = ctypes.create_string_buffer(length.value + 1)
            _call("brine_name", self._model, kind, _i64(i), text, _i64(len(text)), None)
            names.append(text.value.decode())
        return names if count.value >= 0 else None

    def call(self, method, rows):
        """Answers a method with numbers."""
        rows = np.ascontiguousarray(rows, dtype=np.float64)
        width, shape = _i64(), (_i64(rows.shape[0]), _i64(rows.shape[1]))
        name = method.encode()
        _call("brine_predict", self._model, name, rows.ctypes.data_as(_p), *shape, None, _i64(0), ctypes.byref(width))
        answers = np.empty((rows.shape[0], width.value))
        _call("brine_predict", self._model, name, rows.ctypes.data_as(_p), *shape, answers.ctypes.data_as(_p), _i64(answers.size), None)
        return answers

    def predict(self, rows):
        """The class of each row by its name, or the number of each row."""
        if self.classes is None:
            answers = self.call("predict", rows)
            return answers[:, 0] if answers.shape[1] == 1 else answers
        rows = np.ascontiguousarray(rows, dtype=np.float64)
        places = np.empty(len(rows), dtype=np.int64)
        _call("brine_predict_classes", self._model, rows.ctypes.data_as(_p), _i64(rows.shape[0]), _i64(rows.shape[1]), places.ctypes.data_as(_p))
        return np.array(self.classes, dtype=object)[places]

    def table(self, columns, methods="predict"):
        """Answers about columns that are found by their names: a dict, or a data frame. Returns a dict of columns."""
        keep = []
        parts = [_column(str(name), columns[name], keep) for name in columns]
        count = len(parts)
        schemas = (ctypes.POINTER(_Schema) * count)(*[ctypes.pointer(schema) for schema, _ in parts])
        arrays = (ctypes.POINTER(_Array) * count)(*[ctypes.pointer(array) for _, array in parts])
        validity = (_p * 1)(None)
        rows = _Array(length=parts[0][1].length if count else 0, n_buffers=1, buffers=validity, n_children=count, children=arrays, release=ctypes.cast(_release_array, _p))
        schema = _Schema(format=b"+s", name=b"", n_children=count, children=schemas, release=ctypes.cast(_release_schema, _p))
        answers, answer_schema = _Array(), _Schema()
        _call("brine_predict_arrow", self._model, methods.encode(), ctypes.byref(rows), ctypes.byref(schema), ctypes.byref(answers), ctypes.byref(answer_schema))
        try:
            return {answer_schema.children[i].contents.name.decode(): _read(answer_schema.children[i].contents, answers.children[i].contents) for i in range(answers.n_children)}
        finally:
            ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))(answers.release)(ctypes.byref(answers))
            ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))(answer_schema.release)(ctypes.byref(answer_schema))


def inspect(path):
    """What a file is and what is in it, as JSON."""
    text, characters = _handle(), ctypes.c_char_p()
    _call("brine_inspect", os.fsencode(path), ctypes.byref(text))
    try:
        _call("brine_text", text, ctypes.byref(characters), None)
        return characters.value.decode()
    finally:
        _call("brine_close", text)
