namespace Brine.Training;

/// <summary>Makes a number of each category, its place among the sorted ones: scikit-learn's <c>OrdinalEncoder</c>.</summary>
public sealed class OrdinalEncoder : Trainer
{
    /// <summary><c>unknown_value</c>: what a category becomes that training never saw; null refuses it.</summary>
    public double? UnknownValue { get; set; }

    /// <summary><c>encoded_missing_value</c>: what a missing value becomes.</summary>
    public double MissingValue { get; set; } = double.NaN;

    /// <inheritdoc/>
    public override string PythonName => "OrdinalEncoder";

    private protected override string Module => "sklearn.preprocessing._encoders";

    internal override void Bind(ParameterBinder binder)
    {
        binder.Fixed("categories", "auto");
        binder.Write("dtype", new PyGlobal("numpy", "float64"));
        string unknown = binder.Text("handle_unknown", UnknownValue is null ? "error" : "use_encoded_value", "error", "use_encoded_value");
        if (binder.Take("unknown_value") is { ValueKind: not System.Text.Json.JsonValueKind.Null } given)
        {
            UnknownValue = binder.NumberOf("unknown_value", given);
        }

        if (unknown == "error" != UnknownValue is null)
        {
            throw binder.Bad("handle_unknown", $"'{unknown}'", "'use_encoded_value' where there is an unknown_value, and only there");
        }

        binder.Write("unknown_value", UnknownValue is not { } value ? default
            : value == Math.Truncate(value) ? (PyValue)(long)value : value);
        MissingValue = binder.Double("encoded_missing_value", MissingValue is double.NaN ? 0 : MissingValue) is var missing
            && !binder.IsGiven("encoded_missing_value") ? MissingValue : missing;
        binder.Write("encoded_missing_value", double.IsNaN(MissingValue) ? double.NaN
            : MissingValue == Math.Truncate(MissingValue) ? (PyValue)(long)MissingValue : MissingValue);
        binder.Fixed("min_frequency", default, binder.IsNew);
        binder.Fixed("max_categories", default, binder.IsNew);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        NDArray[] categories = CategoryValues.OfAll(call, PythonName);
        var missing = new PyDict();
        for (int column = 0; column < categories.Length; column++)
        {
            int last = categories[column].Length - 1;
            if (last >= 0 && categories[column][last] is { Kind: PyKind.Float } value && value.TryGetDouble(out double number)
                && double.IsNaN(number))
            {
                missing[column] = last;
            }

            int known = categories[column].Length;
            if (UnknownValue is { } unknown && unknown >= 0 && unknown < known && unknown == Math.Truncate(unknown))
            {
                throw new TrainingException("FitParameter",
                    $"OrdinalEncoder has unknown_value={unknown}, and a category of column {column} has that number already");
            }
        }

        if (call.Context.IsNew)
        {
            attributes.Set("_infrequent_enabled", false);
        }

        attributes.SetFeatures(call.Names, categories.Length).Set("categories_", new PyList(categories.Select(call.Context.Array)))
            .Set("_missing_indices", missing);
    }
}
