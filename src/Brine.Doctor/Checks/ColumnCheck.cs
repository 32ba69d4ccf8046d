using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Columns that were the same in all rows of the training.</summary>
internal sealed class ColumnCheck : IDoctorCheck
{
    public void Look(ValuePart part, FindingList findings)
    {
        if (!part.IsEstimator())
        {
            return;
        }

        string name = part.ClassName();
        double[]? spreads = name is "StandardScaler" or "VarianceThreshold" ? part.Numbers("var_") ?? part.Numbers("variances_")
            : name is "MinMaxScaler" ? part.Numbers("data_range_") : null;
        int[] constant = spreads is not null ? [.. Enumerable.Range(0, spreads.Length).Where(column => spreads[column] == 0)]
            : name is "OneHotEncoder" or "OrdinalEncoder" ? SingleCategories(part) : [];
        if (constant.Length > 0)
        {
            findings.Warn("ConstantColumn", part,
                $"{(constant.Length == 1 ? "a column was" : $"{constant.Length} columns were")} the same in all rows of the training: "
                    + part.Columns(constant),
                "it decides nothing; leave it out, or look why the training data has one value alone");
        }
    }

    private static int[] SingleCategories(ValuePart part)
    {
        if (!part.Has("categories_", out PyValue value) || value.As<PyList>() is not { } lists)
        {
            return [];
        }

        return [.. lists.Select((list, column) => (NDArray.From(list), column)).Where(item => item.Item1?.Length == 1)
            .Select(item => item.column)];
    }
}
