"""Writes accents.txt and case.txt (from Python's unicodedata) and english_stop_words.txt (from scikit-learn) beside this script.

accents.txt: what strip_accents makes of a character. 'HEX..HEX' is a range of combining marks that stay as they are under NFKD and are
dropped; 'HEX text' a character and its NFKD form without combining marks, as hexadecimal code points. Hangul syllables are left out:
their form is computed.

case.txt: str.upper and str.casefold of the characters beyond ASCII that become several, or that simple case mapping leaves alone.
"""
import os
import unicodedata

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

here = os.path.dirname(os.path.abspath(__file__))
marks, lines = [], []
for code in range(0x110000):
    character = chr(code)
    if 0xAC00 <= code <= 0xD7A3 or 0xD800 <= code <= 0xDFFF:
        continue
    form = unicodedata.normalize("NFKD", character)
    if form == character:
        if unicodedata.combining(character):
            if marks and marks[-1][1] == code - 1:
                marks[-1][1] = code
            else:
                marks.append([code, code])
    else:
        stripped = [f"{ord(c):X}" for c in form if not unicodedata.combining(c)]
        lines.append(f"{code:X} {' '.join(stripped)}".rstrip())
with open(os.path.join(here, "accents.txt"), "w") as out:
    out.write(f"# Unicode Character Database {unicodedata.unidata_version}, by way of Python's unicodedata; made by generate.py\n")
    out.writelines(f"{first:X}..{last:X}\n" for first, last in marks)
    out.writelines(line + "\n" for line in lines)
with open(os.path.join(here, "english_stop_words.txt"), "w") as out:
    out.write("# scikit-learn's stop_words='english', the list of the Glasgow Information Retrieval Group; made by generate.py\n")
    out.writelines(word + "\n" for word in sorted(ENGLISH_STOP_WORDS))
letters = [chr(code) for code in range(0x80, 0x110000) if not 0xD800 <= code <= 0xDFFF]
changes = [("upper", c, c.upper()) for c in letters if len(c.upper()) > 1 or c == "\u0131"]
changes += [("fold", c, c.casefold()) for c in letters if c.casefold() != c.lower() or len(c.casefold()) > 1]
with open(os.path.join(here, "case.txt"), "w") as out:
    out.write(f"# Unicode Character Database {unicodedata.unidata_version}, by way of Python's str.upper and str.casefold; made by generate.py\n")
    out.writelines(f"{what} {ord(c):x} {' '.join(f'{ord(x):x}' for x in form)}\n" for what, c, form in changes)
