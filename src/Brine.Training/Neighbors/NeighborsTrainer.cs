namespace Brine.Training;

/// <summary>Base class of the trainers that answer by the rows that are nearest.</summary>
public abstract class NeighborsTrainer : Trainer
{
    private const int MostTreeColumns = 15;

    private protected NeighborsTrainer()
    {
    }

    /// <summary><c>n_neighbors</c>: how many rows are asked.</summary>
    public int NeighborCount { get; set; } = 5;

    /// <summary><c>weights='distance'</c>: whether nearer rows count more.</summary>
    public bool WeighsByDistance { get; set; }

    /// <summary><c>algorithm</c>: <c>auto</c>, <c>kd_tree</c>, or <c>brute</c>, which compares with all rows.</summary>
    public string Algorithm { get; set; } = "auto";

    /// <summary><c>leaf_size</c>: about how many rows a leaf of the tree has.</summary>
    public int LeafSize { get; set; } = 30;

    /// <summary><c>p=1</c>: whether the distance is the sum of the differences, not the length of the straight line.</summary>
    public bool IsManhattan { get; set; }

    private protected virtual bool IsClassifier => false;

    internal override void Bind(ParameterBinder binder)
    {
        NeighborCount = binder.Int("n_neighbors", NeighborCount, 1);
        binder.Write("radius", default);
        Algorithm = binder.Text("algorithm", Algorithm, "auto", "kd_tree", "brute");
        LeafSize = binder.Int("leaf_size", LeafSize, 1);
        binder.Fixed("metric", "minkowski");
        binder.Fixed("metric_params", default);
        IsManhattan = binder.Int("p", IsManhattan ? 1 : 2, 1, 2) == 1;
        binder.Fixed("n_jobs", default);
        WeighsByDistance = binder.Text("weights", WeighsByDistance ? "distance" : "uniform", "uniform", "distance") == "distance";
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        Target target = call.Needed(PythonName);
        NDArray y;
        if (IsClassifier)
        {
            ClassCodes classes = ClassCodes.Of(target, PythonName);
            attributes.Set("classes_", classes.Classes).Set("outputs_2d_", false);
            y = NDArray.Of(Array.ConvertAll(classes.Codes, code => (long)code));
        }
        else
        {
            _ = target.Numbers(PythonName);
            y = target.Values.Objects is null ? target.Values : throw new TrainingException("FitTarget",
                $"the target holds numbers as objects, of which {PythonName} is not trained here: make them numbers");
        }

        if (call.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", $"{PythonName} is trained on dense rows here, and these are sparse");
        }

        DenseRows x = call.Numbers(PythonName);
        attributes.SetFeatures(call.Names, x.ColumnCount).Set("_y", y);
        Write(attributes, x, Wholes(call.Rows) ?? NDArray.OfNumbers(x.Values, x.DType), Algorithm, NeighborCount, LeafSize, IsManhattan);
    }

    /// <summary>The attributes by which neighbors are found.</summary>
    internal static void Write(AttributeWriter attributes, DenseRows x, NDArray values, string algorithm, int count, int leafSize,
        bool isManhattan)
    {
        bool hasTree = algorithm == "kd_tree" || (algorithm == "auto" && x.ColumnCount <= MostTreeColumns && count < x.RowCount / 2);
        attributes.Set("effective_metric_params_", new PyDict())
            .Set("effective_metric_", isManhattan ? "manhattan" : "euclidean").Set("_fit_method", hasTree ? "kd_tree" : "brute")
            .Set("_fit_X", values.Reshape(x.RowCount, x.ColumnCount)).Set("n_samples_fit_", x.RowCount)
            .Set("_tree", hasTree ? new SearchTree(x, leafSize, isManhattan).Write(attributes.Context) : default(PyValue));
    }

    /// <summary>Whole numbers that a double does not hold, which Python keeps as they are; null where there are none.</summary>
    internal static NDArray? Wholes(Features rows) => rows is Table table
        && table.Columns.All(column => column.DType is { Kind: 'i', ItemSize: 8 } && !column.IsNullable)
        && table.Columns.Any(column => column.Cells is not null)
        ? NDArray.Of([.. Enumerable.Range(0, table.RowCount).SelectMany(
            row => table.Columns.Select(column => column[row].TryGetInt64(out long whole) ? whole : 0))]) : null;
}
