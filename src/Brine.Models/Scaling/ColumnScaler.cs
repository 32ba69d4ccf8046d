using Brine.Arrays;

namespace Brine.Models;

/// <summary>StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler: each column is shifted and scaled by itself.</summary>
internal sealed partial class ColumnScaler : Estimator
{
    private readonly ColumnKernel _forward;
    private readonly ColumnKernel _back;
    private readonly SparseScaling? _sparse;
    private readonly InputContract _contract;

    private ColumnScaler(EstimatorReader reader, ColumnKernel forward, ColumnKernel back, SparseScaling? sparse)
        : base(reader)
    {
        _forward = forward;
        _back = back;
        _sparse = sparse;

        // Gaps pass from 0.20 on; a sparse matrix cannot be shifted, and RobustScaler does not try.
        _contract = new InputContract { TakesMissing = reader.SavedBy.IsAtLeast(0, 20), TakesSparse = sparse is not null && (!sparse.Shifts || reader.ClassName == "RobustScaler") };
    }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _forward.InputCount;

    public override InputContract Inputs(Methods method) => _contract;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform => _forward,
        Methods.InverseTransform => _back,
        _ => null,
    };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => TransformedNames.SameAsInput(names ?? FeatureNamesIn, _forward.InputCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) =>
        x is SparseMatrix sparse ? Sparse(sparse, isInverse: false) : _forward.Apply(NumpyPrecision.KeepFloats(x));

    private Answer InverseTransform(Features x)
    {
        CheckColumns(x);
        return Answer.Of(x is SparseMatrix sparse ? Sparse(sparse, isInverse: true) : _back.Apply(NumpyPrecision.KeepFloats(x)));
    }

    private SparseMatrix Sparse(SparseMatrix x, bool isInverse) => _sparse!.Apply(x, isInverse);
}
