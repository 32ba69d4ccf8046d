namespace Brine.Models;

/// <summary>sklearn2pmml's MultiDomain: a domain for each column, or none.</summary>
internal sealed class MultiDomain(EstimatorInfo info, DomainsForm form) : Estimator(info)
{
    private static readonly InputContract Contract = new()
    {
        Kind = InputKind.Columns, TakesMissing = true, TakesInfinity = true, TakesEmpty = true,
    };

    public override EstimatorForm Form => form;

    public override Methods Methods => Methods.Transform;

    public override int? FeatureCount => form.Domains.Count;

    internal override bool KeepsColumns => true;

    public override InputContract Inputs(Methods method) => Contract;

    private protected override Features TransformCore(Features x)
    {
        Column[] columns = [.. FeatureStack.Columns(x)];
        for (int c = 0; c < columns.Length; c++)
        {
            if (form.Domains[c] is { } domain)
            {
                columns[c] = FeatureStack.Columns(domain.Transform(new Table(columns[c].Rename("")) { IsVector = true })).Single()
                    .Rename(columns[c].Name);
            }
        }

        var table = new Table(columns, x.RowCount);
        return x is Matrix matrix && !table.IsOfObjects && table.ToMatrix() is var numbers
            ? new Matrix(numbers.RowCount, numbers.ColumnCount, numbers.Values, matrix.DType) { Names = matrix.Names } : table;
    }
}
