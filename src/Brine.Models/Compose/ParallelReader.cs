using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads ColumnTransformer and FeatureUnion.</summary>
internal static class ParallelReader
{
    internal static ColumnTransformer Columns(EstimatorReader reader)
    {
        IReadOnlyList<string>? names = reader.FeatureNamesIn ?? ColumnSpecification.TextsOf(reader.ValueOrNone("_feature_names_in"))
            ?? ColumnSpecification.TextsOf(reader.ValueOrNone("_df_columns"));
        int? featureCount = reader.FeatureCount ?? (reader.TryInt("_n_features", out int count) ? count : names?.Count);
        if (names is not null && names.Count != featureCount)
        {
            throw new PickleFormatException("FormatModel",
                $"{reader.ClassName} has {names.Count} names for {featureCount} columns: the model is corrupt");
        }

        bool needsNames = false;
        var resolved = reader.ValueOrNone("_transformer_to_input_indices").As<PyDict>();
        var selections = new List<ColumnSelection>();
        IReadOnlyList<TransformStep> steps = StepReader.ReadAll(reader, "transformers_", (name, columns) =>
        {
            PyValue wanted = resolved is not null && resolved.TryGetValue(name, out PyValue indices) ? indices : columns;
            ColumnSelection selection = ColumnSpecification.Read(wanted, names, featureCount)
                ?? throw reader.Unsupported($"the columns of '{name}' in transformers_ given by {wanted}");
            if (!selection.IsEmpty)
            {
                needsNames |= ColumnSpecification.IsByName(columns);
                selections.Add(selection);
            }

            return selection.IsEmpty;
        });
        return new(reader.Info, Form(reader, steps.Zip(selections, (step, columns) => new ParallelPart(step, columns))) with
        {
            FeatureNames = names,
            FeatureCount = featureCount,
            NeedsNames = needsNames,
            IsSparse = reader.Flag("sparse_output_", fallback: false),
        });
    }

    /// <summary>FeatureUnion, where None means drop (until 1.0), and not to pass through as in a pipeline.</summary>
    internal static FeatureUnion Union(EstimatorReader reader)
    {
        IReadOnlyList<TransformStep> steps = StepReader.ReadAll(reader, "transformer_list", (_, estimator) => estimator.IsNone);
        return new(reader.Info, Form(reader, steps.Select(step => new ParallelPart(step, null))) with
        {
            FeatureNames = reader.FeatureNamesIn
                ?? steps.Select(step => step.Estimator?.FeatureNamesIn).FirstOrDefault(names => names is not null),
            FeatureCount = reader.FeatureCount
                ?? steps.Select(step => step.Estimator?.FeatureCount).FirstOrDefault(count => count is not null),
        });
    }

    private static ParallelForm Form(EstimatorReader reader, IEnumerable<ParallelPart> parts)
    {
        Dictionary<string, PyValue> weights = Weights(reader);
        return new ParallelForm([.. parts.Select(part => Weighted(part, weights))])
        {
            GivesFrame = StepReader.GivesFrame(reader.Source),
            NameFormat = reader.Text("verbose_feature_names_out")
                ?? (reader.Flag("verbose_feature_names_out", fallback: true) ? ParallelForm.DefaultNameFormat : null),
        };
    }

    private static ParallelPart Weighted(ParallelPart part, Dictionary<string, PyValue> weights) =>
        weights.TryGetValue(part.Step.Name, out PyValue weight) && TryWeight(weight, out double number)
            ? part with { Weight = number, HasWholeWeight = weight.Kind is PyKind.Int or PyKind.Bool }
            : part;

    /// <summary><c>transformer_weights</c>, without those that are None.</summary>
    private static Dictionary<string, PyValue> Weights(EstimatorReader reader)
    {
        Dictionary<string, PyValue> weights = [];
        foreach ((PyValue key, PyValue value) in reader.ValueOrNone("transformer_weights").As<PyDict>() ?? [])
        {
            if (!value.IsNone)
            {
                weights[key.AsString() is { } name && TryWeight(value, out _) ? name
                    : throw reader.Unsupported($"the weight {value} in transformer_weights")] = value;
            }
        }

        return weights;
    }

    private static bool TryWeight(PyValue value, out double weight) =>
        value.TryGetDouble(out weight) || (NDArray.From(value) is { IsScalar: true } scalar && scalar[0].TryGetDouble(out weight));
}
