using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>
/// A method compiled to act on one row of numbers at a time, without allocating. For <c>predict</c> of a classifier the output is the
/// index into its classes. What the method does not take in Python is refused here too.
/// </summary>
public abstract class RowKernel
{
    private const int NotGuarded = -1;

    private int _width = NotGuarded;
    private ValueRule _rule;
    private ValueRule _rowRule;
    private Estimator? _owner;
    private InputContract? _contract;

    private protected RowKernel()
    {
    }

    /// <summary>How many numbers a row has.</summary>
    public abstract int InputCount { get; }

    /// <summary>How many numbers come out.</summary>
    public abstract int OutputCount { get; }

    /// <summary>True where the values are looked at while they are converted, and need no pass before it.</summary>
    private protected virtual bool ChecksValues => false;

    /// <summary>
    /// True where the computation of one row finds out by itself: numbers that every value of the row goes into are not finite when a value
    /// is not, and few numbers are looked at sooner than a whole row. Then it calls <see cref="RequireValues"/>.
    /// </summary>
    private protected virtual bool ChecksRow => false;

    /// <summary>True where an output is not finite whenever a value of the row is not.</summary>
    internal virtual bool CarriesNonFinite => false;

    /// <summary>True where a row with a value that is not finite is never answered.</summary>
    internal bool RefusesNonFinite => _contract is { Rule: ValueRule.Finite or ValueRule.FiniteCount } && !ChecksValues;

    /// <summary>Computes the outputs of one row.</summary>
    /// <param name="row"><see cref="InputCount"/> numbers.</param>
    /// <param name="output">Room for <see cref="OutputCount"/> numbers.</param>
    /// <exception cref="ModelInputException">The row is longer or shorter, or holds a value that the method does not take.</exception>
    public void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        if (_width != NotGuarded && (row.Length != _width || !ValueCheck.Fits(row, _rowRule)))
        {
            RefuseRow(row);
        }

        RunCore(row, output);
    }

    /// <summary>Runs over all rows of a matrix.</summary>
    /// <returns>The outputs, row by row.</returns>
    /// <exception cref="ModelInputException">The matrix is wider or narrower, or holds a value that the method does not take.</exception>
    public double[] RunAll(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (_width != NotGuarded)
        {
            if (matrix.ColumnCount != _width)
            {
                throw WrongWidth(matrix.ColumnCount);
            }

            if (!ValueCheck.Fits(matrix.Values, _rule))
            {
                InputCheck.Require(_owner!, _contract!, matrix.Values, _width, 0, matrix.Names);
            }
        }

        return RunAllCore(matrix);
    }

    /// <summary>Runs over rows that lie behind each other.</summary>
    /// <param name="rows">The rows, <see cref="InputCount"/> numbers each.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="outputs">Room for <see cref="OutputCount"/> numbers a row.</param>
    /// <exception cref="ModelInputException">A row holds a value that the method does not take.</exception>
    public void RunRows(ReadOnlySpan<double> rows, int count, Span<double> outputs)
    {
        if (_width != NotGuarded)
        {
            rows = rows[..(count * _width)];
            if (!ValueCheck.Fits(rows, _rule))
            {
                InputCheck.Require(_owner!, _contract!, rows, _width, 0, null);
            }
        }

        RunRowsCore(rows, count, outputs);
    }

    /// <summary>The computation of one row that was checked.</summary>
    internal abstract void RunCore(ReadOnlySpan<double> row, Span<double> output);

    /// <summary>The computation of a matrix that was checked.</summary>
    internal virtual double[] RunAllCore(Matrix matrix)
    {
        var outputs = new double[matrix.RowCount * OutputCount];
        RunRowsCore(matrix.Values, matrix.RowCount, outputs);
        return outputs;
    }

    /// <summary>The computation of rows that were checked.</summary>
    internal virtual void RunRowsCore(ReadOnlySpan<double> rows, int count, Span<double> outputs)
    {
        int inputs = InputCount, width = OutputCount, row = 0;
        try
        {
            for (; row < count; row++)
            {
                RunCore(rows.Slice(row * inputs, inputs), outputs.Slice(row * width, width));
            }
        }
        catch (ModelInputException error)
        {
            // What a part in the middle refuses, it refuses without knowing which row it has.
            throw InputCheck.InRow(error, row);
        }
    }

    /// <summary>Makes the kernel check what its estimator does not take. One that another estimator made checks already.</summary>
    internal RowKernel Guard(Estimator owner, InputContract contract)
    {
        if (_owner is null)
        {
            _contract = contract;
            _rule = ChecksValues ? ValueRule.Any : contract.Rule;
            _rowRule = ChecksRow ? ValueRule.Any : _rule;
            _width = InputCount;
            _owner = owner;
        }

        return this;
    }

    /// <summary>Refuses a row that holds a value that the method does not take; numbers may have overflowed though all its values are
    /// finite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void RequireValues(ReadOnlySpan<double> row)
    {
        if (_owner is not null)
        {
            InputCheck.Require(_owner, _contract!, row, InputCount, null, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseRow(ReadOnlySpan<double> row)
    {
        if (row.Length != _width)
        {
            throw WrongWidth(row.Length);
        }

        InputCheck.Require(_owner!, _contract!, row, _width, null, null);
    }

    private ModelInputException WrongWidth(int count) =>
        new("InputFeatures", $"the row has {count} numbers and {_owner!.ClassName} was trained on {_width}");
}
