using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>FunctionTransformer: a function of numpy on every value, or nothing at all.</summary>
internal sealed class FunctionTransformer : Estimator
{
    private readonly NumpyFunction? _function;
    private readonly NumpyFunction? _inverse;
    private readonly bool _checks;
    private readonly InputContract _contract;

    internal FunctionTransformer(EstimatorReader reader)
        : base(reader)
    {
        _function = ReadFunction(reader, "func", "kw_args");
        _inverse = ReadFunction(reader, "inverse_func", "inv_kw_args");
        _checks = reader.Flag("validate", fallback: false);
        _contract = _checks ? new InputContract { TakesSparse = reader.Flag("accept_sparse", fallback: false) } : InputContract.Anything;
        Methods = Methods.Transform | Methods.InverseTransform | (reader.Text("feature_names_out") == "one-to-one" ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override Methods Methods { get; }

    public override InputContract Inputs(Methods method) => _contract;

    private protected override RowKernel? KernelCore(Methods method) => FeatureCount is { } count && method == Methods.Transform ? KernelOf(_function, count) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        Methods.HasFlag(Methods.GetFeatureNamesOut) && (FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)) is { } known ? known : throw Unsupported(Methods.GetFeatureNamesOut);

    internal RowKernel InverseKernel(int count) => KernelOf(_inverse, count).Guard(this, _contract);

    /// <summary>Without validation the function takes any number of columns.</summary>
    private protected override void CheckColumns(Features x)
    {
        if (_checks)
        {
            base.CheckColumns(x);
        }
    }

    private protected override Features TransformCore(Features x) => Apply(_function, x);

    private protected override Answer InverseTransform(Features x) => Answer.Of(Apply(_inverse, x));

    private static RowKernel KernelOf(NumpyFunction? function, int count) => function is null ? new CopyKernel(count) : new FunctionKernel(function, count);

    private static NumpyFunction? ReadFunction(EstimatorReader reader, string name, string arguments)
    {
        PyValue value = reader.ValueOrNone(name);
        if (value.IsNone)
        {
            return null;
        }

        if (reader.ValueOrNone(arguments).As<PyDict>() is { Count: > 0 })
        {
            throw reader.Unsupported($"{name} called with {arguments}");
        }

        return NumpyFunction.Find(value, out bool isIdentity) ?? (isIdentity ? null : throw reader.Unsupported($"{name}={Describe(value)}"));
    }

    private static string Describe(PyValue value) => value.As<PyGlobal>()?.FullName ?? value.As<PyObject>()?.Class?.FullName ?? value.ToString();

    private Features Apply(NumpyFunction? function, Features x)
    {
        if (function is null)
        {
            return x;
        }

        if (x is SparseMatrix { Csr: { } csr } && function.Apply(0) == 0)
        {
            return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, function.Apply(csr.Data, csr.DType, out DType kind), kind));
        }

        Matrix matrix = x.ToMatrix();
        double[] values = function.Apply(matrix.Values, matrix.DType, out DType type);
        var result = new Matrix(matrix.RowCount, matrix.ColumnCount, values, type) { Names = matrix.Names };
        return x is Table && result.Names is { } names ? FeatureStack.Named([result], names) : result;
    }
}
