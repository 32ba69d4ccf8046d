using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads FunctionTransformer, and TransformedTargetRegressor, which has one where its target is transformed by a
/// function.</summary>
internal static class FunctionReader
{
    internal static FunctionTransformer Function(EstimatorReader reader)
    {
        if (CheckArrayReader.Read(reader.ValueOrNone("func")) is { } check && !reader.Has("inverse_func") && !reader.Has("kw_args"))
        {
            return new(reader.Info, new FunctionForm { Validates = true }, check);
        }

        var form = new FunctionForm
        {
            Function = Call(reader, "func", "kw_args"),
            Inverse = Call(reader, "inverse_func", "inv_kw_args"),

            // Until 0.21 None meant to check.
            Validates = reader.Flag("validate",
                fallback: reader.Source.TryGetAttribute("validate", out PyValue validate) && validate.IsNone),
            KeepsNames = reader.Text("feature_names_out") == "one-to-one",
        };
        bool takesSparse = reader.Flag("accept_sparse",
            fallback: reader.Text("accept_sparse") is not null || reader.ValueOrNone("accept_sparse").As<PyList>() is not null);
        return new(reader.Info, form, form.Validates ? new InputContract { TakesSparse = takesSparse } : InputContract.Anything);
    }

    internal static TransformedTargetRegressor Target(EstimatorReader reader) =>
        new(reader.Info,
            new TargetForm(reader.Child("regressor_"), reader.Child("transformer_")) { IsVector = reader.Int("_training_dim", 1) == 1 });

    private static NumpyCall? Call(EstimatorReader reader, string name, string arguments)
    {
        PyValue value = reader.ValueOrNone(name);
        PyDict? given = reader.ValueOrNone(arguments).As<PyDict>();
        FunctionReference? reference = FunctionReference.Read(value);
        if (value.IsNone
            || (reference is { Name: "_identity" } own && own.Module.StartsWith("sklearn.preprocessing.", StringComparison.Ordinal)))
        {
            return given is { Count: > 0 } ? throw reader.Unsupported($"{arguments} and no {name}") : null;
        }

        IReadOnlyDictionary<string, PyValue> keywords = CodeReference.Keywords(given);
        if (CodeReference.Of(value) is { Name: { } full } code
            && SuppliedFunction.Find(reader, full, code.Arguments, keywords) is { } supplied)
        {
            return new NumpyCall(full, keywords, supplied);
        }

        return NumpyFunction.Find(value, given) is { } function ? new NumpyCall(reference!.Value.Name, keywords, function)
            : throw (reference is { } known && (known.IsNumpy || known.Module == "builtins")
                ? reader.Unsupported($"{name}={known}{(given is { Count: > 0 } ? $" and {arguments}={given}" : "")}")
                : reader.NeedsCode(name, CodeReference.Of(value), "Register",
                    given is { Count: > 0 } ? "(rows, arguments) => ..." : "rows => ..."));
    }
}
