using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Encoders and transformers of other packages with every way to treat what is missing or unknown, over frames with gaps: what
/// Python answers is answered, what it refuses is refused.</summary>
public sealed class PackageOptionTests
{
    private static readonly string[] Folders = ["category_encoders-2.6.0", "category_encoders-2.10.0", "feature_engine-1.2.0",
        "feature_engine-1.9.4"];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string folder in Folders)
        {
            foreach (CaseInfo info in CaseInfo.ReadManifest(Repo.Golden("packages", folder, "manifest.jsonl")))
            {
                data.Add(folder, info.Id);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FramesAreAnsweredAndRefusedAsInPython(string producer, string id)
    {
        string folder = Repo.Golden("packages", producer);
        string line = File.ReadLines(Path.Combine(folder, "manifest.jsonl"))
            .Single(text => text.Contains($"\"id\": \"{id}\"", StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(line);
        string[] raises = [.. document.RootElement.GetProperty("raises").EnumerateArray().Select(item => item.GetString()!)];
        using Model model = Model.Load(Path.Combine(folder, id + ".pkl"));
        NpzFile expected = NpzFile.Open(Path.Combine(folder, id + ".npz"));
        foreach (string name in new[] { "seen", "unseen", "holes", "none" })
        {
            Features rows = Features.FromFrame(DataFrame.From(Pickle.Load(Path.Combine(folder, $"X.{name}.pkl")))!);
            if (raises.Contains(name))
            {
                Exception? error = Record.Exception(() => model.Transform(rows));
                Assert.True(error is ModelInputException, $"{name} is refused in Python, and here {error?.ToString() ?? "answered"}");
                continue;
            }

            Compare(name, expected, model.Transform(rows));
        }
    }

    private static void Compare(string name, NpzFile expected, Features answer)
    {
        var comparer = new AnswerComparer();
        if (expected.Names.Contains(name))
        {
            Assert.True(comparer.Compare(expected[name], Answer.Of(answer).ToArray()).IsRight, name);
            return;
        }

        string prefix = name + ".col.";
        string[] names = [.. expected.Names.Where(item => item.StartsWith(prefix, StringComparison.Ordinal))
            .Select(item => item[prefix.Length..])];
        Table table = Assert.IsType<Table>(answer);
        Assert.Equal(names, table.Columns.Select(column => column.Name));
        foreach (Column column in table.Columns)
        {
            NDArray want = expected[prefix + column.Name];
            NDArray got = column.Numbers is { } numbers ? NDArray.OfNumbers(numbers, column.DType)
                : NDArray.OfObjects([column.Length], [.. Enumerable.Range(0, column.Length).Select(row => column[row])]);
            Assert.True(comparer.Compare(want, got).IsRight,
                $"{name}.{column.Name}: {string.Join(' ', want.Elements())} and not {string.Join(' ', got.Elements())}");
            Assert.True(want.DType.Kind is 'U' or 'b' || want.DType.Kind == column.DType.Kind || column.DType.Kind == 'O',
                $"{name}.{column.Name} is {want.DType.Name} and not {column.DType.Name}");
        }
    }
}
