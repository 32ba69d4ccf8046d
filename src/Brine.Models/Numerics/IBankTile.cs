namespace Brine.Models;

/// <summary>How many rows are compared with how many vectors of a <see cref="VectorBank"/> at once.</summary>
internal interface IBankTile
{
    static abstract void Sum<TStep>(VectorBank bank, ReadOnlySpan<double> rows, int block, Span<double> sums)
        where TStep : IFeatureStep;
}

/// <summary>One row with the 8 vectors of a block.</summary>
internal readonly struct BlockTile : IBankTile
{
    public static void Sum<TStep>(VectorBank bank, ReadOnlySpan<double> rows, int block, Span<double> sums)
        where TStep : IFeatureStep => bank.OneBlock<TStep>(rows, block, sums);
}

/// <summary>One row with the 32 vectors of four blocks.</summary>
internal readonly struct RowTile : IBankTile
{
    public static void Sum<TStep>(VectorBank bank, ReadOnlySpan<double> rows, int block, Span<double> sums)
        where TStep : IFeatureStep => bank.OneRow<TStep>(rows, block, sums);
}

/// <summary>Four rows with the 8 vectors of a block.</summary>
internal readonly struct RowsTile : IBankTile
{
    public static void Sum<TStep>(VectorBank bank, ReadOnlySpan<double> rows, int block, Span<double> sums)
        where TStep : IFeatureStep => bank.FourRows<TStep>(rows, block, sums);
}
