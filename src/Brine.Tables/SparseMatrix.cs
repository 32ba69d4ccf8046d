using Brine.Arrays;

namespace Brine.Tables;

/// <summary>A sparse matrix as features.</summary>
/// <param name="csr">The matrix in compressed sparse row form.</param>
public sealed class SparseMatrix(CsrMatrix csr) : Features
{
    /// <summary>The matrix in compressed sparse row form.</summary>
    public CsrMatrix Csr { get; } = csr;

    /// <inheritdoc/>
    public override int RowCount => Csr.RowCount;

    /// <inheritdoc/>
    public override int ColumnCount => Csr.ColumnCount;

    /// <inheritdoc/>
    public override Matrix ToMatrix() => new(RowCount, ColumnCount, Csr.ToDense(), Csr.DType);

    /// <inheritdoc/>
    public override Features SelectColumns(IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var targets = new List<int>?[ColumnCount];
        for (int i = 0; i < columns.Count; i++)
        {
            (targets[columns[i]] ??= []).Add(i);
        }

        var starts = new int[RowCount + 1];
        var picked = new List<int>();
        var data = new List<double>();
        var row = new List<(int Column, double Value)>();
        for (int r = 0; r < RowCount; r++)
        {
            row.Clear();
            for (int i = Csr.Starts[r]; i < Csr.Starts[r + 1]; i++)
            {
                foreach (int target in targets[Csr.Columns[i]] ?? [])
                {
                    row.Add((target, Csr.Data[i]));
                }
            }

            row.Sort((left, right) => left.Column.CompareTo(right.Column));
            picked.AddRange(row.Select(entry => entry.Column));
            data.AddRange(row.Select(entry => entry.Value));
            starts[r + 1] = picked.Count;
        }

        return new SparseMatrix(new CsrMatrix(RowCount, columns.Count, starts, [.. picked], [.. data], Csr.DType));
    }

    /// <inheritdoc/>
    public override Features SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var starts = new int[rows.Count + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int i = 0; i < rows.Count; i++)
        {
            (ReadOnlyMemory<int> from, ReadOnlyMemory<double> values) = Csr.Row(rows[i]);
            columns.AddRange(from.Span);
            data.AddRange(values.Span);
            starts[i + 1] = columns.Count;
        }

        return new SparseMatrix(new CsrMatrix(rows.Count, ColumnCount, starts, [.. columns], [.. data], Csr.DType));
    }
}
