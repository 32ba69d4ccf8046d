using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Trees that are a leaf alone, and splits beyond what single precision tells apart.</summary>
internal sealed class TreeCheck : IDoctorCheck
{
    /// <summary>From here on not every int is a float32, to which trees bring their data.</summary>
    private const double FirstInexact = 1 << 24;

    private readonly Dictionary<ValuePart, (int Leaves, int All)> _counts = [];

    public void Look(ValuePart part, FindingList findings)
    {
        if (part.Object is not { Class: { Name: "Tree", Module: "sklearn.tree._tree" } } tree
            || tree.State.As<PyDict>() is not { } state || !state.TryGetValue("nodes", out PyValue value)
            || NDArray.From(value) is not { Rank: 1 } nodes)
        {
            return;
        }

        ValuePart owner = OwnerOf(part);
        (int leaves, int all) = _counts.GetValueOrDefault(owner);
        _counts[owner] = (leaves + (nodes.Length == 1 ? 1 : 0), all + 1);
        if (nodes.DType.Fields.FirstOrDefault(field => field.Name == "threshold") is { } threshold
            && Largest(nodes, threshold) is >= FirstInexact and var largest)
        {
            findings.Note("Float32Limit", owner, string.Create(CultureInfo.InvariantCulture,
                $"a tree splits at {largest:0}, and trees bring their data to float32, which holds ints up to 16,777,216"),
                "numbers such as ids and times in seconds are not told apart there: leave them out, or make them smaller");
        }
    }

    public void Finish(FindingList findings)
    {
        foreach ((ValuePart owner, (int leaves, int all)) in _counts)
        {
            if (leaves > 0)
            {
                findings.Warn("DeadTree", owner,
                    all == 1 ? "the tree is one leaf: it gives the same answer to every row"
                        : $"{leaves} of {all} trees are one leaf, and give the same answer to every row",
                    "look at min_samples_leaf, min_impurity_decrease, ccp_alpha and max_depth, and whether the columns say anything");
            }
        }
    }

    /// <summary>The model that the trees belong to: the outermost of those that are in a list of estimators.</summary>
    private static ValuePart OwnerOf(ValuePart part)
    {
        ValuePart owner = part.Parent ?? part;
        for (ValuePart? at = owner; at is not null; at = at.Parent)
        {
            if (at.Attribute is "estimators_" && at.Parent is { } ensemble)
            {
                owner = ensemble;
            }
        }

        return owner;
    }

    private static double Largest(NDArray nodes, DTypeField threshold)
    {
        double largest = 0;
        NDArray thresholds = nodes.Field(threshold.Name);
        foreach (double number in thresholds.ToDoubles())
        {
            largest = Math.Max(largest, Math.Abs(number));
        }

        return largest;
    }
}
