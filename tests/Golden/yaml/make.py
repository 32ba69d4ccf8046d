"""Writes cases.jsonl: YAML texts, and what PyYAML's safe_load makes of them ("value": null where it refuses).

    python3 make.py          (PyYAML 6.0.3; the seed is fixed)

In a value all scalars are text, but for null, true and false; mappings are {key:value,}, sequences [item,], characters outside of ASCII \\uXXXX in UTF-16.
Tags (!!binary and the like), directives and merges are left out: MLflow writes none of them."""
import json
import random

import yaml

RANDOM = random.Random(20261129)
TEXTS = ["", "a", "null", "~", "true", "yes", "No", "on", "1", "1.5", "0x1f", ".inf", "2020-01-01", "12:30:45", "- a", "a: b", "a:b", "a #b", "#a", " a", "a ", "\ta", "a\tb", "a\nb", "\na", "a\n", "a\n\n",
         "a\n\nb\n", " a\n b", "'", '"', "it's", 'say "x"', "\\", "a\\nb", "[", "]", "{", "}", "[a]", "{a: b}", ",", ":", "?", "-", "--", "---", "...", "--- a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a",
         "\u00e9", "\u65e5\u672c", "\U0001f600", "\u2028", "a\u2028b", "\x85", "a\x85b", "\ufeffx", "\x07", "\x1b", "\x00", "\xa0", "a" * 90, "word " * 30, "w\u00f6rd " * 30,
         'long "quoted" text with: colons and #hash ' * 4, "a\n" * 5, "tab\there " * 12, "x" * 200 + " y", "<<", "=", "\r", "a\r\nb", "end:", "\U0001f642 " * 30]
SHAPES = ["{}\n", "a: {}\n", "- {}\n", "a:\n  {}\n", "a: [{}]\n", "a: {{x: {}}}\n", "? {}\n: 1\n", "{}: 1\n", "a: {}\nb: 2\n", "- - {}\n", "- a: {}\n  b: 1\n", "a:\n- {}\nb: 1\n", "--- {}\n", "a: {}\n  more\n",
          "a: |\n  {}\n", "a: >-\n  {}\n  x\n", "&x {}\n"]
VALUES = ["a", "a b", "'a'", '"a"', "'it''s'", '"\\u00e9\\n"', "null", "~", "", "true", "a: b", "a #c", "# c", "[a, b]", "{a: b}", "[]", "{}", "*x", "|", "- a", "-a", "?a", ":a", "a:", '"a', "'a", "[a", "{a", "a]", "%a",
          "@a", "`a", "a\tb", '"a\\\n  b"', "'a\n\n  b'", "a\n  b", "[a,\n b]", "{a: b, c}", '{"a":1}', "[a: b]", "{a:1}", "[a, ]", "[, a]"]
OTHERS = ["a: 1\n...\n", "a: 1\n...\n# c\n", "a: 1\n---\nb: 2\n", "a: &x\n- 1\nb: *x\n", "- &x\n- *x\n", "a: >2\n    x\n   y\n  z\n", "a: |+\n  x\n\n\nb: 1\n", "a: |-\n  x\n\n",
          "a: >\n  x\n  y\n\n   z\n  w\n\n\n  v\n", "a: |1\n  x\n", "a: |2-\n    x\n  y\n", "- |\n x\n- >\n y\n z\n", "a: |\nb: 1\n", "a: |\n\n\n  x\n", "a: |\n     \n  x\n", "? a\n? b\n: c\n", "? - a\n  - b\n: c\n",
          "? |\n  k\n: v\n", "a: b: c\n", "a: - b\n", "a\nb\n", "a:\n b\n c: d\n", "a: 'x' y\n", "a: [x] y\n", "- a\n b\n", "- a\n- b\nc: d\n", "c: d\n- a\n", "a:\n  - b\n c: d\n", "\n\n# only\n", "   \n",
          " a: 1\n b: 2\n", " a: 1\nb: 2\n", 'a: "x\n---\ny"\n', "[a\n]\n", "a: {x\n: y}\n", "a: {? x : y, ? z}\n", "[? a : b]\n", "a: b\r\nc: d\r\n", "a: b\rc: d\r", "a: &b c\nd: *b\n", "a: *b \nb: 1", "&a a: 1\n",
          "&a &b a\n", "&a a\n&a b\n", "x: &a k\n*a : 1\n", 'a: "\\x4"\n', 'a: "\\q"\n', 'a: "\\U00110000"\n', "a: 'x'#c\n", "a: [b]#c\n", "a: x#c\n", "a :b\n", "a : b\n", "a: b :c\n", '"a":b\n', "'a':\n  b\n",
          "a: 1\na: 2\n", "a:\n\n  b: 1\n", "-\n a\n-\n- b\n", "- - - a\n    - b\n  - c\n- d\n", "-  a: 1\n   b: 2\n", "- a: 1\n   b: 2\n", "k:   |\n    a\n   b\n", "a: \x01\n", "a: [b, c\n", "a: {b: c\n"]


def value(depth=0):
    kind = RANDOM.random()
    if depth > 2 or kind < 0.6:
        text = RANDOM.choice(TEXTS) + (RANDOM.choice(TEXTS) if RANDOM.random() < 0.15 else "")
        return RANDOM.choice([text, text, text, text, None, True, False, RANDOM.randint(-5, 5)])
    if kind < 0.8:
        return [value(depth + 1) for _ in range(RANDOM.randint(0, 3))]
    return {RANDOM.choice([RANDOM.choice(TEXTS), "k%d" % RANDOM.randint(0, 9)]): value(depth + 1) for _ in range(RANDOM.randint(0, 3))}


def dumped():
    item = value()
    if RANDOM.random() < 0.15:
        shared = value(1)
        item = {"a": shared, "b": [shared, item]}
    text = yaml.safe_dump(item, allow_unicode=RANDOM.random() < 0.5, default_flow_style=RANDOM.choice([False, False, False, True, None]), width=RANDOM.choice([80, 80, 20, 1000]),
                          indent=RANDOM.choice([None, None, 4]), sort_keys=False, explicit_start=RANDOM.random() < 0.1, default_style=RANDOM.choice([None] * 8 + ['"', "'"]))
    return text if "!!" not in text else "a: b\n"


def spelled(node, depth=0):
    if depth > 20:
        return "deep"
    if isinstance(node, yaml.ScalarNode):
        if node.style is None and node.tag.endswith(":null"):
            return "null"
        if node.style is None and node.tag.endswith(":bool"):
            return "true" if yaml.SafeLoader.bool_values[node.value.lower()] else "false"
        units = node.value.encode("utf-16-le", "surrogatepass")
        codes = [units[i] | units[i + 1] << 8 for i in range(0, len(units), 2)]
        return '"' + "".join(chr(code) if 32 <= code < 127 and code not in (34, 92) else "\\u%04x" % code for code in codes) + '"'
    if isinstance(node, yaml.SequenceNode):
        return "[" + "".join(spelled(item, depth + 1) + "," for item in node.value) + "]"
    entries = {}
    for key, item in node.value:
        entries[spelled(key, depth + 1)] = spelled(item, depth + 1)
    return "{" + "".join(key + ":" + item + "," for key, item in entries.items()) + "}"


def expected(text):
    try:
        yaml.safe_load(text)
        node = yaml.compose(text, yaml.SafeLoader)
        return "null" if node is None else spelled(node)
    except Exception:
        return None


texts = [shape.format(item) for shape in SHAPES for item in VALUES] + OTHERS + [dumped() for _ in range(400)]
with open("cases.jsonl", "w", encoding="ascii", newline="\n") as file:
    for text in dict.fromkeys(texts):
        file.write(json.dumps({"text": text, "value": expected(text)}) + "\n")
