using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Store;

/// <summary>Compares two versions, as far as their files can be read.</summary>
internal sealed class VersionComparer(IBlobs blobs, LoadOptions load)
{
    internal VersionComparison Compare(ModelVersion left, ModelVersion right)
    {
        var notes = new List<string>();
        ValueDifference? inside = Inside(left, right, notes);
        return new VersionComparison
        {
            Left = left,
            Right = right,
            Metrics = [.. left.Metrics.Keys.Union(right.Metrics.Keys).Order(StringComparer.Ordinal)
                .Select(name => new MetricChange(name, Of(left, name), Of(right, name)))],
            Changes = inside?.Changes ?? [],
            IsComplete = inside?.IsComplete ?? false,
            Predictions = Predictions(left, right, notes),
            Notes = notes,
        };
    }

    private static double? Of(ModelVersion version, string metric) =>
        version.Metrics.TryGetValue(metric, out double value) ? value : null;

    private ValueDifference? Inside(ModelVersion left, ModelVersion right, List<string> notes)
    {
        try
        {
            using ModelFile one = ModelFile.Read(blobs.Read(left.File), load), other = ModelFile.Read(blobs.Read(right.File), load);
            return ValueDifference.Of(one.Value, other.Value);
        }
        catch (PickleException error)
        {
            notes.Add("the values inside were not compared: " + ErrorText.Of(error));
            return null;
        }
    }

    /// <summary>The answers to the cases of the second version, or of the first where that has none.</summary>
    private IReadOnlyList<MethodCheck> Predictions(ModelVersion left, ModelVersion right, List<string> notes)
    {
        if ((right.Cases ?? left.Cases) is not { } cases)
        {
            notes.Add("the answers were not compared: neither version has cases");
            return [];
        }

        try
        {
            using NpzFile inputs = NpzFile.Read(blobs.Read(cases), load);
            using Model one = CaseValidation.Open(left, blobs, load), other = CaseValidation.Open(right, blobs, load);
            return new CaseFile(CaseFile.Record(one, inputs)).Check(other);
        }
        catch (Exception error) when (error is UnsupportedModelException or ModelInputException or PickleException)
        {
            notes.Add("the answers were not compared: " + ErrorText.Of(error));
            return [];
        }
    }
}
