using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Runs cases of a folder with a <c>manifest.jsonl</c>: loads the model, asks it, compares with the stored answers.</summary>
public static class CaseRunner
{
    /// <summary>Runs one case.</summary>
    /// <param name="folder">The folder of the manifest.</param>
    /// <param name="info">The case.</param>
    /// <param name="comparer">How to compare.</param>
    /// <param name="options">How to load the files.</param>
    public static CaseResult Run(string folder, CaseInfo info, AnswerComparer comparer, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(comparer);
        var grades = new Dictionary<string, AnswerGrade>();
        try
        {
            using Model model = Model.Load(Path.Combine(folder, info.Model), options);
            NpzFile expected = NpzFile.Open(Path.Combine(folder, info.Answers), options);
            Features rows = NpzFeatures.Read(expected, info.Npz);
            foreach (string method in info.Methods)
            {
                Features input = method == "inverse_transform" ? NpzInputs.Transformed(expected) : rows;
                var actual = new NpzFile();
                if (expected.Names.Any(name => name.StartsWith(method + ".col.", StringComparison.Ordinal)))
                {
                    grades[method] = CompareFrame(expected, method, model.Transform(input), comparer);
                    continue;
                }

                NpzAnswers.Add(actual, method, model.Call(method, input));
                grades[method] = comparer.Compare(expected, actual, method);
            }

            return new CaseResult(info, grades, null, Waits: false);
        }
        catch (Exception error) when (error is BrineException)
        {
            bool waits = error is PickleException { Code: "UnsupportedCodec" };
            return new CaseResult(info, grades, ErrorText.Of(error), waits);
        }
    }

    /// <summary>A frame whose columns are of several kinds is stored column by column, <c>METHOD.col.NAME</c>.</summary>
    private static AnswerGrade CompareFrame(NpzFile expected, string method, Features frame, AnswerComparer comparer)
    {
        string prefix = method + ".col.";
        string[] names = [.. expected.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
        if (frame is not Table { Columns: var columns }
            || !names.Select(name => name[prefix.Length..]).Order(StringComparer.Ordinal)
                .SequenceEqual(columns.Select(column => column.Name).Order(StringComparer.Ordinal)))
        {
            return AnswerGrade.Different;
        }

        return names.Aggregate(AnswerGrade.Equal, (grade, name) =>
        {
            Column column = columns.Single(item => item.Name == name[prefix.Length..]);
            return grade.And(comparer.Compare(expected[name], column.TryGetNumbers(out ReadOnlySpan<double> numbers)
                ? NDArray.OfNumbers(numbers.ToArray(), column.DType)
                : NDArray.OfObjects([column.Length], [.. Enumerable.Range(0, column.Length).Select(row => column[row])])));
        });
    }
}
