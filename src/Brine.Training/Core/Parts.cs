using System.Runtime.ExceptionServices;

namespace Brine.Training;

/// <summary>Runs the parts of a fit on several threads; an error of a part is thrown as it is.</summary>
internal static class Parts
{
    internal static void Run(int count, FitContext context, Action<int> act)
    {
        try
        {
            Parallel.For(0, count,
                new ParallelOptions { MaxDegreeOfParallelism = context.ThreadCount, CancellationToken = context.Cancellation }, act);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
