using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// <c>_get_feature_importances</c> with <c>transform_func="norm"</c>: how important a trained model finds each column. It reads attributes
/// as they stand in the file, so that models whose predictions are not run can select.
/// </summary>
internal static class Importances
{
    /// <summary>The importance of each column.</summary>
    /// <param name="reader">The selector.</param>
    /// <param name="trained">The model that it holds.</param>
    internal static (double[] Values, bool IsSingle) Of(EstimatorReader reader, PyObject trained)
    {
        string getter = reader.ValueOrNone("importance_getter") is var given && given.AsString() is { } text ? text
            : given.IsNone ? "auto"
            : throw reader.Unsupported("an importance_getter that is a function");
        string[] path = getter.Split('.');
        for (int i = 0; i + 1 < path.Length; i++)
        {
            trained = Step(reader, trained, path, ref i);
        }

        var inner = new EstimatorReader(trained, $"{reader.Path}.estimator_");
        string name = path[^1];
        return name switch
        {
            "auto" => Coefficients(inner) is { } found ? Norm(reader, found) : (TreeImportances.Of(inner), false),
            "coef_" => Norm(reader, Coefficients(inner) ?? throw inner.Missing(name)),
            "feature_importances_" when !inner.Has(name) => (TreeImportances.Of(inner), false),
            _ => Norm(reader, inner.NumericArray(name)),
        };
    }

    /// <summary>One step of a dotted path: an attribute that is an object, or a step of a pipeline by its name.</summary>
    private static PyObject Step(EstimatorReader reader, PyObject trained, string[] path, ref int place)
    {
        string name = path[place];
        if (name == "named_steps" && place + 2 < path.Length && trained.TryGetAttribute("steps", out PyValue steps))
        {
            string step = path[++place];
            foreach (PyValue item in steps.As<PyList>() ?? [])
            {
                if (item.As<PyTuple>() is { Count: 2 } pair && pair[0].AsString() == step && pair[1].As<PyObject>() is { } found)
                {
                    return found;
                }
            }
        }
        else if (trained.TryGetAttribute(name, out PyValue value) && value.As<PyObject>() is { } inside)
        {
            return inside;
        }

        throw reader.Unsupported($"importance_getter='{string.Join('.', path)}'");
    }

    /// <summary><c>coef_</c>, stored or computed; null where the model has none.</summary>
    private static NDArray? Coefficients(EstimatorReader inner)
    {
        foreach (string name in (ReadOnlySpan<string>)["coef_", "_coef_"])
        {
            if (inner.Has(name))
            {
                return CsrMatrix.From(inner.Value(name)) is { } sparse
                    ? NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount) : inner.NumericArray(name);
            }
        }

        // Up to 1.0 the naive Bayes models called their logarithms coefficients.
        if (inner.Has("feature_log_prob_") && inner.Has("classes_") && !inner.SavedBy.IsAtLeast(1, 1) && inner.ClassName != "CategoricalNB")
        {
            NDArray logarithms = inner.NumericArray("feature_log_prob_");
            return logarithms.Shape is [2, _] ? logarithms[1.., ..] : logarithms;
        }

        return inner.Has("_dual_coef_") || inner.Has("dual_coef_") ? VectorCoefficients.Of(inner) : null;
    }

    /// <summary>The absolute values of one row, or <c>np.linalg.norm(axis=0, ord=norm_order)</c> of several.</summary>
    private static (double[] Values, bool IsSingle) Norm(EstimatorReader reader, NDArray array)
    {
        bool isSingle = array.DType.IsSingle();
        double[] values = array.ToDoubles();
        if (array.Rank == 1)
        {
            return (Array.ConvertAll(values, Math.Abs), isSingle);
        }

        if (array.Rank != 2)
        {
            throw reader.Corrupt("estimator_", $"its importances have {array.Rank} dimensions");
        }

        double order = reader.Double("norm_order", 1);
        int rows = array.Shape[0], columns = array.Shape[1];
        var norms = new double[columns];
        var column = new double[rows];
        for (int c = 0; c < columns; c++)
        {
            for (int r = 0; r < rows; r++)
            {
                column[r] = values[(r * columns) + c];
            }

            norms[c] = Norm(column, order, isSingle, array.IsFortran);
        }

        return (norms, isSingle);
    }

    private static double Norm(double[] column, double order, bool isSingle, bool isContiguous)
    {
        double[] powers = Array.ConvertAll(column, value => Round(order switch
        {
            0 => value != 0 ? 1 : 0,
            2 => value * value,
            1 => Math.Abs(value),
            _ when double.IsInfinity(order) => Math.Abs(value),
            _ => Math.Pow(Math.Abs(value), order),
        }, isSingle));
        if (double.IsInfinity(order))
        {
            return order > 0 ? powers.Max() : powers.Min();
        }

        double sum = 0;
        if (isContiguous)
        {
            sum = NumpyReductions.Sum(powers, isSingle);
        }
        else
        {
            foreach (double power in powers)
            {
                sum = Round(sum + power, isSingle);
            }
        }

        return Round(order switch { 0 or 1 => sum, 2 => Math.Sqrt(sum), _ => Math.Pow(sum, Round(1 / order, isSingle)) }, isSingle);
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
