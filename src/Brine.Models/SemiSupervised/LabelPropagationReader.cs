using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads LabelPropagation and LabelSpreading.</summary>
internal static class LabelPropagationReader
{
    internal static LabelPropagation Read(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        NDArray distributions = reader.MapMatrix("label_distributions_", columns: classes.Count);
        var form = new LabelPropagationForm(classes, distributions);
        switch (reader.Text("kernel"))
        {
            case "rbf":
                CsrMatrix? sparse = CsrMatrix.From(reader.ValueOrNone("X_"));
                NDArray rows = sparse is null ? reader.MapMatrix("X_", columns: reader.FeatureCount)
                    : NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount);
                if (rows.Shape[0] != distributions.Shape[0])
                {
                    throw reader.Corrupt("label_distributions_", $"it does not fit the {rows.Shape[0]} rows of the training");
                }

                return new(reader.Info, form with { Rows = rows, Gamma = reader.Double("gamma", 20), HasSparseRows = sparse is not null },
                    InputContract.FiniteOrSparse with { Floats = InputFloats.Native });
            case "knn" when reader.Child("nn_fit") is NearestNeighbors { Form: NeighborsForm neighbors } child
                && neighbors.RowCount == distributions.Shape[0]:
                return new(reader.Info, form with { Neighbors = neighbors }, child.Inputs(Methods.KNeighbors));
            case var other:
                throw reader.Unsupported(other is null ? "a kernel that is a Python function" : $"kernel='{other}'");
        }
    }
}
