using System.Globalization;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>PolynomialFeatures: all products of columns up to a degree.</summary>
internal sealed class PolynomialFeatures : Estimator
{
    private readonly PolynomialForm _form;
    private readonly InputContract _inputs;
    private readonly Lazy<PolynomialTerms> _terms;

    internal PolynomialFeatures(EstimatorInfo info, PolynomialForm form, InputContract inputs, bool named)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _terms = new(MakeTerms);
        Methods = Methods.Transform | (named ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _form.FeatureCount;

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        if (_terms.Value.Count == 0)
        {
            // numpy's vstack of nothing is an error.
            throw new ModelInputException("InputFeatures",
                $"{ClassName} makes no features of {FeatureCount} column{(FeatureCount == 1 ? "" : "s")}, and so has no names");
        }

        var all = new string[_terms.Value.Count];
        for (int term = 0; term < all.Length; term++)
        {
            all[term] = NameOf(_terms.Value[term], names);
        }

        return all;
    }

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? Kernel() : null;

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix sparse)
        {
            return new SparseMatrix(SparseProducts.Of(sparse.Csr, _terms.Value, _form.KeepsStoredZeros));
        }

        Matrix matrix = NumpyPrecision.KeepFloats(x);
        PolynomialKernel kernel = Kernel();
        int width = kernel.OutputCount;
        var values = new double[checked(matrix.RowCount * width)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Span<double> output = values.AsSpan(row * width, width);
            if (matrix.DType.ItemSize < sizeof(double))
            {
                kernel.Run(matrix.Row(row), output, matrix.DType);
            }
            else
            {
                kernel.RunCore(matrix.Row(row), output);
            }
        }

        return new Matrix(matrix.RowCount, width, values, matrix.DType);
    }

    private PolynomialKernel Kernel() => new(_form.FeatureCount, _terms.Value, _form.StartsWithFirst);

    private PolynomialTerms MakeTerms()
    {
        try
        {
            return PolynomialTerms.Of(_form);
        }
        catch (OverflowException error)
        {
            throw new UnsupportedModelException("UnsupportedOption", $"{ClassName} cannot run: {error.Message}", Path);
        }
    }

    private static string NameOf(ReadOnlySpan<int> columns, IReadOnlyList<string> names)
    {
        var parts = new List<string>();
        for (int i = 0; i < columns.Length;)
        {
            int end = i;
            while (end < columns.Length && columns[end] == columns[i])
            {
                end++;
            }

            parts.Add(end - i == 1 ? names[columns[i]] : string.Create(CultureInfo.InvariantCulture, $"{names[columns[i]]}^{end - i}"));
            i = end;
        }

        return parts.Count == 0 ? "1" : string.Join(' ', parts);
    }
}
