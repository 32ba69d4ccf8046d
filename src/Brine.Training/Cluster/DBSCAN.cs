namespace Brine.Training;

/// <summary>
/// Groups rows that lie close together, and leaves the others out: scikit-learn's <c>DBSCAN</c>. It labels the rows of its training alone:
/// the model has <c>labels_</c>, <c>core_sample_indices_</c> and <c>components_</c>, and no method for new rows.
/// </summary>
public sealed class DBSCAN : Trainer
{
    private const string Neighbors = "NearestNeighbors";

    /// <summary><c>eps</c>: how far apart neighbors are at most.</summary>
    public double Radius { get; set; } = 0.5;

    /// <summary><c>min_samples</c>: how many neighbors make a row the core of a group, itself among them; of rows that weigh differently,
    /// what they weigh together.</summary>
    public int MinimumNeighbors { get; set; } = 5;

    /// <summary><c>metric='manhattan'</c>: whether the distance is the sum of the differences, not the length of the straight line
    /// (<c>'euclidean'</c>).</summary>
    public bool IsManhattan { get; set; }

    /// <summary><c>algorithm</c>: <c>auto</c>, <c>kd_tree</c>, or <c>brute</c>, which compares with all rows.</summary>
    public string Algorithm { get; set; } = "auto";

    /// <summary><c>leaf_size</c>: about how many rows a leaf of the tree has.</summary>
    public int LeafSize { get; set; } = 30;

    /// <inheritdoc/>
    public override string PythonName => "DBSCAN";

    private protected override string Module => "sklearn.cluster._dbscan";

    internal override bool TakesWeights => true;

    internal override bool LabelsRowsAlone => true;

    internal override void Bind(ParameterBinder binder)
    {
        Radius = binder.Double("eps", Radius, 0, isOpen: true);
        MinimumNeighbors = binder.Int("min_samples", MinimumNeighbors, 1);
        IsManhattan = binder.Text("metric", IsManhattan ? "manhattan" : "euclidean", "euclidean", "manhattan") == "manhattan";
        binder.Fixed("metric_params", default);
        Algorithm = binder.Text("algorithm", Algorithm, "auto", "kd_tree", "brute");
        LeafSize = binder.Int("leaf_size", LeafSize, 1);
        binder.Fixed("p", default);
        binder.Fixed("n_jobs", default);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (call.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", $"{PythonName} is trained on dense rows here, and these are sparse");
        }

        DenseRows x = call.Doubles(PythonName);
        RadiusRows near = Search(call, x);
        var isCore = new bool[x.RowCount];
        for (int row = 0; row < isCore.Length; row++)
        {
            call.Context.Cancellation.ThrowIfCancellationRequested();
            near.Find(row);
            isCore[row] = Count(near, call.Weights) >= MinimumNeighbors;
        }

        long[] labels = Labels(isCore, near, call.Context.Cancellation);
        int[] cores = [.. Enumerable.Range(0, isCore.Length).Where(row => isCore[row])];
        NDArray components = cores.Length == 0 ? NDArray.Of(Array.Empty<double>(), 0, x.ColumnCount)
            : NeighborsTrainer.Wholes(call.Rows.SelectRows(cores))?.Reshape(cores.Length, x.ColumnCount)
                ?? NDArray.OfNumbers(x.Take(cores).Values, x.DType).Reshape(cores.Length, x.ColumnCount);
        attributes.SetFeatures(call.Names, x.ColumnCount)
            .Set("core_sample_indices_", NDArray.Of(Array.ConvertAll(cores, row => (long)row)))
            .Set("labels_", NDArray.Of(labels)).Set("components_", components);
    }

    /// <summary>The group of each row: cores that are neighbors are of one, and so are their neighbors that no group has yet.</summary>
    private static long[] Labels(bool[] isCore, RadiusRows near, CancellationToken cancellation)
    {
        var labels = new long[isCore.Length];
        Array.Fill(labels, -1);
        var waiting = new Stack<int>();
        long group = 0;
        for (int first = 0; first < labels.Length; first++)
        {
            if (labels[first] >= 0 || !isCore[first])
            {
                continue;
            }

            labels[first] = group;
            waiting.Push(first);
            while (waiting.TryPop(out int row))
            {
                cancellation.ThrowIfCancellationRequested();
                near.Find(row);
                foreach (int neighbor in near.Indices)
                {
                    if (labels[neighbor] < 0)
                    {
                        labels[neighbor] = group;
                        if (isCore[neighbor])
                        {
                            waiting.Push(neighbor);
                        }
                    }
                }
            }

            group++;
        }

        return labels;
    }

    private static double Count(RadiusRows near, double[]? weights)
    {
        if (weights is null)
        {
            return near.Indices.Length;
        }

        var heavy = new double[near.Indices.Length];
        for (int i = 0; i < heavy.Length; i++)
        {
            heavy[i] = weights[near.Indices[i]];
        }

        return PairwiseSum.Of<double>(heavy);
    }

    /// <summary>The search for neighbors, which is that of a trained <c>NearestNeighbors</c>.</summary>
    private RadiusRows Search(FitCall call, DenseRows x)
    {
        const int usual = 5;
        var attributes = new AttributeWriter(call.Context, "sklearn.neighbors._unsupervised", Neighbors);
        attributes.Set("n_neighbors", usual).Set("radius", Radius).Set("algorithm", Algorithm).Set("leaf_size", LeafSize)
            .Set("metric", IsManhattan ? "manhattan" : "euclidean").Set("metric_params", default(PyValue)).Set("p", 2)
            .Set("n_jobs", default(PyValue));
        NeighborsTrainer.Write(attributes, x, NDArray.OfNumbers(x.Values, x.DType), Algorithm, usual, LeafSize, IsManhattan);
        var reader = new EstimatorReader(attributes.Build(), Neighbors);
        return new RadiusModel(NeighborsReader.Training(reader) with { Radius = Radius })
            .Ask(new Matrix(x.RowCount, x.ColumnCount, x.Values), PythonName);
    }
}
