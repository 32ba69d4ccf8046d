namespace Brine.Training;

/// <summary>Puts the values of each column into bins: scikit-learn's <c>KBinsDiscretizer</c>.</summary>
public sealed class KBinsDiscretizer : Trainer
{
    private const int MaxBins = 1_000_000;
    private const int NewSampleCount = 200_000;
    private const double Narrow = 1e-8;

    private static readonly string[] Methods = ["averaged_inverted_cdf", "linear"];

    /// <summary><c>n_bins</c>: how many bins a column has.</summary>
    public int BinCount { get; set; } = 5;

    /// <summary><c>encode</c>: <c>onehot</c> (sparse), <c>onehot-dense</c>, or <c>ordinal</c> for the numbers of the bins.</summary>
    public string Encoding { get; set; } = "onehot";

    /// <summary><c>strategy</c>: bins of one width (<c>uniform</c>), with as many rows each (<c>quantile</c>), or around the centers of
    /// groups (<c>kmeans</c>).</summary>
    public string Strategy { get; set; } = "quantile";

    /// <summary><c>quantile_method</c>, from scikit-learn 1.7 on: <c>averaged_inverted_cdf</c> or <c>linear</c>. Earlier ones have
    /// <c>linear</c>.</summary>
    public string QuantileMethod { get; set; } = "averaged_inverted_cdf";

    /// <summary><c>subsample</c>: of how many rows, drawn, the bins are made where there are more; null is scikit-learn's own number, which
    /// is 200000, and all rows up to 1.2.</summary>
    public int? SampleCount { get; set; }

    /// <summary><c>random_state</c>: the seed of the generator; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "KBinsDiscretizer";

    private protected override string Module => "sklearn.preprocessing._discretization";

    internal override void Bind(ParameterBinder binder)
    {
        BinCount = binder.Int("n_bins", BinCount, 2, MaxBins);
        Encoding = binder.Text("encode", Encoding, "onehot", "onehot-dense", "ordinal");
        Strategy = binder.Text("strategy", Strategy, "uniform", "quantile", "kmeans");
        if (binder.IsNew)
        {
            QuantileMethod = binder.Text("quantile_method", QuantileMethod, Methods);
        }

        binder.Fixed("dtype", default);
        SampleCount = binder.OptionalInt("subsample", SampleCount, 1);
        binder.Write("subsample", SampleCount is { } count ? count : binder.IsNew ? NewSampleCount : (PyValue)"warn");
        RandomState = binder.Seed("random_state", RandomState);
        if (!binder.IsNew && SampleCount is not null && Strategy != "quantile")
        {
            throw binder.Bad("subsample", $"{SampleCount}", "left out, but where the strategy is 'quantile'");
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        DenseRows x = Drawn(call.Doubles(PythonName), context.IsNew);
        var edges = new double[x.ColumnCount][];
        for (int column = 0; column < edges.Length; column++)
        {
            edges[column] = Edges(x.Column(column), context);
        }

        attributes.SetFeatures(call.Names, edges.Length)
            .Set("bin_edges_", NDArray.OfObjects([edges.Length], [.. edges.Select(own => context.Array(NDArray.Of(own)))]))
            .Set("n_bins_", NDArray.Of(Array.ConvertAll(edges, own => own.Length - 1L)));
        if (Encoding != "ordinal")
        {
            var encoder = new OneHotEncoder { IsSparse = Encoding == "onehot" };
            attributes.Set("_encoder", encoder.OfBins(context, x.DType, Array.ConvertAll(edges, own => own.Length - 1)));
        }
    }

    /// <summary>Rows drawn with replacement, up to 1.2 without.</summary>
    private DenseRows Drawn(DenseRows x, bool isNew)
    {
        if ((SampleCount ?? (isNew ? NewSampleCount : int.MaxValue)) is var count && x.RowCount <= count)
        {
            return x;
        }

        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        int[] rows = [.. Enumerable.Range(0, isNew ? count : x.RowCount)];
        for (int i = 0; isNew && i < count; i++)
        {
            rows[i] = draws.NextBelow(x.RowCount);
        }

        for (int i = rows.Length - 1; !isNew && i > 0; i--)
        {
            int j = draws.NextBelow(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }

        return x.Take(rows[..count]);
    }

    private double[] Edges(double[] values, FitContext context)
    {
        double least = values.Min(), most = values.Max();
        if (least == most)
        {
            return [double.NegativeInfinity, double.PositiveInfinity];
        }

        double[] uniform = Steps(least, most, BinCount);
        if (Strategy == "uniform")
        {
            return uniform;
        }

        double[] edges;
        if (Strategy == "quantile")
        {
            double[] sorted = [.. values.Order()];
            bool isLinear = !context.IsNew || QuantileMethod == "linear";
            edges = Array.ConvertAll(Steps(0, 100, BinCount),
                level => isLinear ? Quantiles.Linear(sorted, level / 100) : Averaged(sorted, level / 100));
        }
        else
        {
            double[] start = new double[BinCount];
            for (int bin = 0; bin < start.Length; bin++)
            {
                start[bin] = (uniform[bin + 1] + uniform[bin]) * 0.5;
            }

            double[] centers = KMeans.CentersOf(new DenseRows(values, values.Length, 1, false), start, context);
            Array.Sort(centers);
            edges = [least, .. Enumerable.Range(1, BinCount - 1).Select(bin => (centers[bin] + centers[bin - 1]) * 0.5), most];
        }

        return [.. edges.Where((edge, i) => i == 0 || edge - edges[i - 1] > Narrow)];
    }

    /// <summary><c>np.linspace</c>.</summary>
    private static double[] Steps(double first, double last, int count)
    {
        double step = (last - first) / count;
        return [.. Enumerable.Range(0, count).Select(i => (i * step) + first), last];
    }

    /// <summary><c>np.percentile</c> by its method <c>averaged_inverted_cdf</c>.</summary>
    private static double Averaged(double[] sorted, double quantile)
    {
        double place = (sorted.Length * quantile) - 1;
        if (place < 0 || place >= sorted.Length - 1)
        {
            return place < 0 ? sorted[0] : sorted[^1];
        }

        int below = (int)Math.Floor(place);
        return place > below ? sorted[below + 1] : sorted[below + 1] - ((sorted[below + 1] - sorted[below]) * 0.5);
    }
}
