using System.Text.Json;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;
using Command = Brine.Tests.Support.Cli;

namespace Brine.Tests.Models;

/// <summary>What users tried, through the command: Python's answers cell by cell, each with its kind, or a refusal that says
/// where.</summary>
public sealed class FieldTests
{
    private static readonly string Golden = Repo.Golden();

    /// <summary>Refusals that are about all of the data and name no row.</summary>
    private static readonly HashSet<string> Whole = ["m0_ord_none_frame", "m0_ordN_nan_frame"];

    public static TheoryData<string> Answered => [.. Cases().Where(item => item.Methods.Length > 0).Select(item => item.Id)];

    public static TheoryData<string> Refused => [.. Cases().Where(item => item.Refused.Length > 0).Select(item => item.Id)];

    [Theory]
    [MemberData(nameof(Answered))]
    public void AnswersArePythonsCellByCell(string id)
    {
        FieldCase item = Cases().Single(one => one.Id == id);
        NpzFile answers = NpzFile.Open(item.Answers);
        using var folder = new TemporaryFolder();
        foreach (string method in item.Methods)
        {
            (int exit, _,
                string error) = Command.Run(["predict", item.Model, item.Data, "-m", method, "-o", folder["out.npz"], .. item.Arguments]);
            Assert.True(exit == 0, error);
            NpzFile given = NpzFile.Open(folder["out.npz"]);
            foreach (string key in answers.Names.Where(name => name == method || name.StartsWith(method + ".", StringComparison.Ordinal)))
            {
                NDArray want = answers[key];
                NDArray got = given[key];
                Assert.Equal(want.Shape.ToArray(), got.Shape.ToArray());
                AssertDType(want, got, key);
                Assert.Null(FirstDifference(want, got));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatPythonRefusesIsRefusedWithItsPlace(string id)
    {
        FieldCase item = Cases().Single(one => one.Id == id);
        foreach (string method in item.Refused)
        {
            (int exit, string output, string error) = Command.Run(["predict", item.Model, item.Data, "-m", method, .. item.Arguments]);
            Assert.Equal(2, exit);
            Assert.Empty(output);
            Assert.StartsWith("brine: Input", error, StringComparison.Ordinal);
            Assert.Single(error.TrimEnd('\n').Split('\n'));
            Assert.All(item.Says, text => Assert.Contains(text, error, StringComparison.Ordinal));
            Assert.True(item.Says.Length > 0 || error.Contains("column", StringComparison.Ordinal), error);
            Assert.True(item.Says.Length > 0 || error.Contains("row ", StringComparison.Ordinal)
                || error.StartsWith("brine: InputCategory: column", StringComparison.Ordinal) || Whole.Contains(id), error);
        }
    }

    /// <summary>Text is fixed-width or objects, as the answer is stored; everything else has Python's dtype, but for the parts of sparse
    /// matrices.</summary>
    private static void AssertDType(NDArray want, NDArray got, string key)
    {
        if (want.DType.Kind is 'U' or 'S' or 'O' || key.EndsWith(".indices", StringComparison.Ordinal)
            || key.EndsWith(".indptr", StringComparison.Ordinal) || key.EndsWith(".shape", StringComparison.Ordinal))
        {
            return;
        }

        Assert.Equal(want.DType.Name, got.DType.Name);
    }

    private static string? FirstDifference(NDArray want, NDArray got)
    {
        double scale = want.DType.Kind == 'f' ? want.ToDoubles().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max() : 0;
        for (int i = 0; i < want.Length; i++)
        {
            PyValue left = Open(want[i]), right = Open(got[i]);
            if (left.Kind != right.Kind
                && !(left.Kind is PyKind.Int or PyKind.Float && right.Kind is PyKind.Int or PyKind.Float && want.DType.Kind != 'O'))
            {
                return $"cell {i} is {right} ({right.Kind}), Python {left} ({left.Kind})";
            }

            bool same = left.Kind == PyKind.Float && left.TryGetDouble(out double a) && right.TryGetDouble(out double b)
                ? a.Equals(b) || a == b || Math.Abs(a - b) <= 1e-12 * scale
                : left == right;
            if (!same)
            {
                return $"cell {i} is {right}, Python {left}";
            }
        }

        return null;
    }

    private static PyValue Open(PyValue value) =>
        value.Kind == PyKind.Object && NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;

    /// <summary>The cases of field, and those of tables, which say more: how the command is called, and what it says.</summary>
    private static List<FieldCase> Cases() =>
    [
        .. new[] { "field", "tables" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Golden, folder), "index*.jsonl").Order())
            .SelectMany(
                index => File.ReadLines(index).Select(line => Case(Path.GetDirectoryName(index)!, JsonDocument.Parse(line).RootElement))),
    ];

    private static FieldCase Case(string folder, JsonElement line)
    {
        string[] Texts(string name) =>
            line.TryGetProperty(name, out JsonElement items) ? [.. items.EnumerateArray().Select(item => item.GetString()!)] : [];
        string id = line.GetProperty("id").GetString()!;
        return new FieldCase(
            id,
            Path.Combine(folder, line.GetProperty("model").GetString()!),
            Path.Combine(folder, line.GetProperty("data").GetString()!),
            Path.Combine(folder, line.TryGetProperty("answers", out JsonElement answers) ? answers.GetString()! : id + ".answers.npz"),
            Texts("args"),
            Texts("methods"),
            Texts("refused"),
            Texts("says"));
    }

    private sealed record FieldCase(string Id, string Model, string Data, string Answers, string[] Arguments, string[] Methods,
        string[] Refused, string[] Says);
}
