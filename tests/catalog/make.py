#!/usr/bin/env python3
"""Makes src/Brine.Models/Catalog/sklearn.tsv: what scikit-learn says of its public estimators, in several versions.

    make.py record > FACTS              what the scikit-learn of this Python says
    make.py merge FACTS... > CATALOG    the catalog of several versions, the oldest first
    make.py check CATALOG               exits with 1, and names the lines, where this scikit-learn says something else

record asks each class: its signature, its tags, its numpydoc, and models of it that are trained on small data: as it is, on a frame,
on two classes, on a sparse matrix, on several targets, and with each option turned on that is off by default.
"""
import dataclasses
import inspect
import io
import os
import re
import sys
import warnings

warnings.simplefilter("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"

HEADER = """\
# The public estimators of scikit-learn: one line for each fact of a class. Written by tests/catalog/make.py, never by hand.
# Versions asked: {versions}
#
# Seven columns, separated by tabs, "-" where there is nothing:
#   class    the name of the class; it is unique in scikit-learn
#   item     what the line is about
#   name     its name
#   value    what it is
#   since    the first of the asked versions that says so; "-" for the oldest
#   until    the last of them; "-" for the newest
#   changes  what the documentation says of it, or of one of its values, in any version: "added V", "changed V", "deprecated V", "renamed to N",
#            "renamed from N"
#
# Items:
#   attribute        a fitted attribute. "stored T": kept in the object, and so in a pickle, as a T; "computed T": a property; "documented": seen in
#                    the documentation alone. ndarray[float64,2] is an array of two dimensions; several types stand beside each other with "|".
#   class            the package (the first two parts of the module, which no version moved), and the kinds of the class
#   method           a method that takes new data, and its arguments
#   module           the module that pickles name
#   optional-method  a method that only some parameters, or some inner estimators, bring
#   parameter        a parameter of the constructor, and its default ("required" where it has none)
#   tag              what the class says of itself, by the names of scikit-learn 1.6 and later (1.2.1 says "input.sparse" of few classes)
#   takes            data with missing values, infinity, negative numbers or text, or a sparse matrix: the methods that answered it. The model was
#                    trained on such data where that is possible. Of what an inner estimator decides, the one that was asked with decided.
"""
COLUMNS = "class\titem\tname\tvalue\tsince\tuntil\tchanges"
DATA = {"X", "X_test", "Xt", "Xred", "W", "T", "K", "Y", "y", "yt", "v", "raw_X", "raw_documents", "input_features", "n_samples"}
ASKED = ["predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "score_samples", "apply", "decision_path", "kneighbors"]
KINDS = dict(ClassifierMixin="classifier", RegressorMixin="regressor", ClusterMixin="clusterer", BiclusterMixin="biclusterer", OutlierMixin="outlier-detector", DensityMixin="density", MetaEstimatorMixin="meta")


# What the classes are made of and trained on.

class Inputs:
    """Small data of every kind that a class asks for."""

    def __init__(self):
        import numpy as np, pandas as pd, scipy.sparse as sp
        rng = np.random.RandomState(0)
        self.x = np.round(rng.rand(30, 4) * 4, 2)
        self.frame = pd.DataFrame(self.x, columns=["a", "b", "c", "d"])
        self.classes = np.arange(30) % 3
        self.binary = np.arange(30) % 2
        self.number = np.round(self.x @ [1.0, 2.0, 1.0, 0.5] + 1, 3)
        self.several = np.stack([self.number, self.number[::-1]], axis=1)
        self.labels = np.stack([self.binary, self.classes > 0], axis=1).astype(int)
        self.sparse = sp.csr_matrix(self.x)
        self.documents = ["red apple", "green apple pie", "blue sky", "red sky at night", "apple and pie"] * 6
        self.dicts = [{"a": 1.0, "b": 2.0}, {"a": 3.0, "c": 1.0}] * 15
        self.sets = [{1, 2}, {2, 3}, {1}] * 10
        self.images = rng.rand(5, 8, 8)

    def spoiled(self, how):
        import numpy as np
        x = self.x.copy()
        if how == "sparse": return self.sparse
        if how == "text": return np.array([[f"v{int(cell)}" for cell in row] for row in x], dtype=object)
        x[3, 1] = dict(missing=np.nan, infinity=np.inf, negative=-1.5)[how]
        return x


def is_classifier(name, cls):
    return "classifier" in kinds(cls) or name.endswith("Classifier")


def arguments(name, cls):
    """What the constructor needs."""
    from sklearn import linear_model, preprocessing, svm
    parts = inspect.signature(cls).parameters
    classifies = is_classifier(name, cls) or name.endswith(("SearchCV", "RFE", "RFECV")) or name in ("Pipeline", "FrozenEstimator", "SelectFromModel", "SequentialFeatureSelector")
    inner = linear_model.LogisticRegression() if classifies else linear_model.Ridge()
    given = {}
    if "estimators" in parts: given["estimators"] = [("a", inner), ("b", linear_model.SGDClassifier(random_state=0, loss="modified_huber") if classifies else linear_model.Lasso())]
    elif parts.get("estimator") is not None and (parts["estimator"].default is inspect.Parameter.empty or name in ("ClassifierChain", "RegressorChain", "SelfTrainingClassifier")): given["estimator"] = inner
    elif "base_estimator" in parts and parts["base_estimator"].default is inspect.Parameter.empty: given["base_estimator"] = inner
    if "param_grid" in parts: given["param_grid"] = {"C": [0.5, 1.0]}
    if "param_distributions" in parts: given.update(param_distributions={"C": [0.5, 1.0]}, **({"n_iter": 2} if "n_iter" in parts else {}))
    if name.startswith("Halving"): given["min_resources"] = 15
    if "cv" in parts and ("param_grid" in parts or "param_distributions" in parts): given["cv"] = 2
    if "transformers" in parts: given["transformers"] = [("a", preprocessing.StandardScaler(), [0, 1]), ("b", "passthrough", [2])]
    if "transformer_list" in parts: given["transformer_list"] = [("a", preprocessing.StandardScaler()), ("b", preprocessing.MinMaxScaler())]
    if "steps" in parts: given["steps"] = [("a", preprocessing.StandardScaler()), ("b", inner)]
    if "dictionary" in parts: given["dictionary"] = DATA_SETS.x[:3] / 10
    if "n_components" in parts and name.endswith("RandomProjection"): given["n_components"] = 2
    if "random_state" in parts: given["random_state"] = 0
    if name == "FrozenEstimator": given["estimator"] = inner.fit(DATA_SETS.x, DATA_SETS.binary)
    if name == "LocalOutlierFactor": given["novelty"] = True
    if "Dictionary" in name or "SparsePCA" in name: given.update({"max_iter": 20} if "max_iter" in parts else {})
    if name == "TSNE": given["perplexity"] = 5
    if name == "PatchExtractor": given["patch_size"] = (2, 2)
    if name in ("SelectKBest", "GenericUnivariateSelect") and "k" in parts: given["k"] = 2
    if name == "QuantileRegressor": given["solver"] = "highs"
    return given


def training(name, cls):
    """The data and the target that a class is trained on."""
    d = DATA_SETS
    if name in ("CountVectorizer", "TfidfVectorizer", "HashingVectorizer"): return d.documents, None
    if name in ("DictVectorizer", "FeatureHasher"): return d.dicts, None
    if name == "PatchExtractor": return d.images, None
    if name in ("LabelEncoder", "LabelBinarizer"): return d.classes, None
    if name == "MultiLabelBinarizer": return d.sets, None
    if name == "KernelCenterer": return d.x @ d.x.T, None
    if name == "IsotonicRegression": return d.x[:, 0], d.number
    if name.startswith("MultiTask") or name in ("MultiOutputRegressor", "RegressorChain"): return d.x, d.several
    if name in ("MultiOutputClassifier", "ClassifierChain"): return d.x, d.labels
    if name in ("FixedThresholdClassifier", "TunedThresholdClassifierCV"): return d.x, d.binary
    found = kinds(cls)
    if is_classifier(name, cls) or name.endswith("SearchCV") or name in ("Pipeline", "FrozenEstimator") or "feature_selection" in cls.__module__: return d.x, d.classes
    if "regressor" in found or name in ("CCA", "PLSCanonical", "PLSRegression", "PLSSVD"): return d.x, (d.several if name.startswith(("PLS", "CCA")) else d.number)
    return d.x, (d.classes if name in ("LinearDiscriminantAnalysis", "NeighborhoodComponentsAnalysis", "TargetEncoder", "RandomTreesEmbedding") else None)


def fit(name, cls, x, y, **options):
    model = cls(**{**arguments(name, cls), **options})
    return model.fit(x) if y is None else model.fit(x, y)


def quietly(action, *args, **kwargs):
    """The answer, or None where scikit-learn refuses: each refusal is a fact, not a fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return action(*args, **kwargs)
    except Exception:
        return None


def trained(name, cls):
    """The model of a class, and more models of it that may have other attributes."""
    x, y = training(name, cls)
    model = fit(name, cls, x, y)
    others = []
    d = DATA_SETS
    if x is d.x:
        others += [quietly(fit, name, cls, d.frame, y), quietly(fit, name, cls, d.sparse, y)]
        if y is d.classes: others += [quietly(fit, name, cls, x, d.binary), quietly(fit, name, cls, x, d.labels)]
        if y is d.number: others.append(quietly(fit, name, cls, x, d.several))
    for option, parameter in inspect.signature(cls).parameters.items():
        if parameter.default is False and option not in ("verbose", "warm_start"):
            others.append(quietly(fit, name, cls, x, y, **{option: True}))
            if option == "oob_score": others.append(quietly(fit, name, cls, x, y, oob_score=True, bootstrap=True))
    return model, [other for other in others if other is not None]


# What is said of them.

def kinds(cls):
    found = {KINDS[base.__name__] for base in cls.__mro__ if base.__name__ in KINDS}
    if hasattr(cls, "transform"): found.add("transformer")
    if any(part in inspect.signature(cls).parameters for part in ("steps", "transformer_list", "transformers", "estimators")): found.add("meta")
    return found


def written(value):
    """A default, as Python would write it."""
    import numpy as np
    if value is inspect.Parameter.empty: return "required"
    if isinstance(value, np.generic): value = value.item()
    if inspect.isclass(value) or inspect.isroutine(value) or isinstance(value, np.ufunc): return f"{getattr(value, '__module__', None) or 'numpy'}.{value.__qualname__ if hasattr(value, '__qualname__') else value.__name__}"
    text = re.sub(r"\s+", " ", repr(value))
    assert " at 0x" not in text, text
    return text


def kind_of(value, depth=0):
    """The type of an attribute."""
    import numpy as np, scipy.sparse as sp
    if isinstance(value, np.ndarray): return f"{type(value).__name__}[{'str' if value.dtype.kind == 'U' else 'record' if value.dtype.names else value.dtype},{value.ndim}]"
    if sp.issparse(value): return f"{type(value).__name__}[{value.dtype}]"
    if isinstance(value, (list, tuple)) and depth < 2:
        inner = sorted({kind_of(part, depth + 1) for part in value})
        return type(value).__name__ + (f"[{'|'.join(inner)}]" if 0 < len(inner) < 4 else "")
    return "None" if value is None else type(value).__name__


def sections(text):
    """The numpydoc of a class: the items of its parameters and attributes, and what is said before them."""
    found, name, lines = {"": []}, "", inspect.cleandoc(text or "").splitlines()
    for i, line in enumerate(lines):
        if i + 1 < len(lines) and line and re.fullmatch("-{3,}", lines[i + 1]): name = line.strip()
        elif not re.fullmatch("-{3,}", line): found.setdefault(name, []).append(line)
    items = {}
    for section in ("Parameters", "Attributes"):
        current = items[section] = {}
        names = []
        for line in found.get(section, []):
            if line and not line[0].isspace() and not line.startswith(".."):
                names = [part.strip().strip("`*") for part in line.split(":")[0].split(",")]
                names = [part for part in names if re.fullmatch(r"\w+", part)]
                for part in names: current[part] = []
            else:
                for part in names: current[part].append(line)
    return items, found[""]


def changes(lines):
    """The directives of a text about versions."""
    text = "\n".join(lines)
    found = set()
    for word, version in re.findall(r"\.\. (versionadded|versionchanged|deprecated):: v?(\d+(?:\.\d+)+)", text):
        found.add(f"{dict(versionadded='added', versionchanged='changed', deprecated='deprecated')[word]} {version}")
    return found


def renamed(lines, name, known):
    """Pairs of an old and a new name in the text about one of them."""
    text = re.sub(r"\s+", " ", " ".join(lines))
    pairs = re.findall(r"`+(\w+)`+ (?:was|has been|was deprecated in version [\d.]+ and will be) renamed (?:to |into )?`+(\w+)`+", text)
    if re.search(r"deprecated", text): pairs += [(name, new) for new in re.findall(r"[Uu]se `+(\w+)`+ instead", text)]
    return {(old, new) for old, new in pairs if old != new and name in (old, new) and (new in known or old in known)}


def tags(model):
    """The tags of a model by their new names."""
    import numpy as np
    said = {}
    if hasattr(model, "_get_tags"):
        old = model._get_tags()
        types = {"2darray": "two_d_array", "1darray": "one_d_array", "3darray": "three_d_array", "sparse": "sparse", "categorical": "categorical", "string": "string", "dict": "dict"}
        for kind in old["X_types"]:
            if kind in types: said["input." + types[kind]] = "True"
            elif kind in ("1dlabels", "2dlabels"): said["target." + kind.replace("dlabels", "_d_labels").replace("1", "one").replace("2", "two")] = "True"
        flags = dict(allow_nan="input.allow_nan", requires_positive_X="input.positive_only", pairwise="input.pairwise", requires_y="target.required", requires_positive_y="target.positive_only",
                     multioutput="target.multi_output", multioutput_only="target.multi_output_only", multilabel="classifier.multi_label", no_validation="no_validation", non_deterministic="non_deterministic", requires_fit="requires_fit", poor_score="poor_score")
        said.update({new: "True" for tag, new in flags.items() if old.get(tag)})
        if old["binary_only"]: said["classifier.binary_only"] = "True"
        if hasattr(type(model), "transform") and old["preserves_dtype"]: said["transformer.preserves_dtype"] = " ".join(sorted(np.dtype(kind).name for kind in old["preserves_dtype"]))
        return said
    from sklearn.utils import get_tags
    new = get_tags(model)
    for tag in ("array_api_support", "no_validation", "non_deterministic", "requires_fit"):
        if getattr(new, tag): said[tag] = "True"
    for group, part in [("input", new.input_tags), ("target", new.target_tags), ("classifier", new.classifier_tags), ("regressor", new.regressor_tags)]:
        if part is None: continue
        for tag, value in dataclasses.asdict(part).items():
            if tag == "poor_score": said.update({"poor_score": "True"} if value else {})
            elif tag == "single_output": said.update({} if value else {"target.multi_output_only": "True"})
            elif tag == "multi_class": said.update({} if value else {"classifier.binary_only": "True"})
            elif value: said[f"{group}.{tag}"] = "True"
    if new.transformer_tags is not None and new.transformer_tags.preserves_dtype: said["transformer.preserves_dtype"] = " ".join(sorted(map(str, new.transformer_tags.preserves_dtype)))
    return said


def methods(cls, model):
    """The methods that take new data: item, name, arguments."""
    def listed(function): return [p for p in inspect.signature(function).parameters.values() if p.name != "self"]
    def told(parts): return ", ".join(str(p) if p.default is inspect.Parameter.empty else f"{p.name}={written(p.default)}" for p in (q.replace(annotation=inspect.Parameter.empty) for q in parts))

    # What a wrapper hands on to the model inside is on no class.
    for name in [*ASKED, "score"]:
        if not hasattr(cls, name) and callable(getattr(model, name, None)): yield "optional-method", name, told(listed(getattr(model, name)))
    for name in dir(cls):
        if name.startswith(("_", "fit", "partial_fit", "set_", "get_params")) or name in ("path", "cost_complexity_pruning_path"): continue
        member = inspect.getattr_static(cls, name)
        if not callable(getattr(cls, name, None)) or inspect.isclass(member): continue
        parts = listed(getattr(cls, name))
        if not parts or parts[0].name not in DATA: continue
        conditional = type(member).__name__.lower().strip("_") == "availableifdescriptor"
        yield "optional-method" if conditional else "method", name, told(parts)


def taken(name, cls, model):
    x, y = training(name, cls)
    if x is not DATA_SETS.x: return
    for how in ("missing", "infinity", "negative", "text", "sparse"):
        asked = DATA_SETS.spoiled(how)
        of = quietly(fit, name, cls, asked, y)
        answered = [method for method in ASKED if any(quietly(lambda m=m: getattr(m, method)(asked)) is not None for m in (of, model) if m is not None)]
        if answered: yield "takes", how, " ".join(answered)


def facts(name, cls):
    """All lines of one class: item, name, value, changes."""
    items, said = sections(cls.__doc__)
    parameters = {p.name: p.default for p in inspect.signature(cls).parameters.values() if p.kind is not p.VAR_KEYWORD}
    model, others = trained(name, cls)
    known = set(parameters) | set(items["Attributes"])
    renames = set().union(*[renamed(lines, part, known) for section in items.values() for part, lines in section.items()] or [set()])

    def noted(section, part):
        notes = changes(items[section].get(part, []))
        notes |= {f"renamed to {new}" for old, new in renames if old == part} | {f"renamed from {old}" for old, new in renames if new == part}
        return notes

    yield "class", ".".join(cls.__module__.split(".")[:2]), " ".join(sorted(kinds(cls))) or "-", changes(said) | {f"renamed from {old}" for old in re.findall(r"(\w+) has been renamed to " + name, " ".join(said))}
    yield "module", cls.__module__, "-", set()
    for part, default in parameters.items():
        yield "parameter", part, written(default), noted("Parameters", part)
    stored = {}
    for one in [model, *others]:
        for part, value in vars(one).items():
            if part not in parameters: stored.setdefault(part, set()).add(kind_of(value))
    for part in sorted(set(stored) | set(items["Attributes"])):
        value = "documented"
        if part in stored: value = "stored " + "|".join(sorted(stored[part]))
        else:
            computed = sorted({kind_of(answer) for answer in (quietly(getattr, one, part) for one in [model, *others]) if answer is not None})
            if computed: value = "computed " + "|".join(computed)
        yield "attribute", part, value, noted("Attributes", part)
    for item, part, value in methods(cls, model): yield item, part, value, set()
    for part, value in tags(model).items(): yield "tag", part, value, set()
    for item, part, value in taken(name, cls, model): yield item, part, value, set()


def estimators():
    from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
    from sklearn.utils import all_estimators
    return all_estimators()


def record():
    """Lines of class, item, name, value, changes, in order."""
    import sklearn
    global DATA_SETS
    DATA_SETS = Inputs()
    yield sklearn.__version__
    for name, cls in estimators():
        for item, part, value, notes in sorted(facts(name, cls), key=lambda fact: fact[:3]):
            yield "\t".join([name, item, part, value, "; ".join(sorted(notes)) or "-"])


# The catalog.

def merge(records):
    """records: a list of lists of lines, the oldest version first."""
    versions = [lines[0] for lines in records]
    seen, said = {}, {}
    for number, lines in enumerate(records):
        for line in lines[1:]:
            *fact, notes = line.split("\t")
            seen.setdefault(tuple(fact), []).append(number)
            said.setdefault(tuple(fact[:3]), set()).update(notes.split("; "))
    rows = []
    for fact, places in seen.items():
        assert places == list(range(places[0], places[-1] + 1)), f"{fact} went and came back"
        rows.append("\t".join([*fact, "-" if places[0] == 0 else versions[places[0]], "-" if places[-1] == len(versions) - 1 else versions[places[-1]], "; ".join(sorted(said[fact[:3]] - {"-"})) or "-"]))
    return HEADER.format(versions=" ".join(versions)) + COLUMNS + "\n" + "\n".join(sorted(rows)) + "\n"


def of_version(catalog, version):
    """The lines of a catalog that hold in one version, without their changes."""
    versions = next(line.split(":")[1].split() for line in catalog if line.startswith("# Versions asked:"))
    if version not in versions: sys.exit(f"the catalog has {' '.join(versions)}, and this is {version}")
    at = versions.index(version)
    for line in catalog:
        if line.startswith(("#", "class\t")): continue
        *fact, since, until, _ = line.rstrip("\n").split("\t")
        if (since == "-" or versions.index(since) <= at) and (until == "-" or versions.index(until) >= at): yield tuple(fact)


def check(path):
    version, *lines = record()
    said = {tuple(line.split("\t")[:4]) for line in lines}
    kept = set(of_version(open(path, encoding="utf-8").readlines(), version))
    for fact in sorted(said - kept): print("+", *fact, file=sys.stderr)
    for fact in sorted(kept - said): print("-", *fact, file=sys.stderr)
    return said == kept


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    if sys.argv[1:] == ["record"]:
        for line in record(): print(line)
    elif sys.argv[1:2] == ["merge"]: print(merge([open(path, encoding="utf-8").read().splitlines() for path in sys.argv[2:]]), end="")
    elif sys.argv[1:2] == ["check"]: sys.exit(0 if check(sys.argv[2]) else 1)
    else: sys.exit(__doc__)
