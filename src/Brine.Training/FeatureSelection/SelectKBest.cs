using System.Text.Json;

namespace Brine.Training;

/// <summary>Keeps so many columns as score best against the target: scikit-learn's <c>SelectKBest</c>.</summary>
public sealed class SelectKBest : SelectorTrainer
{
    /// <summary><c>k</c>: how many columns are kept; null is <c>'all'</c>.</summary>
    public int? Count { get; set; } = 10;

    /// <inheritdoc/>
    public override string PythonName => "SelectKBest";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        const string name = "k";
        if (binder.Take(name) is { } given)
        {
            Count = given.ValueKind == JsonValueKind.String && given.GetString() == "all" ? null
                : given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out int number) ? number
                : throw binder.Bad(name, given.GetRawText(), "a whole number from 0 on, or 'all'");
        }

        if (Count < 0)
        {
            throw binder.Bad(name, $"{Count}", "a whole number from 0 on, or 'all'");
        }

        binder.Write(name, Count is { } count ? count : (PyValue)"all");
    }

    /// <summary>From 1.3 on Python keeps all columns where there are fewer.</summary>
    private protected override void Check(FitCall call)
    {
        if (Count > call.Rows.ColumnCount && !call.Context.IsNew)
        {
            throw new TrainingException("FitParameter",
                $"SelectKBest is to keep k={Count} columns of {call.Rows.ColumnCount}; k='all' keeps all");
        }
    }
}
