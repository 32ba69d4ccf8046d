using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads NMF, MiniBatchNMF and LatentDirichletAllocation.</summary>
internal static class FactorizationReader
{
    internal static NonNegativeFactorization NonNegative(EstimatorReader reader)
    {
        NonNegativeForm form = Form(reader);
        string solver = reader.Text("solver") ?? "cd";
        if (solver is not ("cd" or "mu" or "pg"))
        {
            throw reader.Unsupported($"solver='{solver}'");
        }

        if (solver == "cd" && reader.Flag("shuffle", false))
        {
            throw reader.Unsupported("shuffle=True, which takes the components in a random order,");
        }

        // Both sides are of one precision from 0.24 on; before, all was float64.
        InputContract inputs = InputContract.FiniteOrSparse with
        {
            Floats = InputFloats.DoubleOrSingle,
            Precision = !reader.SavedBy.IsAtLeast(0, 24) ? InputPrecision.Double
                : form.Components.DType.IsSingle() ? InputPrecision.OnlySingle : InputPrecision.OnlyDouble,
        };
        return new(reader.Info, form with { IsMultiplicative = solver == "mu", MaxIterations = reader.Int("max_iter", 200) }, inputs);
    }

    internal static NonNegativeFactorization MiniBatch(EstimatorReader reader)
    {
        int most = reader.TryInt("_transform_max_iter", out int count) || reader.TryInt("transform_max_iter", out count) ? count
            : reader.Int("max_iter", 200);
        return new(reader.Info, Form(reader) with { IsMiniBatch = true, MaxIterations = most },
            InputContract.FiniteOrSparse with { Floats = InputFloats.DoubleOrSingle });
    }

    internal static LatentDirichletAllocation Topics(EstimatorReader reader)
    {
        NDArray words = reader.MapMatrix("exp_dirichlet_component_", columns: reader.FeatureCount);
        int iterations = reader.Int("max_doc_update_iter", 100);
        return new(reader.Info, new TopicForm(words)
        {
            Prior = reader.Double("doc_topic_prior_"),
            MaxIterations = iterations,
            Tolerance = reader.Double("mean_change_tol", 1e-3),
            Components = reader.Has("components_") && reader.Has("topic_word_prior_")
                ? reader.MapMatrix("components_", rows: words.Shape[0], columns: words.Shape[1]) : null,
            WordPrior = reader.Double("topic_word_prior_", 1.0 / words.Shape[0]),
        });
    }

    private static NonNegativeForm Form(EstimatorReader reader)
    {
        NDArray components = reader.MapMatrix("components_", columns: reader.FeatureCount);
        double beta = reader.Text("beta_loss") switch
        {
            "frobenius" => 2,
            "kullback-leibler" => 1,
            "itakura-saito" => 0,
            _ => reader.Double("beta_loss", 2),
        };

        // alpha until 1.0, alpha_W from 1.0 on, which counts for each column.
        bool isOld = !reader.Has("alpha_W") || (reader.ValueOrNone("alpha").TryGetDouble(out double given) && given != 0);
        double alpha = !isOld ? reader.Double("alpha_W") * components.Shape[1]
            : reader.Text("regularization") is null or "both" or "transformation" || !reader.Source.TryGetAttribute("regularization", out _)
                ? reader.Double("alpha", 0) : 0;
        double ratio = reader.Double("l1_ratio", 0);
        return new NonNegativeForm(components)
        {
            BetaLoss = beta,
            Tolerance = reader.Double("tol", 1e-4),
            L1 = alpha * ratio,
            L2 = alpha * (1.0 - ratio),
            LiftsSmall = reader.SavedBy.IsAtLeast(1, 3),
        };
    }
}
