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

        // Until 0.21 None meant to check.
        _checks = reader.Flag("validate", fallback: reader.Source.TryGetAttribute("validate", out PyValue validate) && validate.IsNone);
        bool takesSparse = reader.Flag("accept_sparse", fallback: reader.Text("accept_sparse") is not null || reader.ValueOrNone("accept_sparse").As<PyList>() is not null);
        _contract = _checks ? new InputContract { TakesSparse = takesSparse } : InputContract.Anything;
        Methods = Methods.Transform | Methods.InverseTransform | (reader.Text("feature_names_out") == "one-to-one" ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override Methods Methods { get; }

    public override InputContract Inputs(Methods method) => _contract;

    private protected override RowKernel? KernelCore(Methods method) => FeatureCount is { } count && method == Methods.Transform ? KernelOf(_function, count) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        Methods.HasFlag(Methods.GetFeatureNamesOut) && (FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)) is { } known ? known : throw Unsupported(Methods.GetFeatureNamesOut);

    internal RowKernel? InverseKernel(int count) => KernelOf(_inverse, count)?.Guard(this, _contract);

    /// <summary>Without validation nothing is looked at, neither the number of the columns nor their names.</summary>
    private protected override Features Admit(Methods method, Features x) => _checks ? base.Admit(method, x) : x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => Apply(_function, x);

    private Answer InverseTransform(Features x) => Answer.Of(Apply(_inverse, x));

    private static RowKernel? KernelOf(NumpyFunction? function, int count) => function is null ? new CopyKernel(count) : function.Kernel(count);

    private static NumpyFunction? ReadFunction(EstimatorReader reader, string name, string arguments)
    {
        PyValue value = reader.ValueOrNone(name);
        PyDict? given = reader.ValueOrNone(arguments).As<PyDict>();
        if (value.IsNone || (FunctionReference.Read(value) is { Name: "_identity" } own && own.Module.StartsWith("sklearn.preprocessing.", StringComparison.Ordinal)))
        {
            return given is { Count: > 0 } ? throw reader.Unsupported($"{arguments} and no {name}") : null;
        }

        return NumpyFunction.Find(value, given)
            ?? throw reader.Unsupported($"{name}={FunctionReference.Describe(value)}{(given is { Count: > 0 } ? $" and {arguments}={given}" : "")}");
    }

    private Features Apply(NumpyFunction? function, Features x)
    {
        return function is null ? x : function.Apply(x);
    }
}
