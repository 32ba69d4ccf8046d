using Brine.Pickling;

namespace Brine.Store;

/// <summary>Two values that stand at one place.</summary>
/// <param name="Left">In the first version.</param>
/// <param name="Right">In the second.</param>
/// <param name="Parent">What they are in.</param>
/// <param name="Step">How they are reached from there.</param>
/// <param name="Kind">What a difference is.</param>
internal sealed record ValuePair(PyValue Left, PyValue Right, ValuePair? Parent, string Step, ChangeKind Kind)
{
    internal int Depth { get; } = Parent is null ? 0 : Parent.Depth + 1;

    internal string Place
    {
        get
        {
            var steps = new List<string>();
            for (ValuePair? pair = this; pair is not null; pair = pair.Parent)
            {
                steps.Add(pair.Step);
            }

            steps.Reverse();
            return SafeText.Of(string.Concat(steps));
        }
    }
}
