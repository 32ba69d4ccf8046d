namespace Brine;

/// <summary>Adds up the bytes of arrays by the part of the model that they are in.</summary>
internal sealed class PartSizes : IDoctorCheck
{
    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);

    public void Look(ValuePart part, FindingList findings)
    {
        if (part.Array is { } array && array.Objects is null)
        {
            string place = PlaceOf(part);
            _bytes[place] = _bytes.GetValueOrDefault(place) + ((long)array.Length * array.DType.ItemSize);
        }
    }

    internal IReadOnlyList<PartSize> Largest(int count) =>
    [
        .. _bytes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(count)
            .Select(pair => new PartSize(SafeText.Of(pair.Key), pair.Value)),
    ];

    /// <summary>The trees of a forest are one part.</summary>
    private static string PlaceOf(ValuePart part)
    {
        ValuePart shown = part;
        for (ValuePart? at = part; at is not null; at = at.Parent)
        {
            if (at.Attribute is "estimators_" or "_predictors" or "calibrated_classifiers_")
            {
                shown = at;
            }
        }

        return shown.Place;
    }
}
