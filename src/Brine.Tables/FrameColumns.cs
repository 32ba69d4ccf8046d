using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The columns of a pandas frame as a model takes them: categories as their values, missing values as NaN or as missing text.</summary>
internal static class FrameColumns
{
    internal static Table Read(DataFrame frame)
    {
        // scikit-learn goes by names only where all of them are text.
        bool isNamed = Enumerable.Range(0, frame.ColumnCount).All(i => frame.Labels.Levels.Count == 0 && frame.Labels[i].AsString() is not null);
        IReadOnlyList<string> names = frame.ColumnNames;
        return new Table([.. frame.Columns.Select((column, i) => Read(isNamed ? names[i] : "", column))]);
    }

    internal static Column Read(string name, PandasArray values)
    {
        if (values is NumpyColumn { Values: { DType: { Kind: 'f' or 'i' or 'u' or 'b' } dtype } plain })
        {
            return Column.OfNumbers(name, plain.ToDoubles(), dtype);
        }

        if (values is NumpyColumn or Categorical or NullableArray or SparseArray or ArrowArray && values.ToDoubles() is { } numbers && (numbers.Length == 0 ? values is not NumpyColumn : !numbers.All(double.IsNaN)))
        {
            return Column.OfNumbers(name, numbers, NumberType(values, numbers));
        }

        var texts = new string?[values.Length];
        bool missingIsNaN = false;
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = values.TextAt(i);
            missingIsNaN |= texts[i] is null && IsNaN(values, i);
        }

        return Column.OfText(name, texts, missingIsNaN);
    }

    /// <summary>float64 where something is missing, else what the values are.</summary>
    private static DType NumberType(PandasArray values, double[] numbers) => values switch
    {
        _ when numbers.Any(double.IsNaN) => values is NullableArray { Values.DType: { Kind: 'f' } half } ? half : DType.Float64,
        NullableArray nullable => nullable.Values.DType,
        SparseArray sparse => sparse.StoredValues.DType,
        _ when numbers.Length > 0 && values[0].Kind == PyKind.Bool => DType.Bool,
        _ when Enumerable.Range(0, numbers.Length).All(i => values[i].Kind is PyKind.Int or PyKind.Bool) => DType.Int64,
        _ => DType.Float64,
    };

    private static bool IsNaN(PandasArray values, int index) => values switch
    {
        Categorical => true,
        StringArray texts => texts.MissingIsNaN,
        ArrowArray texts => texts.MissingIsNaN,
        _ => values[index].Kind == PyKind.Float,
    };
}
