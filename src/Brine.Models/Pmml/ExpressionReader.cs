using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads sklearn2pmml's ExpressionTransformer.</summary>
internal static class ExpressionReader
{
    internal static ExpressionTransformer Transformer(EstimatorReader reader)
    {
        string text = TextOf(reader);
        string treatment = reader.Text("invalid_value_treatment") ?? "return_invalid";
        DType? dtype = reader.Has("dtype") ? DTypeParameter.Read(reader, DType.Float64) : null;
        if (treatment is not ("return_invalid" or "as_missing") || dtype is { Kind: 'f', ItemSize: 2 })
        {
            throw reader.Unsupported(dtype is null ? $"invalid_value_treatment='{treatment}'" : "dtype=float16");
        }

        try
        {
            return new(reader.Info, new ExpressionForm(text)
            {
                MissingAnswer = Answer(reader, "map_missing_to"), DefaultAnswer = Answer(reader, "default_value"),
                AllowsErrors = treatment == "as_missing", DType = dtype,
            }, ExpressionProgram.Parse(text));
        }
        catch (FormatException error)
        {
            throw reader.Unsupported($"the expression {text[..Math.Min(text.Length, 100)]}, which has {error.Message}: arithmetic over "
                + "X[0] or X['name'], comparisons and numpy's functions of a number are computed, and such an expression");
        }
    }

    private static string TextOf(EstimatorReader reader)
    {
        if (reader.Text("expr") is { } text)
        {
            return text;
        }

        // An Expression, which may have functions beside.
        return reader.Value("expr").As<PyObject>() is { } expression && expression.TryGetAttribute("expr", out PyValue inner)
            && inner.AsString() is { } own && (!expression.TryGetAttribute("function_defs", out PyValue functions)
                || functions.As<PyList>() is { Count: 0 }) ? own
            : throw reader.Unsupported("an expression with functions of its own");
    }

    private static PyValue Answer(EstimatorReader reader, string name)
    {
        PyValue value = reader.ValueOrNone(name);
        return value.IsNone || value.TryGetDouble(out _) ? value : throw reader.Unsupported($"{name}={value}");
    }
}
