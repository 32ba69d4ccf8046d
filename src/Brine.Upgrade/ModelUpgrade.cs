using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Rewrites a file that one scikit-learn pickled for another: names of modules, attributes, parameters, nodes of trees, losses and
/// encoders. The other loads it without a warning and predicts the same. What cannot be carried over is refused by name.
/// </summary>
public static class ModelUpgrade
{
    /// <summary>Rewrites a file.</summary>
    /// <param name="input">A pickle or joblib file.</param>
    /// <param name="output">The file to write, <c>.pkl</c> or <c>.joblib</c>; it appears complete or not at all.</param>
    /// <param name="target">The scikit-learn that is to load it.</param>
    /// <param name="options">How the input is loaded, and what may change.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnsupportedUpgradeException">Something in the model cannot be carried over.</exception>
    /// <exception cref="PickleFormatException">The input is no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The input asks for more than the limits allow.</exception>
    /// <exception cref="ArgumentException">The output's name ends in no form of a pickle.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static UpgradeReport Rewrite(string input, string output, UpgradeTarget target, UpgradeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using UnpackedFile file = UnpackedFile.Open(input, options?.Load);
        return Rewrite(file, input, output, target, options);
    }

    /// <summary>Rewrites the bytes of a file.</summary>
    /// <param name="input">The bytes of a pickle or joblib file.</param>
    /// <param name="name">What the report calls the input.</param>
    /// <param name="output">The file to write, <c>.pkl</c> or <c>.joblib</c>; it appears complete or not at all.</param>
    /// <param name="target">The scikit-learn that is to load it.</param>
    /// <param name="options">How the input is loaded, and what may change.</param>
    /// <exception cref="UnsupportedUpgradeException">Something in the model cannot be carried over.</exception>
    /// <exception cref="PickleFormatException">The input is no pickle, or corrupt.</exception>
    /// <exception cref="PickleLimitException">The input asks for more than the limits allow.</exception>
    /// <exception cref="ArgumentException">The output's name ends in no form of a pickle.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static UpgradeReport Rewrite(ReadOnlyMemory<byte> input, string name, string output, UpgradeTarget target,
        UpgradeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using UnpackedFile file = UnpackedFile.Read(input, options?.Load);
        return Rewrite(file, name, output, target, options);
    }

    private static UpgradeReport Rewrite(UnpackedFile file, string name, string output, UpgradeTarget target, UpgradeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(target);
        string form = SavedForm.Of(output, out SaveOptions save);
        if (form is not (".pkl" or ".pickle" or ".joblib"))
        {
            throw new ArgumentException($"'{output}' ends in no form of a pickle; say .pkl or .joblib", nameof(output));
        }

        PickleFile pickle = PickleFile.Read(file, options?.Load);
        var log = new UpgradeLog();
        PyValue value = new GraphCopy(target, log, graph => new ObjectRules(graph)).Run(pickle.Value);
        (int compared, string? whyNone) = SelfCheck.Compare(pickle.Value, value, target, options?.Except ?? []);
        save = save with { Protocol = pickle.Protocol, MaxDepth = (options?.Load?.Limits ?? new Limits()).MaxDepth };
        AtomicFile.Write(output, stream =>
        {
            if (form == ".joblib")
            {
                PickleSaver.WriteJoblib(value, stream, save);
            }
            else
            {
                PickleSaver.WritePickle(value, stream, save);
            }
        });
        return new UpgradeReport
        {
            Input = name,
            Target = target.Version,
            SavedBy = [.. log.Versions.Order(VersionOrder.Instance)],
            Changes = log.Changes,
            Notes = log.Notes,
            ComparedMethods = compared,
            WhyNothingCompared = whyNone,
        };
    }
}
