using System.Globalization;
using System.Text.Json;
using Brine.Pickling;

namespace Brine.Tests.Inspection;

/// <summary>What searches found, as Python says it: <c>Golden/searches/make.py</c>.</summary>
public sealed class SearchResultsTests
{
    public static TheoryData<string> Recorded() =>
    [
        .. Directory.GetFiles(Repo.Golden("searches"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines),
    ];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void ResultsArePythons(string line)
    {
        JsonElement said = JsonDocument.Parse(line).RootElement;
        SearchResults search = SearchResults.Of(Pickle.Load(Repo.Golden("searches", said.GetProperty("model").GetString()!)))!;
        Check(said, "grid", search.Parameters);
        Check(said, "scoring", search.Scoring);
        Check(said, "cv", search.Splitter);
        Assert.Equal(said.GetProperty("best").EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!),
            search.BestParameters.ToDictionary(item => item.Key, item => Text(item.Value)));
        Assert.Equal(said.GetProperty("score") is { ValueKind: JsonValueKind.Number } score ? score.GetDouble() : null, search.BestScore);
        Table table = search.ToTable();
        JsonProperty[] columns = [.. said.GetProperty("results").EnumerateObject()];
        Assert.Equal(columns.Select(column => column.Name), table.ColumnNames);
        for (int i = 0; i < columns.Length; i++)
        {
            JsonElement[] expected = [.. columns[i].Value.EnumerateArray()];
            Assert.Equal(expected.Length, table.RowCount);
            for (int row = 0; row < expected.Length; row++)
            {
                string? want = expected[row].GetString();
                PyValue got = table.Columns[i][row];
                Assert.True(want is null ? got.IsNone || table.Columns[i].IsMissing(row)
                    : Same(want, got), $"{columns[i].Name} {row}: {want}, {got}");
            }
        }

        Assert.True(search.BestIndex is null || search.BestIndex < table.RowCount);
    }

    [Fact]
    public void WhatIsNoSearchHasNoResults()
    {
        Assert.Null(SearchResults.Of(default));
        Assert.Null(SearchResults.Of(Pickle.Load(Repo.File("samples", "models", "iris-tree.pkl"))));
    }

    [Fact]
    public void AGridOfGridsEndsSoon()
    {
        PyValue saved = Pickle.Load(Repo.Golden("searches", "grid-1.9.0.pkl"));
        PyValue nested = new PyList();
        for (int depth = 0; depth < 30; depth++)
        {
            var next = new PyList();
            for (int i = 0; i < 30; i++)
            {
                next.Add(nested);
            }

            nested = next;
        }

        saved.As<PyObject>()!.Attributes!["param_grid"] = nested;
        Assert.InRange(SearchResults.Of(saved)!.Parameters.Length, 10, 20_000);
    }

    private static void Check(JsonElement said, string name, string text)
    {
        if (said.GetProperty(name).GetString() is { } expected)
        {
            Assert.Equal(expected, text);
        }
    }

    private static bool Same(string want, PyValue got) => want == Text(got)
        || (double.TryParse(want, CultureInfo.InvariantCulture, out double number) && got.TryGetDouble(out double own)
            && own.Equals(number))
        || (want is "True" or "False" && got.TryGetDouble(out own) && own == (want == "True" ? 1 : 0));

    private static string Text(PyValue value) => value.AsString() ?? value.ToString();
}
