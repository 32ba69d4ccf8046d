namespace Brine.Training;

/// <summary>One of the data sets of <see cref="Datasets"/>: rows with their right answers.</summary>
public sealed class Dataset
{
    internal Dataset(string name, string description, Table frame, IReadOnlyList<string>? targetNames)
    {
        Name = name;
        Description = description;
        Frame = frame;
        TargetNames = targetNames;
        Data = (Table)frame.SelectColumns([.. Enumerable.Range(0, frame.ColumnCount - 1)]);
    }

    /// <summary>The name: <c>iris</c>, <c>breast_cancer</c>...</summary>
    public string Name { get; }

    /// <summary>What the rows are, and where they are from.</summary>
    public string Description { get; }

    /// <summary>The features, float64, and behind them the column <c>target</c>: <c>load_*(as_frame=True).frame</c>.</summary>
    public Table Frame { get; }

    /// <summary>The features alone: <c>load_*(as_frame=True).data</c>.</summary>
    public Table Data { get; }

    /// <summary>The right answers: the number of a class from 0, as int64, or float64 for diabetes.</summary>
    public Column Target => Frame.Columns[^1];

    /// <summary>The names of the features: <c>feature_names</c>.</summary>
    public IReadOnlyList<string> FeatureNames => [.. Data.Columns.Select(column => column.Name)];

    /// <summary>The names of the classes by their numbers: <c>target_names</c>; null where the target is a number.</summary>
    public IReadOnlyList<string>? TargetNames { get; }

    /// <summary>The right answers by the names of their classes: a column of text, called <c>target</c>.</summary>
    /// <exception cref="InvalidOperationException">The target is a number.</exception>
    public Column TargetTexts
    {
        get
        {
            IReadOnlyList<string> names = TargetNames ?? throw new InvalidOperationException($"the target of {Name} is a number");
            return Column.OfText(Target.Name, [.. Target.Numbers!.Select(number => names[(int)number])]);
        }
    }

    /// <summary>The data set in a line.</summary>
    public override string ToString() => $"{Name}, {Frame.RowCount} rows of {Data.ColumnCount} features";
}
