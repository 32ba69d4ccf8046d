using System.Runtime.InteropServices;

namespace Brine.Models;

/// <summary>Walks over rows; each is there with all training rows within the radius.</summary>
internal sealed class RadiusRows
{
    private readonly RadiusModel _model;
    private readonly AskedRows _asked;
    private readonly SparseMatrix? _sparse;
    private readonly Matrix? _matrix;
    private readonly double[] _full;
    private readonly List<double> _distances = [];
    private readonly List<int> _indices = [];

    internal RadiusRows(RadiusModel model, Features x, AskedRows asked)
    {
        (_model, _asked) = (model, asked);
        _sparse = x as SparseMatrix;
        _matrix = _sparse is null ? x.ToMatrix() : null;
        _full = new double[_sparse is null ? 0 : x.ColumnCount];
        Count = x.RowCount;
        IsSingle = model.Search.GivesSingles(asked);
        CountsVotes = model.Search.CountsVotes(asked);
    }

    /// <summary>How many rows there are.</summary>
    internal int Count { get; }

    /// <summary>True where Python has the distances as float32.</summary>
    internal bool IsSingle { get; }

    /// <summary>True where votes are counted while they are searched.</summary>
    internal bool CountsVotes { get; }

    /// <summary>The distances to what is near the row.</summary>
    internal Span<double> Distances => CollectionsMarshal.AsSpan(_distances);

    /// <summary>The training rows that are near.</summary>
    internal Span<int> Indices => CollectionsMarshal.AsSpan(_indices);

    /// <summary>Finds what is near a row.</summary>
    internal void Find(int row)
    {
        _distances.Clear();
        _indices.Clear();
        _sparse?.Csr.CopyRow(row, _full);
        _model.Search.FindWithin(_matrix is null ? _full : _matrix.Row(row), _asked, _model.Radius, _distances, _indices);
    }

    /// <summary>Sorts what was found: the nearest first.</summary>
    internal void Sort() => _model.Search.Sort(Distances, Indices, _asked);
}
