using Brine.Arrays;

namespace Brine.Models;

/// <summary>SGDOneClassSVM: <c>X @ coef_.T - offset_</c>; 1 where that is not negative, else -1.</summary>
internal sealed class SgdOneClassSvm : Estimator
{
    private readonly DenseLayer<double> _layer;
    private readonly double _offset;

    internal SgdOneClassSvm(EstimatorInfo info, LinearForm form)
        : base(info)
    {
        Form = form;
        _layer = new DenseLayer<double>(form.Coefficients.ToDoubles(), form.FeatureCount, 1, [], inputMajor: false);
        _offset = -form.Intercepts.ToDoubles()[0];
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | Methods.ScoreSamples;

    public override int? FeatureCount => _layer.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.DecisionFunction ? new DecisionKernel(_layer, _offset) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.DecisionFunction => DecisionFunction(x),
        Methods.ScoreSamples => ScoreSamples(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x) => NDArray.Of(Array.ConvertAll(Decide(x), decision => decision >= 0 ? 1 : -1));

    private Answer DecisionFunction(Features x) => NDArray.Of(Decide(x));

    private Answer ScoreSamples(Features x) => NDArray.Of(Array.ConvertAll(Decide(x), decision => decision + _offset));

    private double[] Decide(Features x)
    {
        var decisions = new double[x.RowCount];
        if (x is SparseMatrix { Csr: var csr })
        {
            for (int row = 0; row < csr.RowCount; row++)
            {
                int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
                _layer.RunSparse(csr.Columns.AsSpan(start, count), csr.Data.AsSpan(start, count), decisions.AsSpan(row, 1));
            }
        }
        else
        {
            _layer.RunRows(x.ToMatrix().Values, x.RowCount, decisions);
        }

        return Array.ConvertAll(decisions, decision => decision - _offset);
    }

    private sealed class DecisionKernel(DenseLayer<double> layer, double offset) : LinearHeadKernel(layer, 1)
    {
        private protected override void Finish(Span<double> scores, int width, Span<double> output)
        {
            for (int row = 0; row < output.Length; row++)
            {
                output[row] = scores[row] - offset;
            }
        }
    }
}
