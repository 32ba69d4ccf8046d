using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>A value and how it is reached.</summary>
/// <param name="Value">The value.</param>
/// <param name="Parent">What it is in; null for the whole.</param>
/// <param name="Step">How it is reached from there: <c>.coef_</c>, <c>[0]</c>.</param>
internal sealed record ValuePart(PyValue Value, ValuePart? Parent, string Step)
{
    private const int ShownSteps = 24;

    /// <summary>How many steps lead there from the whole.</summary>
    internal int Depth { get; } = Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>The object that the value is; null where it is none.</summary>
    internal PyObject? Object => Value.As<PyObject>();

    /// <summary>The array that the value is; null where it is none.</summary>
    internal NDArray? Array { get; } = Value.Reference is PyObject ? NDArray.From(Value) : null;

    /// <summary>The name of the attribute, without its point; empty where it is none.</summary>
    internal string Attribute => Step.StartsWith('.') ? Step[1..] : "";

    /// <summary>Where it stands in the file.</summary>
    internal string Place
    {
        get
        {
            var steps = new List<string>();
            for (ValuePart? part = this; part is not null; part = part.Parent)
            {
                steps.Add(part.Step);
            }

            steps.Reverse();
            return steps.Count <= ShownSteps ? string.Concat(steps) : string.Concat(steps.Take(ShownSteps)) + "...";
        }
    }

    internal static string StepOf(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
