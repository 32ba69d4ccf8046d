"""What a model knows of its columns: by it a text form is read, which forgets kinds that training knew."""
import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, OneHotEncoder, OrdinalEncoder


class Known:
    """categories: cells of training, dtype: theirs. missing: the mark of a gap that the model looks for, or "unknown". documents: the column holds texts."""

    def __init__(self, categories=(), dtype=None, missing="unknown", documents=False):
        self.categories = [c for c in categories if not is_missing(c)]
        gaps = [c for c in categories if is_missing(c)]
        self.missing = missing if missing != "unknown" or not gaps else None if all(g is None for g in gaps) else np.nan
        self.documents, self.is_object = documents, dtype == object

    @property
    def kind(self):
        kinds = {"b" if isinstance(c, (bool, np.bool_)) else "s" if isinstance(c, str) else "n" for c in self.categories}
        return kinds.pop() if len(kinds) == 1 else None


def is_missing(value): return value is None or value != value


def known(model, names):
    """Column name to Known, for the columns that the first step sees as they are."""
    if hasattr(model, "best_estimator_"): return known(model.best_estimator_, names)
    if isinstance(model, Pipeline):
        steps = [step for _, step in model.steps if step is not None and step != "passthrough"]
        return through(steps, names)
    if isinstance(model, ColumnTransformer):
        found = {}
        for _, part, columns in model.transformers_:
            if isinstance(part, str): continue
            chosen = resolve(columns, names)
            found.update(known(part, chosen))
        return found
    if isinstance(model, FeatureUnion): return known(model.transformer_list[0][1], names)
    if isinstance(model, (OneHotEncoder, OrdinalEncoder)): return {name: Known(c.tolist(), c.dtype) for name, c in zip(names, model.categories_)}
    if isinstance(model, (LabelEncoder, LabelBinarizer)): return {names[0]: Known(model.classes_.tolist(), model.classes_.dtype)}
    if isinstance(model, SimpleImputer): return {name: Known([s] if isinstance(s, (str, bool, int)) and model.strategy == "most_frequent" and model._fit_dtype == object else [], model._fit_dtype, model.missing_values) for name, s in zip(names, model.statistics_)}
    if isinstance(model, MissingIndicator): return {name: Known([], missing=model.missing_values) for name in names}
    if isinstance(model, (CountVectorizer, HashingVectorizer)): return {names[0]: Known(documents=True)}
    return {}


def through(steps, names):
    """An imputer keeps its columns, so what the step behind it knows holds for them too: a None that it saw passed an imputer that looks for NaN."""
    if not steps: return {}
    found = known(steps[0], names)
    if isinstance(steps[0], SimpleImputer) and len(steps) > 1 and steps[0].indicator_ is None and not any(s is not None and s != s for s in steps[0].statistics_):
        for name, more in through(steps[1:], names).items():
            if more.categories: found[name] = Known(more.categories, object if more.is_object else None, None if more.missing is None else found[name].missing)
    return found


def resolve(columns, names):
    if isinstance(columns, str): return [columns]
    if isinstance(columns, slice): return list(names)[columns]
    columns = list(columns)
    if columns and isinstance(columns[0], (bool, np.bool_)): return [n for n, chosen in zip(names, columns) if chosen]
    return [c if isinstance(c, str) else names[c] for c in columns]
