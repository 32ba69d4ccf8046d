"""Makes the golden files of this folder: python3 generate_compression.py

Debian bookworm: Python 3.11, python3-lz4 4.0.2, xz 5.4.1, lz4 1.9.4, zstd 1.5.4. The payload, packed in every way that a decoder must know:
NAME.CODEC holds payload.bin; refused.NAME.CODEC holds what a decoder refuses by name.
"""
import bz2, gzip, lzma, pathlib, struct, subprocess, zlib
import lz4.frame

here = pathlib.Path(__file__).parent
for old in here.iterdir():
    if old.name != pathlib.Path(__file__).name:
        old.unlink()
words = b" ".join(pathlib.Path(__file__).read_bytes()[:1700].split())[:1400]
lines = pathlib.Path(__file__).read_bytes()[:900]
doubles = b"".join(struct.pack("<d", round(1.5 ** (i % 40), 2)) for i in range(90))
payload = words + lines + bytes(400) + doubles + b"ab" * 150 + lines[300:900] + bytes((i * i * 7 + (i >> 3)) % 251 for i in range(600))
half = len(payload) // 2


def write(name, data):
    (here / name).write_bytes(data)


def tool(*command, data=payload):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


write("payload.bin", payload)

for level in (0, 1, 6, 9):
    write(f"level{level}.zlib", zlib.compress(payload, level))
fixed = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FIXED)
write("fixed.zlib", fixed.compress(payload) + fixed.flush())
flushed = zlib.compressobj(6)
write("flushed.zlib", flushed.compress(payload[:half]) + flushed.flush(zlib.Z_FULL_FLUSH) + flushed.compress(payload[half:]) + flushed.flush())
write("small-window.zlib", (lambda c: c.compress(payload) + c.flush())(zlib.compressobj(6, zlib.DEFLATED, 9)))
with_dictionary = zlib.compressobj(6, zdict=b"def write")
write("refused.dictionary.zlib", with_dictionary.compress(payload) + with_dictionary.flush())
write("joblib.zf", b"ZF" + hex(len(payload)).encode().ljust(19) + zlib.compress(payload))

write("plain.gz", gzip.compress(payload, mtime=0))
write("members.gz", gzip.compress(payload[:half], mtime=0) + gzip.compress(b"", mtime=0) + gzip.compress(payload[half:], mtime=0) + bytes(20))
deflated = (lambda c: c.compress(payload) + c.flush())(zlib.compressobj(6, zlib.DEFLATED, -15))
header = b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff" + struct.pack("<H", 4) + b"abcd" + b"model.pkl\0" + b"a comment\0"
write("names.gz", header + struct.pack("<H", zlib.crc32(header) & 0xFFFF) + deflated + struct.pack("<II", zlib.crc32(payload), len(payload)))

for level in (1, 9):
    write(f"level{level}.bz2", bz2.compress(payload, level))
write("streams.bz2", bz2.compress(payload[:half], 1) + bz2.compress(b"", 3) + bz2.compress(payload[half:], 9) + b"garbage that Python passes over")
write("run4.bz2", bz2.compress(payload[: 1900]) + bz2.compress(payload[1900:]))

# A block as bzip2 up to 0.9.0 wrote it: the bits that it flipped are flipped in what is sorted, and the checksums are those of the true text.
def crc_bzip2(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc >> 31 else crc << 1) & 0xFFFFFFFF
    return crc ^ 0xFFFFFFFF


def randomised(text):
    # The first distances of the format's table; the text has no runs of four, so its bytes are those that are sorted.
    flipped, position = bytearray(text), 617
    for distance in (720, 127, 481, 931, 816, 813, 233, 566, 247):
        if position < len(flipped):
            flipped[position] ^= 1
        position += distance
    packed = bz2.compress(bytes(flipped))
    bits = "".join(f"{b:08b}" for b in packed)
    old, new = (f"{crc_bzip2(t):032b}" for t in (bytes(flipped), text))
    assert bits[80:112] == old
    end = bits.index(f"{0x177245385090:048b}")
    bits = bits[:80] + new + "1" + bits[113 : end + 48] + new + bits[end + 80 :]
    data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    assert bz2.decompress(data) == text
    return data


write("randomised.bz2", randomised(words) + bz2.compress(payload[len(words) :]))

def stored_xz():
    """LZMA2 with chunks of plain bytes between packed ones, which xz makes of what does not pack."""
    chunk = lambda control, data: struct.pack(">BH", control, len(data) - 1) + data
    packed = lzma.compress(payload[half:], format=lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "preset": 6}])
    body = chunk(1, payload[: half // 2]) + chunk(2, payload[half // 2 : half]) + packed
    header = b"\x02\x00\x21\x01\x16\0\0\0"
    header += struct.pack("<I", zlib.crc32(header))
    unpadded = len(header) + len(body) + 4
    number = lambda n: bytes([n & 127 | 128, n >> 7]) if n > 127 else bytes([n])
    index = b"\0\x01" + number(unpadded) + number(len(payload))
    index += bytes(-len(index) % 4)
    index += struct.pack("<I", zlib.crc32(index))
    footer = struct.pack("<I", len(index) // 4 - 1) + b"\0\x01"
    stream = b"\xfd7zXZ\0\0\x01" + struct.pack("<I", zlib.crc32(b"\0\x01")) + header + body + bytes(-(len(header) + len(body)) % 4)
    stream += struct.pack("<I", zlib.crc32(payload)) + index + struct.pack("<I", zlib.crc32(footer)) + footer + b"YZ"
    assert lzma.decompress(stream) == payload
    return stream


for preset in (0, 6, 9 | lzma.PRESET_EXTREME):
    write(f"preset{preset & 15}.xz", lzma.compress(payload, preset=preset))
for name, check in (("none", lzma.CHECK_NONE), ("crc32", lzma.CHECK_CRC32), ("sha256", lzma.CHECK_SHA256)):
    write(f"check-{name}.xz", lzma.compress(payload, check=check))
write("blocks.xz", tool("xz", "--block-size=700", "-T2", "-c"))
write("streams.xz", lzma.compress(payload[:half]) + bytes(8) + lzma.compress(b"") + lzma.compress(payload[half:], check=lzma.CHECK_NONE) + bytes(4))
write("delta.xz", lzma.compress(payload, filters=[{"id": lzma.FILTER_DELTA, "dist": 8}, {"id": lzma.FILTER_DELTA, "dist": 1}, {"id": lzma.FILTER_LZMA2, "preset": 6}]))
write("properties.xz", lzma.compress(payload, filters=[{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 3, "pb": 4}]))
write("stored.xz", stored_xz())
write("refused.x86.xz", lzma.compress(payload, filters=[{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 6}]))

marked = lzma.compress(payload, format=lzma.FORMAT_ALONE)
write("marked.lzma", marked)
write("preset0.lzma", lzma.compress(payload, format=lzma.FORMAT_ALONE, preset=0))
write("size-and-marker.lzma", marked[:5] + struct.pack("<Q", len(payload)) + marked[13:])

for linked in (False, True):
    for size in (lz4.frame.BLOCKSIZE_MAX64KB, lz4.frame.BLOCKSIZE_MAX4MB):
        name = f"{'linked' if linked else 'independent'}-{size}"
        write(f"{name}.lz4", lz4.frame.compress(payload, block_linked=linked, block_size=size, content_checksum=linked, block_checksum=not linked, store_size=size == 4))
write("plain.lz4", lz4.frame.compress(payload, store_size=False))
write("high.lz4", tool("lz4", "-12", "-c"))
write("frames.lz4", lz4.frame.compress(payload[:half]) + b"\x52\x2a\x4d\x18\x03\0\0\0abc" + lz4.frame.compress(b"") + lz4.frame.compress(payload[half:]))
write("legacy.lz4", tool("lz4", "-l", "-c"))
(here / "dictionary").write_bytes(payload[:600])
write("refused.dictionary.lz4", b"\x04\x22\x4d\x18\x61\x40" + struct.pack("<I", 7) + b"\0\0\0\0\0")

for level in (1, 3, 9, 19):
    write(f"level{level}.zst", tool("zstd", f"-{level}", "-c"))
write("fast.zst", tool("zstd", "--fast=5", "-c"))
write("no-check.zst", tool("zstd", "--no-check", "-c"))
subprocess.run(["zstd", "-q", "-f", str(here / "payload.bin"), "-o", str(here / "size.zst")], check=True)
write("frames.zst", b"\x53\x2a\x4d\x18\x05\0\0\0hello" + tool("zstd", "-c", data=payload[:half]) + tool("zstd", "-c", data=b"") + tool("zstd", "-c", data=payload[half:]) + b"\x50\x2a\x4d\x18\0\0\0\0")
subprocess.run(["zstd", "-q", "--train", str(pathlib.Path(__file__)), "-B300", "--maxdict=1000", "-o", str(here / "dictionary"), "-f"], check=False, stderr=subprocess.DEVNULL)
write("refused.dictionary.zst", tool("zstd", "-D", str(here / "dictionary"), "-c"))
(here / "dictionary").unlink()
