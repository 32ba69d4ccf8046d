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
        try
        {
            Answer answer = Ask(estimator, MethodNames.Parse(method), ask.File);
            return python.Raises is { } raised ? $"answered, Python raises {raised}" : comparer.Compare(python, LiveAnswer.Of(answer), LiveTolerance.Of(live, method));
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

    /// <summary>What the command does from file to answer.</summary>
    private static Answer Ask(Estimator estimator, Methods method, string file)
    {
        Features rows = TableAlignment.Align(estimator, DataFile.Read(file, estimator.TakesDocuments), out _);
        if (method != Methods.InverseTransform)
        {
            return estimator.Call(method, rows);
        }

        Answer transformed = estimator.Call(Methods.Transform, rows);
        return estimator.Call(method, transformed.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(transformed.ToArray()));
    }

    private static string Describe(Exception error) => error is ModelInputException or UnsupportedModelException or PickleException
        ? ErrorText.Of(error)
        : $"{error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
}
