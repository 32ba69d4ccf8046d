using Brine.Arrays;

namespace Brine.Models;

/// <summary>SparseCoder, DictionaryLearning and MiniBatchDictionaryLearning.</summary>
internal sealed class SparseCoder : Estimator
{
    private readonly SparseCodeForm _form;
    private readonly double[] _atoms;
    private readonly int _count;
    private readonly int _width;
    private readonly bool _isSingle;
    private readonly bool _hasInverse;
    private readonly AtomSolver?[] _solvers = new AtomSolver?[2];

    internal SparseCoder(EstimatorInfo info, SparseCodeForm form, bool hasInverse)
        : base(info)
    {
        _form = form;
        _atoms = form.Atoms.ToDoubles();
        (_count, _width) = (form.Atoms.Shape[0], form.Atoms.Shape[1]);
        _isSingle = form.Atoms.DType.IsSingle();
        _hasInverse = hasInverse;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Transform | (_hasInverse ? Methods.InverseTransform : Methods.None)
            | (Info.SavedVersion.IsAtLeast(1, 1) ? Methods.GetFeatureNamesOut : Methods.None);

    public override int? FeatureCount => _width;

    /// <summary>From 1.9 on the compiled code of coordinate descent gets rows in the precision they have, and takes that of the atoms
    /// alone.</summary>
    public override InputContract Inputs(Methods method) =>
        method != Methods.Transform || _form.Algorithm != SparseCodeAlgorithm.LassoDescent || !_form.MatchesPrecision
            ? InputContract.Finite
            : InputContract.Finite with { Precision = _isSingle ? InputPrecision.OnlySingle : InputPrecision.OnlyDouble };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _count);

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? Answer.Of(InverseTransform(x)) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        Matrix rows = x.ToMatrix();
        int width = _form.SplitsSign ? 2 * _count : _count;
        var output = new double[checked(rows.RowCount * width)];
        bool fits = _form.MatchesPrecision ? rows.IsSingle && !rows.DType.IsSwapped : rows.DType.FitsSingle();
        if (_form.Algorithm == SparseCodeAlgorithm.LassoDescent)
        {
            fits = _isSingle;
            rows = _isSingle ? new Matrix(rows.RowCount, rows.ColumnCount, NumpyPrecision.Round(rows.Values.ToArray(), DType.Float32))
                : rows;
        }

        if (_isSingle && _form.HasWeakFloats && !rows.IsSingle && IsAngled)
        {
            // The rows are brought to the precision of the atoms, and refused where they do not fit it,
            // though no step looks at them again.
            InputCheck.Require(this, InputContract.Finite with { Precision = InputPrecision.Single }, rows.Values, rows.ColumnCount, 0,
                rows.Names);
        }

        bool isSingle = _isSingle && fits;
        AtomSolver? solver = Solver(fits);
        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> given = rows.Row(row);
            Span<double> made = output.AsSpan(row * width, width), code = made[.._count];
            Products(given, code, isSingle);
            if (solver is not null)
            {
                Solve(solver, code, AtomSolver.Dot(given, given, isSingle), rows, row);
            }
            else
            {
                Cut(code, isSingle);
            }

            for (int k = 0; _form.SplitsSign && k < _count; k++)
            {
                made[_count + k] = -(code[k] < 0 ? code[k] : 0);
                code[k] = code[k] > 0 ? code[k] : 0;
            }
        }

        if (_form.Algorithm == SparseCodeAlgorithm.LassoDescent && !ValueCheck.Fits(output, ValueRule.Finite))
        {
            throw new ModelInputException("InputNotFinite", $"the code of a row is too large for the precision of {ClassName}, and "
                + "scikit-learn's coordinate descent answers with finite numbers only");
        }

        bool gives = !_form.SplitsSign && !_form.JoinsJobs && _form.Algorithm switch
        {
            SparseCodeAlgorithm.MatchingPursuit => _form.MatchesPrecision ? fits : _isSingle,
            SparseCodeAlgorithm.Threshold => isSingle,
            _ => _isSingle,
        };
        bool rounds = _isSingle && IsAngled;
        return new Matrix(rows.RowCount, width, rounds ? NumpyPrecision.Round(output, DType.Float32) : output,
            gives ? DType.Float32 : DType.Float64);
    }

    /// <summary>The solver for rows of one precision, which all calls share; null where products are cut off.</summary>
    private AtomSolver? Solver(bool fitsSingle)
    {
        if (_form.Algorithm == SparseCodeAlgorithm.Threshold)
        {
            return null;
        }

        return _solvers[fitsSingle ? 1 : 0] ??= MakeSolver(fitsSingle);
    }

    private AtomSolver MakeSolver(bool fitsSingle)
    {
        var gram = new double[checked(_count * _count)];
        for (int i = 0; i < _count; i++)
        {
            Products(_atoms.AsSpan(i * _width, _width), gram.AsSpan(i * _count, _count), _isSingle);
        }

        bool isSingle = _isSingle && fitsSingle, isGramSingle = _form.MatchesPrecision ? fitsSingle : _isSingle;
        var precision = new CodePrecision(isGramSingle, isSingle, isSingle, _form.HasWeakFloats);
        gram = isGramSingle ? NumpyPrecision.Round(gram, DType.Float32) : gram;
        return _form.Algorithm switch
        {
            SparseCodeAlgorithm.MatchingPursuit => new MatchingPursuit(gram, _count, _form.MaxAtoms, precision),
            SparseCodeAlgorithm.LassoDescent => new CoordinateDescent(gram, _count, _form,
                CodePrecision.Round(_form.Threshold / _width * _width, isSingle), isSingle),
            _ => new LeastAngle(gram, _count, _width, _form, precision),
        };
    }

    /// <summary>The code of one row; an error names the row, and the column where its value is beyond float32.</summary>
    private void Solve(AtomSolver solver, Span<double> code, double squares, Matrix rows, int row)
    {
        try
        {
            solver.Run(code, squares);
        }
        catch (ModelInputException error)
        {
            ReadOnlySpan<double> given = rows.Row(row);
            for (int column = 0; _isSingle && column < given.Length; column++)
            {
                if (!float.IsFinite((float)given[column]))
                {
                    InputContract single = InputContract.Finite with { Precision = InputPrecision.Single };
                    throw InputCheck.Refusal(this, single, given[column], row, column, rows.Names);
                }
            }

            throw InputCheck.InRow(error, row);
        }
    }

    private bool IsAngled => _form.Algorithm is SparseCodeAlgorithm.LeastAngle or SparseCodeAlgorithm.LassoLeastAngle;

    private void Cut(Span<double> code, bool isSingle)
    {
        for (int k = 0; k < code.Length; k++)
        {
            double size = CodePrecision.Round(Math.Abs(code[k]) - CodePrecision.Round(_form.Threshold, isSingle), isSingle);
            double cut = Math.Sign(code[k]) * (size > 0 ? size : 0);
            code[k] = _form.IsPositive && cut <= 0 ? 0 : cut;
        }
    }

    private void Products(ReadOnlySpan<double> row, Span<double> products, bool isSingle)
    {
        for (int k = 0; k < _count; k++)
        {
            products[k] = AtomSolver.Dot(_atoms.AsSpan(k * _width, _width), row, isSingle);
        }
    }

    private Matrix InverseTransform(Features x)
    {
        Matrix rows = x.ToMatrix();
        int needed = _form.SplitsSign ? 2 * _count : _count;
        if (rows.ColumnCount != needed)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {rows.ColumnCount} columns and the code of {ClassName} has {needed}");
        }

        if (_form.SplitsSign && rows.DType.Kind == 'b')
        {
            throw new ModelInputException("InputKind", $"the data is all bools, which numpy does not subtract: {ClassName} takes numbers");
        }

        bool isSingle = _isSingle && rows.DType.FitsSingle();
        var output = new double[checked(rows.RowCount * _width)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            ReadOnlySpan<double> code = rows.Row(row);
            for (int k = 0; k < _count; k++)
            {
                double weight = _form.SplitsSign ? NumpyPrecision.Cast(code[k] - code[_count + k], rows.DType) : code[k];
                for (int column = 0; column < _width; column++)
                {
                    ref double made = ref output[(row * _width) + column];
                    double product = weight * _atoms[(k * _width) + column];
                    made = isSingle ? (float)(made + (float)product) : made + product;
                }
            }
        }

        return new Matrix(rows.RowCount, _width, output, isSingle ? DType.Float32 : DType.Float64);
    }
}
