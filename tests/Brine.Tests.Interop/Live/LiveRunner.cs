using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Live;

/// <summary>Asks Brine what Python was asked, and says where the two differ.</summary>
internal static class LiveRunner
{
    /// <summary>Runs a case: its model is loaded once, its tables are read as the command reads them.</summary>
    internal static IReadOnlyList<LiveDifference> Run(LiveCase live, LiveComparer comparer, out int asked)
    {
        asked = 0;
        var found = new List<LiveDifference>();
        Estimator estimator;
        try
        {
            estimator = Model.Load(live.Model).Estimator;
        }
        catch (Exception error)
        {
            return [new LiveDifference(live.Seed, live.Name, "", "", "load", Describe(error), live.About)];
        }

        foreach (LiveAsk ask in live.Asks)
        {
            foreach (string method in ask.Answers.Keys)
            {
                asked++;
                if (Compare(estimator, live, ask, method, comparer) is { } what)
                {
                    found.Add(new LiveDifference(live.Seed, live.Name, ask.Table, ask.Form, method, what, live.About));
                }
            }
        }

        return found;
    }

    private static string? Compare(Estimator estimator, LiveCase live, LiveAsk ask, string method, LiveComparer comparer)
    {
        LiveAnswer python = ask.Answers[method];
        Methods known = MethodNames.Parse(method);
        double tolerance = LiveTolerance.Of(live, method);
        try
        {
            Features rows = Read(estimator, ask.File);
            return CompareAnswer(estimator, known, rows, python, comparer, tolerance)
                ?? CompareKernel(estimator, known, rows, python, comparer, tolerance);
        }
        catch (Exception error) when (error is ModelInputException or UnsupportedModelException or PickleException)
        {
            return python.Raises is null ? $"refused, Python answers: {Describe(error)}" : null;
        }
        catch (Exception error)
        {
            return "crashed: " + Describe(error);
        }
    }

    private static string? CompareAnswer(Estimator estimator, Methods method, Features rows, LiveAnswer python, LiveComparer comparer,
        double tolerance)
    {
        Answer answer;
        try
        {
            answer = estimator.Call(method, Given(estimator, method, rows));
        }
        catch (Exception error) when (python.Raises is not null && error is (ModelInputException or UnsupportedModelException))
        {
            return null;
        }

        return python.Raises is { } raised ? $"answered, Python raises {raised}"
            : comparer.Compare(python, LiveAnswer.Of(answer), tolerance);
    }

    /// <summary>The rows as the command reads them.</summary>
    private static Features Read(Estimator estimator, string file) =>
        TableAlignment.Align(estimator, DataFile.Read(LiveTables.Find(file), LiveTables.Options with { Estimator = estimator }), out _);

    private static string? CompareKernel(Estimator estimator, Methods method, Features rows, LiveAnswer python, LiveComparer comparer,
        double tolerance) =>
        method == Methods.InverseTransform && python.Raises is not null ? null
            : LiveKernel.Compare(estimator, method, Given(estimator, method, rows), python, comparer, tolerance);

    /// <summary>What the method is given: <c>inverse_transform</c> what <c>transform</c> gave.</summary>
    private static Features Given(Estimator estimator, Methods method, Features rows)
    {
        if (method != Methods.InverseTransform)
        {
            return rows;
        }

        Answer transformed = estimator.Call(Methods.Transform, rows);
        return transformed.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(transformed.ToArray());
    }

    private static string Describe(Exception error) => error is ModelInputException or UnsupportedModelException or PickleException
        ? ErrorText.Of(error)
        : $"{error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
}
