"""Writes what Python itself says of characters and texts, for the tests of the text models.

characters.txt   W: ranges that \\w of re matches; S: white space; U: ranges that this Python's Unicode does not know; L: a code point and its str.lower()
texts.jsonl      a line a text: str.lower(), both strip_accents functions, and re.findall / CountVectorizer's analyzers on it
"""
import json
import os
import random
import re
import unicodedata

from sklearn.feature_extraction.text import CountVectorizer, strip_accents_ascii, strip_accents_unicode

here = os.path.dirname(os.path.abspath(__file__))
codes = [code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]


def ranges(letter, test):
    found = []
    for code in codes:
        if test(chr(code)):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return [f"{letter} {first:X} {last:X}\n" for first, last in found]


word = re.compile(r"\w")
with open(os.path.join(here, "characters.txt"), "w") as out:
    out.write(f"# Unicode {unicodedata.unidata_version}, made by make_text.py\n")
    out.writelines(ranges("W", word.match))
    out.writelines(ranges("S", str.isspace))
    out.writelines(ranges("U", lambda c: unicodedata.category(c) == "Cn"))
    out.writelines(f"L {code:X} {' '.join(f'{ord(c):X}' for c in chr(code).lower())}\n" for code in codes if chr(code).lower() != chr(code))

pool = list("abcdeABCDE") * 2 + list("ΑΣΣσςΟİIıßÉéñçΩώЖжДдǅǆ0123²³½Ⅷⅷ①٣५日本語한글カナｶﾅ'’.:-__") + [
    "e\u0301", "a\u0300\u0323", "\u0345", "\u0b95\u0bbf", "\u0939\u093f\u0928\u094d", "\U0001F600", "\U00010400", "\U0001D7CE", "\u200d", "\u00ad", "\ufb01", "\ufdfa"]
spaces = [" "] * 12 + ["\t", "\n", "\u00a0", "\u2003", "\x1c", "\x85", "  ", " \t", "\u3000", "\u200b", ",", ";", "!", "\u2014"]
patterns = [r"(?u)\b\w\w+\b", r"\w+", r"\S+", r"[^\W\d_]+", r"[\W_]", r"\b[a-z]{2,}\b", r"[\w']+", r"\w+(?:[-']\w+)*", r"(\w)\w+", r".\B.", r"[a-e]{,3}x?", r"(?a)\w+", r"\d+|[^\s,]\Z"]
rng = random.Random(11)
with open(os.path.join(here, "texts.jsonl"), "w", encoding="utf-8") as out:
    for _ in range(40):
        text = "".join("".join(rng.choice(pool) for _ in range(rng.randint(1, 5))) + rng.choice(spaces) for _ in range(rng.randint(0, 8)))
        line = {"text": text, "lower": text.lower(), "unicode": strip_accents_unicode(text), "ascii": strip_accents_ascii(text)}
        line["tokens"] = {pattern: re.findall(pattern, text) for pattern in patterns}
        for name, options in {"char": {"analyzer": "char", "ngram_range": (1, 3)}, "char_wb": {"analyzer": "char_wb", "ngram_range": (2, 4)}, "word": {"ngram_range": (1, 3)}}.items():
            line[name] = sorted(CountVectorizer(lowercase=False, **options).build_analyzer()(text))
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
