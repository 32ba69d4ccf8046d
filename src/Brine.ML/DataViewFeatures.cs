using Brine.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>The columns of ML.NET's data that a model is given.</summary>
internal sealed class DataViewFeatures
{
    private const string Features = "Features";

    private readonly Estimator _model;

    private DataViewFeatures(Estimator model, IReadOnlyList<DataViewSchema.Column> columns) => (_model, Columns) = (model, columns);

    internal IReadOnlyList<DataViewSchema.Column> Columns { get; }

    /// <param name="schema">The columns of the data.</param>
    /// <param name="model">The model.</param>
    /// <param name="names">The columns that it is given, or null to find them.</param>
    /// <exception cref="ModelInputException">A column is not there, or holds what no table holds.</exception>
    internal static DataViewFeatures Of(DataViewSchema schema, Estimator model, IReadOnlyList<string>? names)
    {
        IReadOnlyList<string>? wanted = names ?? model.FeatureNamesIn;
        if (names is null && (wanted is null || wanted.Any(name => schema.GetColumnOrNull(name) is null))
            && schema.GetColumnOrNull(Features) is { Type: VectorDataViewType })
        {
            wanted = [Features];
        }

        if (wanted is null)
        {
            throw new ModelInputException("InputColumns", $"{model.ClassName} knows no names of columns, and the data has no vector "
                + $"'{Features}': say which columns it is given, by InputColumns");
        }

        var columns = new DataViewSchema.Column[wanted.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = schema.GetColumnOrNull(wanted[i]) ?? throw new ModelInputException("InputColumns",
                $"the data has no column '{wanted[i]}', which {model.ClassName} is given; it has "
                    + $"{string.Join(", ", schema.Select(column => column.Name).Distinct().Take(20))}");
            if (columns[i].Type is VectorDataViewType vector
                && (columns.Length > 1 || !vector.IsKnownSize || (vector.ItemType != NumberDataViewType.Single
                    && vector.ItemType != NumberDataViewType.Double)))
            {
                throw new ModelInputException("InputColumns", $"the column '{wanted[i]}' holds {vector}, and a model is given one vector "
                    + "of Single or Double of a known size, or single values");
            }

            _ = DataViewColumn.Of(columns[i]);
        }

        return new DataViewFeatures(model, columns);
    }

    /// <summary>What collects rows of the data for the model.</summary>
    /// <param name="row">A row or a cursor, which moves on between two calls.</param>
    internal DataViewRows Open(DataViewRow row)
    {
        IReadOnlyList<ColumnKind>? kinds = KnownColumns.Of(_model, null, [], null)?.Kinds([.. Columns.Select(column => column.Name)]);
        return new DataViewRows(Columns, row, kinds?.Select(kind => kind.IsDocument).ToArray());
    }
}
