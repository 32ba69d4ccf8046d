namespace Brine.Models;

/// <summary>ColumnTransformer: each transformer sees its own columns, the outputs stand side by side.</summary>
internal sealed class ColumnTransformer : Estimator
{
    private readonly ParallelForm _form;

    internal ColumnTransformer(EstimatorInfo info, ParallelForm form)
        : base(info)
    {
        _form = form;
        Methods = Methods.Transform
            | (form.Parts.All(part => part.Step.Has(Methods.GetFeatureNamesOut)) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => _form.FeatureNames;

    public override bool FindsColumnsByName => true;

    public override int? FeatureCount => _form.FeatureCount;

    public override IReadOnlyList<ColumnKind>? InputKinds => FeatureCount is { } count ? ColumnKinds.Of(count, _form.Parts) : null;

    /// <summary>True where the place of every column is known, and not its name alone.</summary>
    private bool HasPlaces => _form.Parts.All(part => part.Columns!.Indices is not null);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count && _form.Parts.Count > 0 && HasPlaces
            ? StackKernel.Of(count,
                [.. _form.Parts.Select(part => (part.Columns!.Places, part.Step.Kernel(part.Columns.Places!.Length), part.Weight))])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount);
        return [.. _form.Parts.SelectMany(
            part => part.Step.NamesOut(part.Columns!.NamesOf(names))!.Select(name => _form.NameOf(part, name)))];
    }

    /// <summary>What all of its transformers take, of the columns that each is given.</summary>
    public override InputContract Inputs(Methods method) =>
        InputContract.OfAll(Children.Select(child => child.Estimator.Inputs(Methods.Transform))) with { TakesVector = false };

    /// <summary>Each transformer looks at its own columns; columns that were chosen by name need names to be found by.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if (x.IsVector)
        {
            throw new ModelInputException("InputShape",
                $"the data has one dimension, and {ClassName} takes rows and columns: reshape it, with reshape(-1, 1) to one column or "
                    + "with reshape(1, -1) to one row");
        }

        if (_form.NeedsNames && x.ColumnNames is null && method != Methods.GetFeatureNamesOut)
        {
            throw new ModelInputException("InputColumns",
                $"the columns of the data have no names, and {ClassName} chose its columns by name: give it a table with "
                    + $"{string.Join(", ", (_form.FeatureNames ?? []).Take(20))}{(_form.FeatureNames?.Count > 20 ? "..." : "")}");
        }

        CheckColumns(x);
        return x;
    }

    /// <summary>Columns that no transformer asks for may be missing or in excess, as long as columns are found by their names.</summary>
    private protected override void CheckColumns(Features x)
    {
        if (_form.FeatureNames is not null && x.ColumnNames is not null)
        {
            return;
        }

        if (HasPlaces)
        {
            base.CheckColumns(x);
        }
    }

    private protected override Features TransformCore(Features x)
    {
        ColumnPlaces places = ColumnPlaces.Of(x, _form.FeatureNames, _form.Parts.Select(part => part.Columns!),
            takesRepeated: !Info.SavedVersion.IsAtLeast(1, 9));
        var outputs = new Features[_form.Parts.Count];
        for (int i = 0; i < outputs.Length; i++)
        {
            ParallelPart part = _form.Parts[i];
            int[] found = places.Find(part.Columns!);
            try
            {
                outputs[i] = part.Transform(x.SelectColumns(found));
            }
            catch (ModelInputException error) when (x.ColumnNames is null)
            {
                throw ColumnSelection.InPart(error, found);
            }
        }

        return outputs.Length == 0 ? new Matrix(x.RowCount, 0, [])
            : _form.IsSparse == true ? FeatureStack.Sparse(outputs, x.RowCount)
            : _form.GivesFrame && NamesOf(x, outputs) is { } names ? FeatureStack.Named(outputs, names)
            : FeatureStack.Dense(outputs, x.RowCount);
    }

    /// <summary>The names of a data frame: where a part cannot name its columns, those that they have; null where a part gave an
    /// array.</summary>
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

            names.AddRange(own.Select(name => _form.NameOf(_form.Parts[i], name)));
        }

        return names;
    }
}
