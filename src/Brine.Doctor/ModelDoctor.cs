using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Looks a model over before it is used: whether it was fitted and converged, numbers that are not finite, trees and columns that decide
/// nothing, what was left in the file, what makes it big, and which Python, numpy and scikit-learn open it.
/// </summary>
public static class ModelDoctor
{
    private const int MostParts = 5;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">A pickle, joblib or skops file, or an MLflow folder.</param>
    /// <param name="options">How it is loaded.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static DoctorReport Examine(string path, LoadOptions? options = null)
    {
        using UnpackedFile file = UnpackedFile.Open(path, options);
        return Examine(file, path, options);
    }

    /// <summary>Looks at the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">What the report calls the file.</param>
    /// <param name="options">How it is loaded.</param>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static DoctorReport Examine(ReadOnlyMemory<byte> bytes, string name, LoadOptions? options = null)
    {
        using UnpackedFile file = UnpackedFile.Read(bytes, options);
        return Examine(file, name, options);
    }

    private static DoctorReport Examine(UnpackedFile file, string path, LoadOptions? options)
    {
        var facts = new FileFacts();
        LoadOptions load = (options ?? new LoadOptions()) with { OnGlobal = facts.Take };
        PickleFile? pickle = file.Format == FileFormat.Pickle ? PickleFile.Read(file, load) : null;
        PyValue value = pickle is not null ? pickle.Value : ModelFile.Read(file, load).Value;
        var findings = new FindingList();
        var sizes = new PartSizes();
        IDoctorCheck[] checks = [facts, sizes, new ConvergenceCheck(), new FiniteCheck(), new TreeCheck(), new ColumnCheck(),
            new BalanceCheck(), new LeftoversCheck(), new CodeCheck()];
        var walk = new ValueWalk(value);
        foreach (ValuePart part in walk.Parts())
        {
            foreach (IDoctorCheck check in checks)
            {
                check.Look(part, findings);
            }
        }

        var root = new ValuePart(value, null, "model");
        if (!walk.IsComplete)
        {
            findings.Warn("TooLarge", root,
                "the file has more than a million parts, or more than 200 in one another: not all was looked at",
                "look at the parts that matter, each saved by itself");
        }

        UnusedColumns.Look(FittedCheck.Look(root, findings), root, findings);
        foreach (IDoctorCheck check in checks)
        {
            check.Finish(findings);
        }

        return new DoctorReport
        {
            Path = path,
            FileBytes = file.FileBytes,
            ModelName = root.Object?.Class?.FullName is { } name ? SafeText.Of(name) : value.Kind.ToString().ToLowerInvariant(),
            Findings = findings.ToList(),
            LargestParts = sizes.Largest(MostParts),
            Openings = OpeningRules.Of(facts, pickle?.Protocol),
            Requirements = Requirement.Of(facts, pickle?.Protocol),
        };
    }
}
