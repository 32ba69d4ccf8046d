using Brine.Arrays;

namespace Brine.Models;

/// <summary>The results of statsmodels: linear models, generalized ones and discrete ones.</summary>
internal sealed class ResponseModel : Estimator
{
    private static readonly InputContract Contract = new()
    {
        TakesMissing = true, TakesInfinity = true, TakesEmpty = true, Floats = InputFloats.AsGiven,
    };

    private readonly ResponseForm _form;
    private readonly int _width;
    private readonly FormulaDesign? _design;

    /// <param name="info">What the results are.</param>
    /// <param name="form">Coefficients and link.</param>
    /// <param name="names">The names of the columns that the coefficients belong to, or null.</param>
    /// <param name="design">What a formula makes of the data, or null.</param>
    internal ResponseModel(EstimatorInfo info, ResponseForm form, IReadOnlyList<string>? names, FormulaDesign? design)
        : base(info)
    {
        _form = form;
        _width = form.Weights.Length / form.OutputCount;
        _design = design;
        FeatureNamesIn = design?.Names ?? names;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict;

    public override IReadOnlyList<string>? FeatureNamesIn { get; }

    public override int? FeatureCount => _design is null ? _width : null;

    /// <summary>A formula finds its columns by name, among others.</summary>
    public override bool FindsColumnsByName => _design is not null;

    public override InputContract Inputs(Methods method) => _design is null ? Contract : InputContract.Anything;

    private protected override Features Admit(Methods method, Features x) => _design is null ? base.Admit(method, x) : x;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict && _design is null ? new ResponseKernel(_form, _width) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.Predict)
        {
            return base.Run(method, x, options);
        }

        var kernel = new ResponseKernel(_form, _width);
        double[] answers = kernel.RunAllCore(_design?.Apply(x, ClassName) ?? x.ToMatrix());
        return kernel.OutputCount == 1 ? NDArray.Of(answers) : NDArray.Of(answers, x.RowCount, kernel.OutputCount);
    }

    private sealed class ResponseKernel(ResponseForm form, int width) : RowKernel
    {
        public override int InputCount => width;

        public override int OutputCount => form.Kind == ResponseKind.Multinomial ? form.OutputCount + 1 : form.OutputCount;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            bool isMultinomial = form.Kind == ResponseKind.Multinomial;
            Span<double> sums = isMultinomial ? output.Slice(1, form.OutputCount) : output[..form.OutputCount];
            sums.Clear();
            for (int i = 0; i < row.Length; i++)
            {
                for (int k = 0; k < sums.Length; k++)
                {
                    sums[k] += row[i] * form.Weights[(i * sums.Length) + k];
                }
            }

            if (!isMultinomial)
            {
                output[0] = Of(sums[0]);
                return;
            }

            output[0] = 1;
            double total = 1;
            for (int k = 1; k < OutputCount; k++)
            {
                output[k] = Math.Exp(output[k]);
                total += output[k];
            }

            for (int k = 0; k < OutputCount; k++)
            {
                output[k] /= total;
            }
        }

        private double Of(double sum) => form.Kind switch
        {
            ResponseKind.Exponential => Math.Exp(sum),
            ResponseKind.Logistic => 1 / (1 + Math.Exp(-sum)),
            ResponseKind.Normal => NormalDistribution.Cumulative(sum),
            ResponseKind.Power => form.Exponent == -1 ? 1 / sum : Math.Pow(sum, form.Exponent),
            ResponseKind.ComplementaryLogLog => 1 - Math.Exp(-Math.Exp(sum)),
            _ => sum,
        };
    }
}
