namespace Brine;

/// <summary>Does the same work on one thing after another, on all processors, and gives the results in order. Only a few things are taken
/// ahead.</summary>
/// <param name="work">The work on one thing.</param>
internal sealed class OrderedWork<TSource, TResult>(Func<TSource, TResult> work)
{
    private static readonly int Ahead = (2 * Environment.ProcessorCount) + 1;

    /// <summary>The things, each with its result, which throws what the work threw.</summary>
    internal IEnumerable<(TSource Source, Func<TResult> Result)> Run(IEnumerable<TSource> sources)
    {
        var running = new Queue<(TSource, Task<TResult>)>();
        try
        {
            foreach (TSource source in sources)
            {
                running.Enqueue((source, Task.Run(() => work(source))));
                if (running.Count == Ahead)
                {
                    yield return Next(running);
                }
            }

            while (running.Count > 0)
            {
                yield return Next(running);
            }
        }
        finally
        {
            // Whoever stopped before the end does not leave work behind that uses what is disposed of now.
            foreach ((_, Task<TResult> task) in running)
            {
                task.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            }
        }
    }

    private static (TSource, Func<TResult>) Next(Queue<(TSource, Task<TResult>)> running)
    {
        (TSource source, Task<TResult> task) = running.Dequeue();
        return (source, () => task.GetAwaiter().GetResult());
    }
}
