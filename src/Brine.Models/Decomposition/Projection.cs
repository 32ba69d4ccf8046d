using Brine.Arrays;

namespace Brine.Models;

/// <summary>PCA, IncrementalPCA, TruncatedSVD: rows are projected on the components, and back.</summary>
internal sealed class Projection : Estimator
{
    private readonly PrincipalComponents _model;
    private readonly ProjectionKernel _forward;
    private readonly ProjectionKernel _back;
    private readonly SingleProjection? _singleForward;
    private readonly SingleProjection? _singleBack;
    private readonly Lazy<GaussianLikelihood>? _likelihood;
    private readonly InputContract _inputs;
    private readonly InputContract _inverseInputs;

    internal Projection(EstimatorInfo info, ProjectionForm form, InputContract inputs, InputContract inverseInputs)
        : base(info)
    {
        Form = form;
        (_inputs, _inverseInputs) = (inputs, inverseInputs);
        _model = new PrincipalComponents(form);
        _forward = _model.Forward();
        _back = _model.Back();
        _singleForward = _model.IsSingle ? _model.SingleForward() : null;
        _singleBack = _model.IsSingle ? _model.SingleBack() : null;
        _likelihood = form.NoiseVariance is { } noise ? new(() => new GaussianLikelihood(_model, noise, Path)) : null;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods =>
        Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut
            | (_likelihood is null ? Methods.None : Methods.ScoreSamples);

    public override int? FeatureCount => _model.FeatureCount;

    public override InputContract Inputs(Methods method) => method switch
    {
        Methods.InverseTransform => _inverseInputs,
        Methods.Transform => _inputs,
        _ => InputContract.Finite with { Floats = InputFloats.DoubleOrSingle },
    };

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform => _forward,
        Methods.InverseTransform => _back,
        _ => null,
    };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _model.Count);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        Methods.ScoreSamples => ScoreSamples(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        if (x is SparseMatrix sparse && _forward.Mean is null)
        {
            return TransformSparse(sparse.Csr);
        }

        Matrix matrix = x.ToMatrix();
        return _singleForward is not null && matrix.DType.FitsSingle()
            ? new Matrix(matrix.RowCount, _model.Count, _singleForward.RunAll(matrix), DType.Float32)
            : new Matrix(matrix.RowCount, _model.Count, _forward.RunAllCore(matrix));
    }

    private Answer InverseTransform(Features x)
    {
        if (x.ColumnCount != _model.Count)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the {_model.Count} components");
        }

        Matrix matrix = x.ToMatrix();
        return Answer.Of(_singleBack is not null && matrix.IsSingle
            ? new Matrix(matrix.RowCount, _model.FeatureCount, _singleBack.RunAll(matrix), DType.Float32)
            : new Matrix(matrix.RowCount, _model.FeatureCount, _back.RunAllCore(matrix)));
    }

    private Answer ScoreSamples(Features x)
    {
        Matrix matrix = x.ToMatrix();
        return NumpyPrecision.ToArray(_likelihood!.Value.Score(matrix), _likelihood.Value.IsSingleFor(matrix));
    }

    private Matrix TransformSparse(CsrMatrix csr)
    {
        int count = _model.Count;
        bool isSingle = _singleForward is not null && csr.DType.FitsSingle();
        var products = new double[csr.RowCount * count];
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int j = 0; j < count; j++)
            {
                products[(row * count) + j] = isSingle ? SparseDot.OfSingles(csr, row, _model.Component(j))
                    : SparseDot.Of(csr, row, _model.Component(j));
            }

            if (isSingle)
            {
                _singleForward!.Finish(products.AsSpan(row * count, count));
            }
            else
            {
                _forward.Finish(products.AsSpan(row * count, count));
            }
        }

        return new Matrix(csr.RowCount, count, products, isSingle ? DType.Float32 : DType.Float64);
    }
}
