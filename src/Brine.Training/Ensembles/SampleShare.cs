using System.Text.Json;

namespace Brine.Training;

/// <summary>A number of rows or columns, or a share of them.</summary>
internal static class SampleShare
{
    /// <summary>A parameter that is a whole number from 1 on, a share over 0 and at most 1, or <c>'auto'</c> where null is taken.</summary>
    internal static (int? Count, double? Share) Bind(ParameterBinder binder, string name, int? count, double? share, bool isOptional)
    {
        const string allowed = "a whole number from 1 on, or a share over 0 and at most 1";
        if (binder.Take(name) is { } given)
        {
            (count, share) = given.ValueKind switch
            {
                JsonValueKind.String when isOptional && given.GetString() == "auto" => ((int?)null, (double?)null),
                JsonValueKind.Number when given.TryGetInt32(out int whole) => (whole, null),
                JsonValueKind.Number => (null, given.GetDouble()),
                _ => throw binder.Bad(name, given.GetRawText(), allowed),
            };
        }

        if (count < 1 || (share is { } part && part is not (> 0 and <= 1)) || (count is not null && share is not null))
        {
            throw binder.Bad(name, $"{count ?? share}", allowed);
        }

        binder.Write(name, count is { } number ? number : share is { } of ? of : (PyValue)"auto");
        return (count, share);
    }
}
