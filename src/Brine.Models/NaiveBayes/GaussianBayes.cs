using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>GaussianNB: a normal distribution for each class and feature.</summary>
internal sealed class GaussianBayes : BayesModel
{
    private readonly GaussianBayesKernel _kernel;

    internal GaussianBayes(EstimatorReader reader)
        : base(reader)
    {
        NDArray means = reader.Array("theta_"), variances = reader.Array("var_", "sigma_");
        double[] priors = reader.Doubles("class_prior_");
        if (means.Rank != 2 || !means.Shape.SequenceEqual(variances.Shape) || means.Shape[0] != Classes.Count || priors.Length != Classes.Count)
        {
            throw new PickleFormatException("FormatModel", $"the arrays of GaussianNB at {reader.Path} do not fit each other; the file is corrupt");
        }

        _kernel = new GaussianBayesKernel(means.ToDoubles(), variances.ToDoubles(), priors, means.Shape[1]);
    }

    public override int? FeatureCount => _kernel.InputCount;

    public override RowKernel? Kernel(Methods method) => method switch
    {
        Methods.Predict => new BayesClassKernel(_kernel),
        Methods.PredictProba => new BayesProbabilityKernel(_kernel),
        _ => null,
    };

    private protected override Decisions JointLogLikelihood(Features x) => new(_kernel.RunAll(x.ToMatrix()), Classes.Count, IsSingle: false);
}
