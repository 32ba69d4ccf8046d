namespace Brine;

/// <summary>How many rows stand before a block, which is known as soon as those before it were found: blocks are worked on at once, and
/// tell each other.</summary>
internal sealed class BlockStart
{
    private readonly TaskCompletionSource<long> _after = new();
    private readonly Task<long> _before;

    private BlockStart(Task<long> before) => _before = before;

    /// <summary>That of the first block, before which there is no row.</summary>
    internal static BlockStart OfFirst() => new(Task.FromResult(0L));

    /// <summary>How many rows stand before the block; waits for those that are found now.</summary>
    /// <exception cref="OperationCanceledException">A block before this one cannot be counted, and so neither can those behind.</exception>
    internal long Before
    {
        get
        {
            try
            {
                return _before.GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                Fail();
                throw;
            }
        }
    }

    /// <summary>The count for the block behind this one.</summary>
    internal BlockStart Next() => new(_after.Task);

    /// <summary>Says how many rows stand before the next block.</summary>
    internal void Tell(long after) => _after.TrySetResult(after);

    /// <summary>Says that the rows of the block cannot be counted.</summary>
    internal void Fail() => _after.TrySetCanceled();
}
