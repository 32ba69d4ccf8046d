"""Parquet files of several small pages a column, whose values the tests know by their row.

Needs pyarrow: python3 pages.py FOLDER writes pages-*.parquet, twice.parquet and times.parquet; of the value of a row see `ParquetPagesTests`.
"""
import sys

import pyarrow as pa
import pyarrow.parquet as pq

out = sys.argv[1].rstrip("/") + "/"
ROWS = 1000
# Runs of gaps and of values, single gaps, pages of gaps alone.
gap = lambda i: i % 7 == 3 if i < 300 else 300 <= i < 640 or i % 97 == 0
table = pa.table({
    "plain": pa.array([i * 0.1 for i in range(ROWS)], pa.float64()),
    "few": pa.array([(i * i % 11) / 4 for i in range(ROWS)], pa.float64()),
    "gaps": pa.array([None if gap(i) else i * 0.1 for i in range(ROWS)], pa.float64()),
    "few_gaps": pa.array([None if gap(i) else (i * i % 11) / 4 for i in range(ROWS)], pa.float64()),
    "none": pa.array([None] * ROWS, pa.float64()),
    "single": pa.array([None if gap(i) else i / 8 for i in range(ROWS)], pa.float32()),
    "int": pa.array([None if gap(i) else i - 500 for i in range(ROWS)], pa.int32()),
    "long": pa.array([i * 10 ** 9 for i in range(ROWS)], pa.int64()),
}, schema=pa.schema([pa.field(name, kind, nullable=name not in ("plain", "few", "long")) for name, kind in {
    "plain": pa.float64(), "few": pa.float64(), "gaps": pa.float64(), "few_gaps": pa.float64(), "none": pa.float64(), "single": pa.float32(),
    "int": pa.int32(), "long": pa.int64()}.items()]))
dictionary = ["few", "few_gaps", "int"]
for name, options in {
    "snappy": dict(compression="snappy", data_page_version="1.0", use_dictionary=dictionary),
    "snappy2": dict(compression="snappy", data_page_version="2.0", use_dictionary=dictionary),
    "none": dict(compression="none", data_page_version="1.0", use_dictionary=False),
    "none2": dict(compression="none", data_page_version="2.0", use_dictionary=True),
    "zstd": dict(compression="zstd", data_page_version="1.0", use_dictionary=dictionary),
}.items():
    pq.write_table(table, f"{out}pages-{name}.parquet", row_group_size=700, data_page_size=512, write_batch_size=50, dictionary_pagesize_limit=256, **options)
pq.write_table(pa.table([[1.0, 2.0], [3.0, 4.0]], names=["x", "x"]), out + "twice.parquet")
pq.write_table(pa.table({"d": pa.array([83, 24, 44], pa.time64("us"))}), out + "times.parquet")
