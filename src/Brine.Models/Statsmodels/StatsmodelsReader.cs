using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the results of statsmodels: wrappers of results, which hold the coefficients and the model that was trained.</summary>
internal static class StatsmodelsReader
{
    internal static ResponseModel Results(EstimatorReader reader)
    {
        PyObject results = reader.Value("_results").As<PyObject>() ?? throw reader.Missing("_results");
        var inner = new EstimatorReader(results, reader.Path + "._results");
        PyObject model = inner.Value("model").As<PyObject>() ?? throw inner.Missing("model");
        NDArray coefficients = Series.From(inner.Value("params")) is { } series && series.Values.ToDoubles() is { } numbers
            ? NDArray.Of(numbers) : inner.NumericArray("params");
        if (coefficients.Rank is not (1 or 2) || coefficients.Length == 0)
        {
            throw inner.Corrupt("params", "it is no row or table of numbers");
        }

        string name = model.Class?.Name ?? "object";
        (ResponseKind kind, double exponent) = KindOf(reader, inner, model, name);
        int outputs = coefficients.Rank == 2 ? coefficients.Shape[1] : 1;
        if ((kind == ResponseKind.Multinomial) != (coefficients.Rank == 2))
        {
            throw inner.Corrupt("params", $"{name} has {outputs} sums");
        }

        var form = new ResponseForm(name, coefficients.ToDoubles(), outputs, kind) { Exponent = exponent };
        IReadOnlyList<string>? names = NamesOf(model);
        return names is not null && names.Count != coefficients.Shape[0]
            ? throw inner.Corrupt("params", $"it has {coefficients.Shape[0]} rows for {names.Count} columns")
            : new(reader.Info, form, names, DesignOf(reader, model, names));
    }

    private static (ResponseKind Kind, double Exponent) KindOf(EstimatorReader reader, EstimatorReader results, PyObject model,
        string name) => name switch
    {
        "OLS" or "WLS" or "GLS" or "GLSAR" or "QuantReg" or "RLM" => (ResponseKind.Identity, 1),
        "Logit" => (ResponseKind.Logistic, 1),
        "Probit" => (ResponseKind.Normal, 1),
        "Poisson" => (ResponseKind.Exponential, 1),
        "MNLogit" => (ResponseKind.Multinomial, 1),
        "GLM" => LinkOf(reader, results, model),
        _ => throw reader.Unsupported($"a model of {name}"),
    };

    /// <summary>The inverse of the link of a family, under its names of all versions.</summary>
    private static (ResponseKind Kind, double Exponent) LinkOf(EstimatorReader reader, EstimatorReader results, PyObject model)
    {
        PyObject? family = model.TryGetAttribute("family", out PyValue own) ? own.As<PyObject>()
            : results.ValueOrNone("family").As<PyObject>();
        PyObject? link = family is null ? null
            : family.TryGetAttribute("_link", out PyValue found) || family.TryGetAttribute("link", out found) ? found.As<PyObject>() : null;
        return link?.Class?.Name switch
        {
            null => throw results.Missing("family"),
            "identity" or "Identity" => (ResponseKind.Identity, 1),
            "log" or "Log" => (ResponseKind.Exponential, 1),
            "logit" or "Logit" => (ResponseKind.Logistic, 1),
            "probit" or "Probit" => (ResponseKind.Normal, 1),
            "cloglog" or "CLogLog" => (ResponseKind.ComplementaryLogLog, 1),
            "inverse_power" or "InversePower" => (ResponseKind.Power, -1),
            "inverse_squared" or "InverseSquared" => (ResponseKind.Power, -0.5),
            "sqrt" or "Sqrt" => (ResponseKind.Power, 2),
            "Power" when link.TryGetAttribute("power", out PyValue power) && power.TryGetDouble(out double number) && number != 0 =>
                number == 1 ? (ResponseKind.Identity, 1) : (ResponseKind.Power, 1 / number),
            var other => throw reader.Unsupported($"the link {other}"),
        };
    }

    /// <summary>What a formula makes of the data; null where there is none.</summary>
    private static FormulaDesign? DesignOf(EstimatorReader reader, PyObject model, IReadOnlyList<string>? names)
    {
        if (!model.TryGetAttribute("formula", out PyValue formula) || formula.AsString() is not { } text)
        {
            return null;
        }

        return names is not null && model.TryGetAttribute("data", out PyValue data) && data.As<PyObject>() is { } kept
            && kept.TryGetAttribute("frame", out PyValue frame) && DataFrame.From(frame) is { } training
            ? FormulaDesign.Read(reader, names, training)
            : throw reader.Unsupported($"a formula ({text}) and without the data of the training, which says what it makes of a frame,");
    }

    /// <summary>The columns of a frame that the model was trained on; arrays have none.</summary>
    private static IReadOnlyList<string>? NamesOf(PyObject model)
    {
        if (!model.TryGetAttribute("data", out PyValue value) || value.As<PyObject>() is not { Class.Name: "PandasData" } data)
        {
            return null;
        }

        return data.TryGetAttribute("_cache", out PyValue cache) && cache.As<PyDict>() is { } known
            && known.TryGetValue("xnames", out PyValue names) && EncoderFrame.Names(names) is { } cached ? cached
            : data.TryGetAttribute("orig_exog", out PyValue exog) ? DataFrame.From(exog)?.ColumnNames : null;
    }
}
