namespace Brine.Training;

/// <summary>What scikit-learn makes of <c>'passthrough'</c>: a FunctionTransformer without a function.</summary>
internal sealed class PassedColumns : Trainer
{
    public override string PythonName => "FunctionTransformer";

    private protected override string Module => "sklearn.preprocessing._function_transformer";

    internal override bool KeepsOrder => true;

    internal override void Bind(ParameterBinder binder)
    {
        binder.Write("func", default);
        binder.Write("inverse_func", default);
        binder.Write("validate", false);
        binder.Write("accept_sparse", true);
        binder.Write("check_inverse", false);
        binder.Write("feature_names_out", "one-to-one");
        binder.Write("kw_args", default);
        binder.Write("inv_kw_args", default);
        var output = new PyDict();
        output["transform"] = "default";
        binder.Write("_sklearn_output_config", output);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes) =>
        attributes.SetFeatures(call.Names, call.Rows.ColumnCount);
}
