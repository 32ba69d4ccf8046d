"""Copies pandas values of every generation of pandas from a folder of values (fixtures/README-values.md) here.

    python3 select.py VALUES_FOLDER

Of each value the smallest file is taken that keeps its buffers in itself. The newest pandas gives all of them, the older ones those
whose form in the pickle is another.
"""
import json
import os
import shutil
import sys

CORE = ["df", "df_colmulti", "series_cat", "series_dttz_zone", "series_td", "series_interval2", "sparse_block", "ext_Int64", "ext_string", "index_dttz",
        "index_period", "index_interval", "ts", "ts_tz", "td", "period", "offsets"]
MORE = CORE + ["sparse_f", "ext_boolean", "ext_str", "ext_timestamp_us__pyarrow", "ext_bool_pyarrow", "ext_double_pyarrow", "index_td", "index_range", "index_multi3", "index_cat",
               "index_ext", "interval", "nat", "cat_dtype", "ext_dtypes", "pd_arrays", "df_attrs", "df_objmix", "df_norows", "df_F", "dt_unit_ms"]
PRODUCERS = {
    "py2.7-numpy1.11-pandas0.19": CORE, "py2.7-numpy1.16-pandas0.24": CORE + ["index_ext"], "py3.9-numpy1.20-pandas1.2": CORE, "py3.11-numpy1.24-pandas1.5": CORE,
    "py3.14-numpy2.4-pandas2.3": CORE, "py3.11-numpy2.4-pandas3.0-nopyarrow": ["df", "ext_str"], "py3.11-numpy2.4-pandas3.1": MORE,
}
source, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
for producer, wanted in PRODUCERS.items():
    folder, target = os.path.join(source, producer), os.path.join(here, producer)
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    chosen = {}
    with open(os.path.join(folder, "manifest.jsonl"), encoding="utf-8") as manifest:
        for line in manifest:
            case = json.loads(line)
            if case["kind"] != "pandas" or case["value"] not in wanted or "buffers" in case or case["how"]["by"] != "pickle":
                continue
            size = os.path.getsize(os.path.join(folder, case["file"]))
            if case["value"] not in chosen or size < chosen[case["value"]][0]:
                chosen[case["value"]] = size, line, case["file"]
    with open(os.path.join(target, "manifest.jsonl"), "w", encoding="utf-8") as manifest:
        for _, line, name in chosen.values():
            manifest.write(line)
            shutil.copyfile(os.path.join(folder, name), os.path.join(target, name))
    shutil.copyfile(os.path.join(folder, "producer.json"), os.path.join(target, "producer.json"))
    print(producer, len(chosen))
