namespace Brine.Models;

/// <summary>Puts together what several steps know of the same columns.</summary>
internal static class ColumnKinds
{
    /// <summary>What two steps know that see the same columns; the second one may see more behind them.</summary>
    internal static IReadOnlyList<ColumnKind>? And(IReadOnlyList<ColumnKind>? first, IReadOnlyList<ColumnKind>? second) =>
        first is null ? second
        : second is null || second.Count < first.Count ? first
        : [.. first.Zip(second, (left, right) => left.And(right))];

    /// <summary>What the parts of a ColumnTransformer know of its columns.</summary>
    internal static IReadOnlyList<ColumnKind>? Of(int count, IReadOnlyList<ParallelPart> parts)
    {
        ColumnKind[]? kinds = null;
        foreach (ParallelPart part in parts)
        {
            if (part.Step.Estimator?.InputKinds is not { } known || part.Columns?.Places is not { } places || known.Count != places.Length)
            {
                continue;
            }

            kinds ??= [.. Enumerable.Repeat(ColumnKind.Any, count)];
            for (int i = 0; i < places.Length; i++)
            {
                kinds[places[i]] = kinds[places[i]].And(known[i]);
            }
        }

        return kinds;
    }
}
