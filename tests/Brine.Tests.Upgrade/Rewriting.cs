using Brine.Pickling;

namespace Brine.Tests.Upgrade;

/// <summary>Rewrites values as files are rewritten.</summary>
internal static class Rewriting
{
    internal static PyValue Run(PyValue value, string target, UpgradeLog? log = null) =>
        new GraphCopy(UpgradeTarget.Parse(target), log ?? new UpgradeLog(), graph => new ObjectRules(graph)).Run(value);

    internal static PyValue Attribute(PyValue value, string name) =>
        value.As<PyObject>()!.TryGetAttribute(name, out PyValue found) ? found : throw new InvalidOperationException($"no {name}");

    internal static bool Has(PyValue value, string name) => value.As<PyObject>()!.TryGetAttribute(name, out _);

    internal static UnsupportedUpgradeException Refusal(PyValue value, string target) =>
        Assert.Throws<UnsupportedUpgradeException>(() => Run(value, target));
}
