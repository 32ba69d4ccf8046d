using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>MultinomialNB, ComplementNB, BernoulliNB: the joint log likelihood is a linear map of counts (or of zeros and ones).</summary>
internal sealed class DiscreteBayes : BayesModel
{
    private readonly LinearMap _map;
    private readonly double? _binarize;

    private DiscreteBayes(EstimatorReader reader, double[] weights, int features, double[] intercepts, double? binarize)
        : base(reader)
    {
        if (intercepts.Length != Classes.Count)
        {
            throw Corrupt(reader);
        }

        _map = new LinearMap(weights, features, intercepts, isSingle: false);
        _binarize = binarize;
    }

    public override int? FeatureCount => _map.Inputs;

    public override RowKernel? Kernel(Methods method) => _binarize is not null ? null : method switch
    {
        Methods.Predict => new BayesClassKernel(new LinearKernel(_map)),
        Methods.PredictProba => new BayesProbabilityKernel(new LinearKernel(_map)),
        _ => null,
    };

    internal static DiscreteBayes ReadMultinomial(EstimatorReader reader)
    {
        (double[] logs, int classes, int features) = Logs(reader);
        return new DiscreteBayes(reader, Transpose(logs, classes, features), features, Priors(reader, classes), binarize: null);
    }

    internal static DiscreteBayes ReadComplement(EstimatorReader reader)
    {
        (double[] logs, int classes, int features) = Logs(reader);
        return new DiscreteBayes(reader, Transpose(logs, classes, features), features, classes == 1 ? Priors(reader, classes) : new double[classes], binarize: null);
    }

    /// <summary>scikit-learn rewrites the sum over absent features as a sum over all, less those that are there.</summary>
    internal static DiscreteBayes ReadBernoulli(EstimatorReader reader)
    {
        (double[] logs, int classes, int features) = Logs(reader);
        double[] priors = Priors(reader, classes);
        var present = new double[logs.Length];
        var intercepts = new double[classes];
        for (int k = 0; k < classes; k++)
        {
            var absent = new double[features];
            for (int i = 0; i < features; i++)
            {
                double log = logs[(k * features) + i];
                absent[i] = Math.Log(1 - Math.Exp(log));
                present[(k * features) + i] = log - absent[i];
            }

            intercepts[k] = priors[k] + NumpySum.Of(absent);
        }

        double? binarize = reader.Has("binarize") ? reader.Double("binarize") : double.NaN;
        return new DiscreteBayes(reader, Transpose(present, classes, features), features, intercepts, binarize);
    }

    private protected override Decisions JointLogLikelihood(Features x)
    {
        if (_binarize is { } threshold && !double.IsNaN(threshold))
        {
            Matrix matrix = x.ToMatrix();
            x = new Matrix(matrix.RowCount, matrix.ColumnCount, Array.ConvertAll(matrix.Values, value => value > threshold ? 1.0 : 0.0));
        }

        return _map.RunAll(x);
    }

    private static (double[] Logs, int Classes, int Features) Logs(EstimatorReader reader)
    {
        NDArray logs = reader.Array("feature_log_prob_");
        return logs.Rank == 2 ? (logs.ToDoubles(), logs.Shape[0], logs.Shape[1]) : throw Corrupt(reader);
    }

    private static double[] Priors(EstimatorReader reader, int classes)
    {
        double[] priors = reader.Doubles("class_log_prior_");
        return priors.Length == classes ? priors : throw Corrupt(reader);
    }

    private static double[] Transpose(double[] values, int rows, int columns)
    {
        var turned = new double[values.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                turned[(c * rows) + r] = values[(r * columns) + c];
            }
        }

        return turned;
    }

    private static PickleFormatException Corrupt(EstimatorReader reader) =>
        new("FormatModel", $"the arrays of {reader.ClassName} at {reader.Path} do not fit each other; the file is corrupt");
}
