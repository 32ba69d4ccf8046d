using System.Numerics;

namespace Brine.Training;

/// <summary>Makes products of columns: scikit-learn's <c>PolynomialFeatures</c>.</summary>
public sealed class PolynomialFeatures : Trainer
{
    /// <summary><c>degree</c>: of how many factors a product is at most.</summary>
    public int Degree { get; set; } = 2;

    /// <summary><c>interaction_only</c>: whether a column is in a product once at most.</summary>
    public bool HasOnlyInteractions { get; set; }

    /// <summary><c>include_bias</c>: whether there is a column of ones.</summary>
    public bool HasBias { get; set; } = true;

    /// <inheritdoc/>
    public override string PythonName => "PolynomialFeatures";

    private protected override string Module => "sklearn.preprocessing._polynomial";

    internal override void Bind(ParameterBinder binder)
    {
        Degree = binder.Int("degree", Degree, 0);
        HasOnlyInteractions = binder.Flag("interaction_only", HasOnlyInteractions);
        HasBias = binder.Flag("include_bias", HasBias);
        binder.Fixed("order", "C");
        if (Degree == 0 && !HasBias)
        {
            throw binder.Bad("degree", "0", "at least 1 where include_bias is False, for there would be no column");
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Numbers(PythonName);
        BigInteger count = HasBias ? 1 : 0;
        if (HasOnlyInteractions)
        {
            for (int factors = 1; factors <= Math.Min(Degree, x.ColumnCount); factors++)
            {
                count += Choose(x.ColumnCount, factors);
            }
        }
        else
        {
            count += Choose(x.ColumnCount + Degree, Degree) - 1;
        }

        if (count > int.MaxValue)
        {
            throw new TrainingException("FitParameter",
                $"PolynomialFeatures has degree={Degree}, which makes {count} columns of {x.ColumnCount}; take a smaller one");
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("_min_degree", 0).Set("_max_degree", Degree)
            .Set("n_output_features_", (int)count).Set("_n_out_full", (int)count);
    }

    private static BigInteger Choose(int all, int some)
    {
        BigInteger made = 1;
        for (int i = 1; i <= Math.Min(some, all - some); i++)
        {
            made = made * (all - i + 1) / i;
        }

        return made;
    }
}
