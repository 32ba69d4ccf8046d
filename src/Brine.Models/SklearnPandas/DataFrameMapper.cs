namespace Brine.Models;

/// <summary>sklearn-pandas' DataFrameMapper.</summary>
internal sealed class DataFrameMapper : Estimator
{
    private readonly MapperForm _form;

    internal DataFrameMapper(EstimatorInfo info, MapperForm form)
        : base(info) => _form = form;

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform;

    public override bool FindsColumnsByName => true;

    /// <summary>The file has the names of the columns that are used, and neither the others nor their order.</summary>
    public override IReadOnlyList<string>? FeatureNamesIn => null;

    public override InputContract Inputs(Methods method) => InputContract.Anything;

    /// <summary>The parts look at their columns themselves.</summary>
    private protected override Features Admit(Methods method, Features x) =>
        x is SparseMatrix || x.ColumnNames is null
            ? throw new ModelInputException("InputColumns",
                $"{ClassName} finds its columns by name ("
                    + string.Join(", ", _form.Parts.SelectMany(part => part.Columns).Distinct().Take(20)) + "), and the data has no names")
            : x;

    private protected override Features TransformCore(Features x)
    {
        IReadOnlyList<string> names = x.ColumnNames!;
        List<MapperPart> parts = [.. _form.Parts];
        if (_form.Others is { } others)
        {
            var known = _form.Parts.SelectMany(part => part.Columns).Concat(_form.Dropped).ToHashSet(StringComparer.Ordinal);
            parts.Add(others with { Columns = [.. names.Where(name => !known.Contains(name))] });
        }

        List<Features> outputs = [.. parts.Select(part => Run(part, x, names))];
        if (_form.OutputNames is { } outputNames)
        {
            return outputs.Sum(output => output.ColumnCount) == outputNames.Count ? FeatureStack.Named(outputs, outputNames)
                : throw new ModelInputException("InputFeatures",
                    $"the transformers of {ClassName} give {outputs.Sum(output => output.ColumnCount)} columns, and in training there were "
                        + $"{outputNames.Count}");
        }

        return !outputs.Exists(output => output is SparseMatrix) ? FeatureStack.Dense(outputs, x.RowCount)
            : _form.GivesSparse ? FeatureStack.Sparse(outputs, x.RowCount) : FeatureStack.Sparse(outputs, x.RowCount).ToMatrix();
    }

    private Features Run(MapperPart part, Features x, IReadOnlyList<string> names)
    {
        int[] places = [.. part.Columns.Select(name => Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] == name, -1))];
        int missing = Array.IndexOf(places, -1);
        if (missing >= 0)
        {
            throw new ModelInputException("InputColumns", $"the data has no column '{part.Columns[missing]}', which {ClassName} needs");
        }

        Column[] columns = [.. FeatureStack.Columns(x.SelectColumns(places))];
        Features given = new Table(part.TakesFrame ? columns : [.. columns.Select(column => column.Rename(""))], x.RowCount)
            { IsVector = part.IsVector };
        foreach (Estimator transformer in part.Transformers)
        {
            given = transformer.Transform(given);
        }

        return given is Matrix { IsVector: true } vector
            ? new Matrix(vector.RowCount, vector.ColumnCount, vector.Values, vector.DType) : given;
    }
}
