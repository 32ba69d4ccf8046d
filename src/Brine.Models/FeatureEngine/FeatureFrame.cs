using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>What all transformers of feature-engine have: the columns of the training in their order (<c>feature_names_in_</c>), and those
/// that they change (<c>variables_</c>).</summary>
internal static class FeatureFrame
{
    private const string UnnamedPrefix = "x";

    internal static IReadOnlyList<string> Variables(EstimatorReader reader) => Names(reader, "variables_");

    internal static IReadOnlyList<string> Names(EstimatorReader reader, string name) =>
        reader.Value(name) is var value && value.As<PySet>() is { } set ? [.. set.Select(EncoderFrame.NameOf)]
        : EncoderFrame.Names(value) ?? throw reader.Missing(name);

    /// <summary>The entries of a dict by columns.</summary>
    internal static IReadOnlyList<(string Column, PyValue Value)> ByColumn(EstimatorReader reader, string name) =>
        reader.Value(name).As<PyDict>() is { } dict
            ? [.. dict
                .Select(entry => (Column: EncoderFrame.NameOf(entry.Key), Value: ColumnCells.Open(entry.Value)))
                .DistinctBy(entry => entry.Column)]
            : throw reader.Missing(name);

    internal static double Number(EstimatorReader reader, string name, PyValue value) =>
        value.TryGetDouble(out double number) ? number : throw reader.Missing(name);

    /// <param name="reader">The transformer.</param>
    /// <param name="steps">What it does.</param>
    /// <param name="whole">The columns in which nothing may be missing.</param>
    /// <param name="refusesInfinity">True where they may hold no infinity either.</param>
    internal static FrameTransformer Make(EstimatorReader reader, IEnumerable<FrameStep> steps, IReadOnlyList<string>? whole = null,
        bool refusesInfinity = false)
    {
        // Versions up to 1.2 have the number of the columns alone.
        IReadOnlyList<string>? names = reader.Has("feature_names_in_") ? Names(reader, "feature_names_in_") : null;
        FrameStep[] all = [new CheckStep(names, whole ?? [], refusesInfinity), .. steps];
        if (names is null)
        {
            return new(reader.Info, new FrameForm(all) { UnnamedPrefix = UnnamedPrefix }, null,
                reader.FeatureCount ?? (reader.TryInt("input_shape_", out int width) ? width : null));
        }

        // The names that come out are those of a frame without rows.
        var empty = new FrameDraft(new Table([.. names.Select(name => Column.OfNumbers(name, []))], 0), reader.ClassName, UnnamedPrefix);
        foreach (FrameStep step in all)
        {
            try
            {
                step.Apply(empty);
            }
            catch (ModelInputException error)
            {
                throw reader.Corrupt("feature_names_in_", error.Message);
            }
        }

        bool isNumbered = names.Select((name, i) => name == UnnamedPrefix + FrameDraft.Number(i)).All(isNumber => isNumber);
        var form = new FrameForm(all) { OutputNames = [.. empty.Columns.Select(column => column.Name)], UnnamedPrefix = UnnamedPrefix };
        return new(reader.Info, form, isNumbered ? null : names, names.Count);
    }
}
