using System.Globalization;
using Brine.Pickling;

namespace Brine.Tests.Interop;

/// <summary>Every kind of value, protocol and pickler: CPython writes, Brine loads and writes at every protocol, CPython loads and compares
/// deeply.</summary>
[Trait("Stage", "Python")]
public sealed class ValueMatrixTests
{
    [Fact]
    public void EveryValueComesBackAtEveryProtocolFromEitherPickler()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        string script = Repo.File("tests", "Brine.Tests.Interop", "Interop", "matrix_values.py");
        Python.RunFile(script, folder.Path, "write", folder.Path);
        var counts = new SortedDictionary<string, (int Same, int Tried)>(StringComparer.Ordinal);
        var different = new List<string>();
        int written = 0;
        foreach (string file in Directory.GetFiles(folder.Path, "*.pkl").Order(StringComparer.Ordinal))
        {
            string[] name = Path.GetFileName(file).Split('.');
            int protocol = int.Parse(name[1], CultureInfo.InvariantCulture);
            byte[] bytes = File.ReadAllBytes(file);
            PyValue value = Unpickler.Load(bytes);
            PickleProfile profile = name[2] == "c" ? PickleProfile.CPython : PickleProfile.PurePython;
            bool isSame = bytes.AsSpan().SequenceEqual(Pickler.Dump(value, new PicklerOptions { Protocol = protocol, Profile = profile }));
            (int same, int tried) = counts.GetValueOrDefault(name[2] + name[1]);
            counts[name[2] + name[1]] = (same + (isSame ? 1 : 0), tried + 1);
            if (!isSame)
            {
                different.Add(Path.GetFileName(file));
            }

            // The rows of the other pickler are there for their bytes; what they mean is tried at two protocols.
            for (int other = 0; other <= 5; other++)
            {
                if (name[2] == "c" || other == protocol || other == 5 - protocol)
                {
                    File.WriteAllBytes($"{file}.{other}.out", Pickler.Dump(value, new PicklerOptions { Protocol = other }));
                    written++;
                }
            }
        }

        string bytesReport = string.Join(", ", counts.Select(entry => $"{entry.Key}: {entry.Value.Same} of {entry.Value.Tried}"));
        string report = Python.RunFile(script, folder.Path, "check", folder.Path).Trim();
        TestContext.Current.TestOutputHelper?.WriteLine($"values right of tried: {report}\nbytes equal of tried: {bytesReport}");
        Assert.True(different.Count == 0, $"{bytesReport}; not written as they were: {string.Join(' ', different)}");
        Assert.DoesNotContain('\n', report);
        Assert.True(written > 8000, report);
    }
}
