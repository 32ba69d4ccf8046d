using Brine.Pickling;

namespace Brine.Models;

/// <summary>ColumnTransformer: each transformer sees its own columns, the outputs stand side by side.</summary>
internal sealed class ColumnTransformer : Estimator
{
    private readonly (TransformStep Step, ColumnSelection Columns)[] _parts;
    private readonly IReadOnlyList<string>? _names;
    private readonly TransformWeights _weights;
    private readonly NamePrefix _prefix;
    private readonly bool _isSparse;
    private readonly bool _isNamed;
    private readonly bool _needsNames;

    internal ColumnTransformer(EstimatorReader reader)
        : base(reader)
    {
        _names = base.FeatureNamesIn ?? ColumnSpecification.TextsOf(reader.ValueOrNone("_feature_names_in")) ?? ColumnSpecification.TextsOf(reader.ValueOrNone("_df_columns"));
        FeatureCount = base.FeatureCount ?? (reader.TryInt("_n_features", out int count) ? count : _names?.Count);
        if (_names is not null && _names.Count != FeatureCount)
        {
            throw new PickleFormatException("FormatModel", $"{ClassName} has {_names.Count} names for {FeatureCount} columns: the model is corrupt");
        }

        _parts = ReadParts(reader, out _needsNames);
        _weights = new TransformWeights(reader);
        _prefix = new NamePrefix(reader);
        _isSparse = reader.Flag("sparse_output_", fallback: false);
        _isNamed = TransformStep.IsNamed(reader.Source);
        Methods = Methods.Transform | (_parts.All(part => part.Step.Has(Methods.GetFeatureNamesOut)) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => _names;

    public override bool FindsColumnsByName => true;

    public override int? FeatureCount { get; }

    public override IReadOnlyList<ColumnKind>? InputKinds => FeatureCount is { } count ? ColumnKinds.Of(count, _parts) : null;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count && _parts.Length > 0 && _parts.All(part => part.Columns.Indices is not null)
            ? StackKernel.Of(count, [.. _parts.Select(part => (part.Columns.Indices, part.Step.Kernel(part.Columns.Indices!.Length), _weights.Of(part.Step.Name)))])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount);
        return [.. _parts.SelectMany(part => part.Step.NamesOut(part.Columns.NamesOf(names))!.Select(name => _prefix.Add(part.Step.Name, name)))];
    }

    /// <summary>What all of its transformers take, of the columns that each is given.</summary>
    public override InputContract Inputs(Methods method) =>
        InputContract.OfAll(_parts.Where(part => part.Step.Estimator is not null).Select(part => part.Step.Estimator!.Inputs(Methods.Transform))) with { TakesVector = false };

    /// <summary>Each transformer looks at its own columns; columns that were chosen by name need names to be found by.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if (x.IsVector)
        {
            throw new ModelInputException("InputShape", $"the data has one dimension, and {ClassName} takes rows and columns: reshape it, with reshape(-1, 1) to one column or with reshape(1, -1) to one row");
        }

        if (_needsNames && x.ColumnNames is null && method != Methods.GetFeatureNamesOut)
        {
            throw new ModelInputException("InputColumns", $"the columns of the data have no names, and {ClassName} chose its columns by name: give it a table with {string.Join(", ", (_names ?? []).Take(20))}{(_names?.Count > 20 ? "..." : "")}");
        }

        CheckColumns(x);
        return x;
    }

    /// <summary>Columns that no transformer asks for may be missing or in excess, as long as columns are found by their names.</summary>
    private protected override void CheckColumns(Features x)
    {
        if (_names is not null && x.ColumnNames is not null)
        {
            return;
        }

        if (_parts.All(part => part.Columns.Indices is not null))
        {
            base.CheckColumns(x);
        }
    }

    private protected override Features TransformCore(Features x)
    {
        ColumnPlaces places = ColumnPlaces.Of(x, _names, _parts.Select(part => part.Columns));
        var outputs = new Features[_parts.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            (TransformStep step, ColumnSelection columns) = _parts[i];
            int[] found = places.Find(columns);
            try
            {
                outputs[i] = _weights.Apply(step.Name, step.Transform(x.SelectColumns(found)));
            }
            catch (ModelInputException error) when (x.ColumnNames is null)
            {
                throw ColumnSelection.InPart(error, found);
            }
        }

        return outputs.Length == 0 ? new Matrix(x.RowCount, 0, [])
            : _isSparse ? FeatureStack.Sparse(outputs, x.RowCount)
            : _isNamed && NamesOf(x, outputs) is { } names ? FeatureStack.Named(outputs, names)
            : FeatureStack.Dense(outputs, x.RowCount);
    }

    /// <summary>The names of a data frame: where a part cannot name its columns, those that they have; null where a part gave an array.</summary>
    private List<string>? NamesOf(Features x, Features[] outputs)
    {
        if (Methods.HasFlag(Methods.GetFeatureNamesOut))
        {
            return [.. OwnNamesOut(x)];
        }

        var names = new List<string>();
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].ColumnNames is not { } own)
            {
                return null;
            }

            names.AddRange(own.Select(name => _prefix.Add(_parts[i].Step.Name, name)));
        }

        return names;
    }

    private (TransformStep Step, ColumnSelection Columns)[] ReadParts(EstimatorReader reader, out bool needsNames)
    {
        bool isByName = false;
        var resolved = reader.ValueOrNone("_transformer_to_input_indices").As<PyDict>();
        var selections = new List<ColumnSelection>();
        IReadOnlyList<TransformStep> steps = TransformStep.ReadAll(reader, "transformers_", (name, columns) =>
        {
            PyValue wanted = resolved is not null && resolved.TryGetValue(name, out PyValue indices) ? indices : columns;
            ColumnSelection selection = ColumnSpecification.Read(wanted, _names, FeatureCount)
                ?? throw reader.Unsupported($"the columns of '{name}' in transformers_ given by {wanted}");
            if (!selection.IsEmpty)
            {
                isByName |= ColumnSpecification.IsByName(columns);
                selections.Add(selection);
            }

            return selection.IsEmpty;
        });
        needsNames = isByName;
        return [.. steps.Zip(selections)];
    }
}
