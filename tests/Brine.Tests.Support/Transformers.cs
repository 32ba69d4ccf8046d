using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>Models that are made for tests.</summary>
internal static class Transformers
{
    /// <summary>A transformer that gives back what it is given.</summary>
    internal static Estimator Same()
    {
        var state = new PyDict
        {
            ["func"] = PyValue.None, ["inverse_func"] = PyValue.None, ["validate"] = false, ["accept_sparse"] = false,
            ["check_inverse"] = true, ["feature_names_out"] = PyValue.None,
            ["kw_args"] = PyValue.None, ["inv_kw_args"] = PyValue.None, ["_sklearn_version"] = "1.2.1",
        };
        var value = new PyObject(new PyGlobal("sklearn.preprocessing._function_transformer", "FunctionTransformer"), PyTuple.Empty,
            PyConstruction.NewObject) { State = state };
        return Model.Load(Pickler.Dump(value)).Estimator;
    }
}
