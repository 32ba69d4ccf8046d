using Brine.Arrays;

namespace Brine.Models;

/// <summary>OneHotEncoder: a column of zeros and ones for each category of each feature.</summary>
internal sealed partial class OneHotEncoder : Estimator
{
    private readonly OneHotForm _form;
    private readonly CategoryColumns _categories;
    private readonly OneHotLayout _layout;
    private readonly InputContract _inputs;

    internal OneHotEncoder(EstimatorInfo info, OneHotForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _categories = new CategoryColumns(info, form.Features.Select(feature => feature.Categories), form.FindsNumbersAmongObjects);
        _layout = new OneHotLayout(form, _categories);
    }

    public override EstimatorForm Form => _form;

    /// <summary>The categories, and where each goes.</summary>
    internal OneHotLayout Layout => _layout;

    /// <summary>The error where the output columns have no names (<c>feature_name_combiner</c> is a function); null where they
    /// have.</summary>
    internal UnsupportedModelException? NamesRefused { get; init; }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _categories.Count;

    public override IReadOnlyList<ColumnKind>? InputKinds => _categories.Kinds();

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform ? InputContract.FiniteOrSparse : _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _categories.AreNumeric ? new OneHotKernel(_layout) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        if (NamesRefused is not null)
        {
            throw NamesRefused;
        }

        if (names is not null && names.Count != _categories.Count)
        {
            throw new ModelInputException("InputFeatures",
                $"there are {names.Count} names and {ClassName} was trained on {_categories.Count} columns");
        }

        var made = new List<string>(_layout.ColumnCount);
        for (int c = 0; c < _categories.Count; c++)
        {
            string prefix = (names is null ? $"x{c}" : names[c]) + "_";
            for (int place = 0; place < _layout.Starts[c + 1] - _layout.Starts[c]; place++)
            {
                made.Add(prefix + _layout.NameOf(c, _layout.GroupAt(c, place)));
            }
        }

        return made;
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        int[] codes = _categories.Encode(x, _layout.RefusesUnknown);
        int width = _categories.Count;
        if (!_form.IsSparse)
        {
            var dense = new double[checked(x.RowCount * _layout.ColumnCount)];
            for (int i = 0; i < codes.Length; i++)
            {
                int target = _layout.TargetOf(i % width, codes[i]);
                if (target >= 0)
                {
                    dense[(i / width * _layout.ColumnCount) + target] = 1;
                }
            }

            return new Matrix(x.RowCount, _layout.ColumnCount, dense, _form.DType);
        }

        var starts = new int[x.RowCount + 1];
        var columns = new int[codes.Length];
        int count = 0;
        for (int row = 0, at = 0; row < x.RowCount; row++)
        {
            for (int c = 0; c < width; c++)
            {
                int target = _layout.TargetOf(c, codes[at++]);
                if (target >= 0)
                {
                    columns[count++] = target;
                }
            }

            starts[row + 1] = count;
        }

        var data = new double[count];
        Array.Fill(data, 1);
        return new SparseMatrix(
            new CsrMatrix(x.RowCount, _layout.ColumnCount, starts, columns.AsSpan(0, count).ToArray(), data, _form.DType));
    }
}
