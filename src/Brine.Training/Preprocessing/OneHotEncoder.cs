namespace Brine.Training;

/// <summary>Makes a column of zeros and ones of each category: scikit-learn's <c>OneHotEncoder</c>.</summary>
public sealed class OneHotEncoder : Trainer
{
    /// <summary><c>handle_unknown</c>: whether a category that training never saw becomes zeros (<c>'ignore'</c>) or an error
    /// (<c>'error'</c>).</summary>
    public bool IgnoresUnknown { get; set; }

    /// <summary><c>drop</c>: which category of a column has none of its own: null, <c>first</c> or <c>if_binary</c>.</summary>
    public string? Drop { get; set; }

    /// <summary><c>sparse_output</c>: whether the answer is a sparse matrix.</summary>
    public bool IsSparse { get; set; } = true;

    /// <inheritdoc/>
    public override string PythonName => "OneHotEncoder";

    private protected override string Module => "sklearn.preprocessing._encoders";

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("categories", "auto");
        if (!binder.IsNew)
        {
            binder.Fixed("sparse", "deprecated");
        }

        IsSparse = binder.Flag("sparse_output", IsSparse);
        binder.Write("dtype", new PyGlobal("numpy", "float64"));
        IgnoresUnknown = binder.Text("handle_unknown", IgnoresUnknown ? "ignore" : "error", "error", "ignore") == "ignore";
        Drop = binder.OptionalText("drop", Drop, "first", "if_binary");
        binder.Fixed("min_frequency", default);
        binder.Fixed("max_categories", default);
        binder.Fixed("feature_name_combiner", "concat", binder.IsNew);
    }

    /// <summary>An encoder of the numbers of bins.</summary>
    internal PyObject OfBins(FitContext context, DType dtype, IReadOnlyList<int> counts)
    {
        AttributeWriter attributes = Start(context);
        attributes.Set("dtype", context.Arrays.Describe(dtype)).Set("categories", new PyList(counts.Select(count =>
            context.Array(NDArray.Of([.. Enumerable.Range(0, count).Select(bin => (long)bin)])))));
        Write(attributes, null, [.. counts.Select(count => NDArray.Of([.. Enumerable.Range(0, count).Select(bin => (double)bin)]))]);
        return attributes.Build();
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) =>
        Write(attributes, call.Names, CategoryValues.OfAll(call, PythonName));

    private void Write(AttributeWriter attributes, IReadOnlyList<string>? names, NDArray[] categories)
    {
        FitContext context = attributes.Context;
        attributes.Set("_infrequent_enabled", false).SetFeatures(names, categories.Length)
            .Set("categories_", new PyList(categories.Select(context.Array)));
        PyValue[] dropped = [.. categories.Select(of => Drop == "if_binary" && of.Length != 2 ? default : (PyValue)0L)];
        PyValue drop = Drop is null ? default : context.Array(NDArray.OfObjects([dropped.Length], dropped));
        attributes.Set("drop_idx_", drop);
        if (context.IsNew)
        {
            attributes.Set("_drop_idx_after_grouping", drop);
        }

        attributes.Set("_n_features_outs", new PyList(categories.Select(
            (of, column) => (PyValue)(of.Length - (Drop is null || dropped[column].IsNone ? 0 : 1)))));
    }
}
