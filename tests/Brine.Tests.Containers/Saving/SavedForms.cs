using Brine.Arrays;

namespace Brine.Tests.Containers.Saving;

/// <summary>Two values and the forms that <c>brine convert</c> gives them, for tests that disturb it.</summary>
internal sealed class SavedForms
{
    internal static readonly string[] All = ["pkl", "joblib.gz", "npz", "csv"];

    private readonly Dictionary<(string Form, int Version), byte[]> _expected = [];

    /// <summary>Saves the values and every form of them.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="count">How many numbers the values have.</param>
    /// <param name="wanted">The forms; all where none is named.</param>
    internal SavedForms(TemporaryFolder folder, int count, params string[] wanted)
    {
        for (int version = 0; version < 2; version++)
        {
            var numbers = new double[count + version];
            var random = new Random(version);
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = random.NextDouble();
            }

            Inputs[version] = folder[$"input{version}.pkl"];
            File.WriteAllBytes(Inputs[version], Brine.Pickle.Dumps(NDArray.Of(numbers)));
            foreach (string form in wanted.Length > 0 ? wanted : All)
            {
                string file = folder[$"expected{version}.{form}"];
                FileConverter.Convert(Inputs[version], file);
                _expected[(form, version)] = File.ReadAllBytes(file);
            }
        }
    }

    internal string[] Inputs { get; } = new string[2];

    internal byte[] Expected(string form, int version) => _expected[(form, version)];

    /// <summary>Which of the two values a file holds, byte for byte; -1 for none of them.</summary>
    internal int VersionOf(string form, byte[] bytes) =>
        bytes.AsSpan().SequenceEqual(Expected(form, 0)) ? 0 : bytes.AsSpan().SequenceEqual(Expected(form, 1)) ? 1 : -1;
}
