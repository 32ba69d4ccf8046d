using System.Globalization;

namespace Brine.Training;

/// <summary>What one trainer is given: the rows, the target, and what the whole fit shares.</summary>
/// <param name="Context">What all trainers of the fit share.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Target">What each row is to be answered with, or null.</param>
internal sealed record FitCall(FitContext Context, Features Rows, Target? Target)
{
    /// <summary>True where Python's array of the rows lies column by column in memory.</summary>
    internal bool IsColumnMajor { get; init; } = Rows is Table;

    /// <summary>What each row weighs; null where all weigh 1.</summary>
    internal double[]? Weights { get; init; }

    /// <summary>The names of the columns, where all are named.</summary>
    internal IReadOnlyList<string>? Names => Rows.ColumnNames is { } names && names.All(name => name.Length > 0) ? names : null;

    /// <summary>The target of a trainer that cannot do without one.</summary>
    internal Target Needed(string className) => Target is not { } target
        ? throw new TrainingException("FitTarget", $"{className} learns from a target, and none is given")
        : target.Count != Rows.RowCount
        ? throw new TrainingException("FitTarget", $"there are {Rows.RowCount} rows and {target.Count} values of the target")
        : target;

    /// <summary>The call with some of the rows, for a part of the fit that has a thread of its own.</summary>
    internal FitCall Of(IReadOnlyList<int> rows) => this with
    {
        Context = Context.OfThread(), Rows = Rows.SelectRows(rows), Target = Target?.Select(rows), IsColumnMajor = Rows is Table,
        Weights = Weights is { } weights ? [.. rows.Select(row => weights[row])] : null,
    };

    /// <summary>The rows as numbers in double precision: where scikit-learn would compute in single precision, they are refused.</summary>
    /// <param name="className">The class, for messages.</param>
    /// <param name="allowMissing">True where NaN may stand for a missing value.</param>
    /// <param name="minimum">How many rows there must be.</param>
    internal DenseRows Doubles(string className, bool allowMissing = false, int minimum = 1) =>
        Numbers(className, allowMissing, minimum) is { IsSingle: false } x ? x : throw Single(className);

    /// <summary>What is said of rows of float32.</summary>
    internal static TrainingException Single(string className) => new("FitRows",
        $"the rows are float32, in which Python computes {className} in single precision; it is trained in double precision here: "
            + "convert them to float64");

    /// <summary>The rows as numbers, as <c>check_array</c> takes them.</summary>
    /// <param name="className">The class, for messages.</param>
    /// <param name="allowMissing">True where NaN may stand for a missing value.</param>
    /// <param name="minimum">How many rows there must be.</param>
    /// <exception cref="TrainingException">There are too few rows.</exception>
    /// <exception cref="ModelInputException">A value is missing, infinite or no number.</exception>
    internal DenseRows Numbers(string className, bool allowMissing = false, int minimum = 1)
    {
        if (Rows.RowCount < minimum || Rows.ColumnCount == 0)
        {
            throw new TrainingException("FitRows", Rows.ColumnCount == 0 ? $"there are no columns for {className} to learn from"
                : $"there {(Rows.RowCount == 1 ? "is 1 row" : $"are {Rows.RowCount} rows")}, and {className} needs at least {minimum}");
        }

        Matrix matrix = Rows.ToMatrix();
        double[] values = matrix.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) && !(allowMissing && double.IsNaN(values[i])))
            {
                int column = i % matrix.ColumnCount;
                string where = $"in row {i / matrix.ColumnCount} of column " + (Names is { } names ? $"'{names[column]}'"
                    : column.ToString(CultureInfo.InvariantCulture));
                throw double.IsNaN(values[i])
                    ? new ModelInputException("InputMissing",
                        $"a value is missing {where}, and {className} takes none: fill it in (SimpleImputer), or leave the row out")
                    : new ModelInputException("InputNotFinite", $"there is infinity {where}, which {className} does not take");
            }
        }

        return new DenseRows(values, matrix.RowCount, matrix.ColumnCount, IsColumnMajor) { DType = matrix.DType };
    }
}
