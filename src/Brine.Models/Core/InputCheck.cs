using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>check_array</c>, <c>_check_n_features</c> and <c>_check_feature_names</c>: data is held against the
/// <see cref="InputContract"/> of the method that is asked, and what Python refuses is refused.
/// </summary>
internal static class InputCheck
{
    /// <summary>Checks data that a method is asked about.</summary>
    /// <param name="model">The model.</param>
    /// <param name="contract">What the method takes.</param>
    /// <param name="x">The data.</param>
    /// <param name="looksAtValues">False where the method finds out by itself what the values of a dense matrix are, while it converts
    /// them.</param>
    /// <returns>The data; a table of numbers as a matrix.</returns>
    /// <exception cref="ModelInputException">The method does not take the data.</exception>
    internal static Features Apply(Estimator model, InputContract contract, Features x, bool looksAtValues = true)
    {
        if (contract.Kind == InputKind.Anything)
        {
            return x;
        }

        CheckShape(model, contract, x);
        if (x is Images images)
        {
            CheckImages(model, contract, images);
            return x;
        }

        if (x is SparseMatrix sparse)
        {
            sparse = Convert(contract, sparse);
            CheckPrecision(model, contract, sparse.Csr.DType);
            if (!contract.TakesAnySparse)
            {
                CheckSparse(model, contract.TakesMissingInSparse ? contract : contract with { TakesMissing = false }, sparse);
            }

            return sparse;
        }

        switch (contract.Kind)
        {
            case InputKind.Numbers:
                Matrix matrix = ToMatrix(model, contract, x);
                CheckPrecision(model, contract, matrix.DType);
                if (looksAtValues && (matrix.DType.Kind == 'f' || !contract.TakesNegative))
                {
                    Require(model, contract, matrix.Values, matrix.ColumnCount, 0, x.ColumnNames);
                }

                return contract.Precision == InputPrecision.Double && matrix.DType.Kind == 'f' && matrix.DType.ItemSize < sizeof(double)
                    ? new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values) { Names = matrix.Names }
                    : matrix;
            case InputKind.Columns or InputKind.Cells or InputKind.Values:
                CheckColumns(model, contract, x);
                return x;
            case InputKind.Labels when !contract.TakesInfinity:
                CheckColumns(model, contract, x);
                return x;
            default:
                return x;
        }
    }

    /// <summary>
    /// True where <c>check_array(dtype=None)</c> makes an array of objects of a table. Bools beside numbers made objects before 1.1; since
    /// then they are numbers.
    /// </summary>
    internal static bool MakesObjects(Estimator model, Table table) =>
        model.Info.SavedVersion.IsAtLeast(1, 1) ? table.HoldsObjects : table.IsOfObjects;

    /// <summary>Refuses values that a contract does not allow.</summary>
    /// <param name="model">The model.</param>
    /// <param name="contract">What it takes.</param>
    /// <param name="values">Whole rows.</param>
    /// <param name="columnCount">How many values a row has.</param>
    /// <param name="firstRow">The number of the first row, or null where there is only one.</param>
    /// <param name="names">The names of the columns, where the data has any.</param>
    internal static void Require(Estimator model, InputContract contract, ReadOnlySpan<double> values, int columnCount, int? firstRow,
        IReadOnlyList<string>? names)
    {
        if (contract.Precision != InputPrecision.Single && ValueCheck.Fits(values, contract.Rule))
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!Fits(values[i], contract))
            {
                throw Refusal(model, contract, values[i], firstRow is null ? null : firstRow + (i / columnCount), i % columnCount, names);
            }
        }
    }

    /// <summary>The error for one value.</summary>
    internal static ModelInputException Refusal(Estimator model, InputContract contract, double value, int? row, int column,
        IReadOnlyList<string>? names)
    {
        string name = (names ?? model.FeatureNamesIn) is { } known && column < known.Count && known[column].Length > 0
            ? $"'{known[column]}'" : column.ToString(CultureInfo.InvariantCulture);
        string place = row is null ? $"column {name}"
            : string.Create(CultureInfo.InvariantCulture, $"row {RowNumbers.Of(row.Value)}, column {name}");
        int? unnamed = name.StartsWith('\'') ? null : column;
        return value switch
        {
            double.NaN =>
                new ModelInputException("InputMissing",
                    $"a value is missing (NaN) in {place}, and {model.ClassName} takes no missing values: fill it in, or leave the row out")
                    { Column = unnamed },
            double.PositiveInfinity or double.NegativeInfinity => new ModelInputException(
                "InputNotFinite",
                $"the value in {place} is {(value > 0 ? "infinite" : "minus infinity")}, and {model.ClassName} computes with finite "
                    + "numbers only: put a number there, or leave the row out") { Column = unnamed },
            < 0 when !contract.TakesNegative => new ModelInputException(
                "InputNegative",
                string.Create(CultureInfo.InvariantCulture,
                    $"the value {value:R} in {place} is negative, and {model.ClassName} takes the numbers of categories, from 0"))
                    { Column = unnamed },
            _ => new ModelInputException(
                "InputNotFinite",
                string.Create(CultureInfo.InvariantCulture,
                    $"the value {value:R} in {place} is too large for float32, "
                        + $"in which {model.ClassName} computes: numbers up to 3.4E+38 are taken")) { Column = unnamed },
        };
    }

    /// <summary>The same error, where only a loop over rows knows the number of the row.</summary>
    internal static ModelInputException InRow(ModelInputException error, int row) =>
        new(error.Code, string.Create(CultureInfo.InvariantCulture, $"row {RowNumbers.Of(row)}: {error.Message}"))
            { Column = error.Column };

    private static bool Fits(double value, InputContract contract) =>
        ValueCheck.Fits(value, contract.Rule)
            && (contract.Precision != InputPrecision.Single || float.IsFinite((float)value) || !double.IsFinite(value));

    private static void CheckImages(Estimator model, InputContract contract, Images images)
    {
        double[] values = images.Array.ToDoubles();
        for (int i = 0; i < values.Length; i++)
        {
            if (!Fits(values[i], contract))
            {
                int size = images.ColumnCount;
                throw new ModelInputException(double.IsNaN(values[i]) ? "InputMissing" : "InputNotFinite",
                    $"number {i % size} of the image in row {RowNumbers.Of(i / size)} is "
                        + $"{(double.IsNaN(values[i]) ? "missing (NaN)" : "infinite")}, and {model.ClassName} takes finite numbers only");
            }
        }
    }

    private static void CheckShape(Estimator model, InputContract contract, Features x)
    {
        if (x is Images != (contract.Kind == InputKind.Images))
        {
            throw new ModelInputException("InputShape",
                x is Images { Array.Rank: var rank } ? $"the data has {rank} dimensions, and {model.ClassName} takes rows and columns"
                    : $"the data has rows and columns, and {model.ClassName} takes images: an array of three dimensions (images, height, "
                        + "width) or of four, in a .npy or .npz file");
        }

        if (x.IsVector && !contract.TakesVector)
        {
            throw new ModelInputException("InputShape",
                $"the data has one dimension, and {model.ClassName} takes rows and columns: reshape it, with reshape(-1, 1) to one column "
                    + "or with reshape(1, -1) to one row");
        }

        if (x is SparseMatrix && !contract.TakesSparse)
        {
            throw new ModelInputException("InputSparse",
                $"the data is a sparse matrix, and {model.ClassName} takes none: give it in full (toarray)");
        }

        if (!(x is SparseMatrix && contract.TakesAnySparse)
            && ((x.RowCount == 0 && !contract.TakesEmpty) || (x.ColumnCount == 0 && !contract.TakesNoColumns)))
        {
            throw new ModelInputException("InputEmpty",
                $"the data has {x.RowCount} rows and {x.ColumnCount} columns, and {model.ClassName} needs at least one of each");
        }
    }

    private static void CheckPrecision(Estimator model, InputContract contract, DType dtype)
    {
        bool isSingle = dtype is { Kind: 'f', ItemSize: sizeof(float) };
        if (isSingle ? contract.Precision == InputPrecision.OnlyDouble : contract.Precision == InputPrecision.OnlySingle)
        {
            (string given, string needed) = isSingle ? ("float32", "float64") : (dtype.Name, "float32");
            throw new ModelInputException("InputKind",
                $"the data is of {given}, and {model.ClassName} was trained on {needed} and compares the two in none other: convert it, "
                    + $"with astype('{needed}')");
        }
    }

    private static void CheckSparse(Estimator model, InputContract contract, SparseMatrix x)
    {
        CsrMatrix csr = x.Csr;
        int start = csr.Starts[0], end = csr.Starts[^1];
        if (contract.Precision != InputPrecision.Single && ValueCheck.Fits(csr.Data.AsSpan(start, end - start), contract.Rule))
        {
            return;
        }

        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                if (!Fits(csr.Data[i], contract))
                {
                    throw Refusal(model, contract, csr.Data[i], row, csr.Columns[i], x.ColumnNames);
                }
            }
        }
    }

    /// <summary>Of columns of several kinds only those of floats are looked at; of cells none, once a text makes all of them
    /// objects.</summary>
    private static void CheckColumns(Estimator model, InputContract contract, Features x)
    {
        if (contract is { Kind: InputKind.Cells, MakesObjects: false }
            && (x is Matrix { DType.Kind: 'b' }
                || (x is Table { ColumnCount: > 0 } bools && bools.Columns.All(column => column.DType.Kind == 'b'))))
        {
            throw new ModelInputException("InputKind",
                $"the data is all bools, which {model.ClassName} does not take: convert it to numbers");
        }

        if (x is Matrix { DType.Kind: 'f' } matrix)
        {
            Require(model, contract, matrix.Values, matrix.ColumnCount, 0, x.ColumnNames);
        }

        if (x is not Table table)
        {
            return;
        }

        // An array of objects is asked for NaN alone, and only where none may be there.
        bool isOfObjects = contract.Kind is InputKind.Cells or InputKind.Values && MakesObjects(model, table);
        for (int c = 0; c < table.ColumnCount; c++)
        {
            Column column = table.Columns[c];
            bool isObject = isOfObjects || column.IsObject;
            if (isObject ? contract.TakesMissing
                : column.Numbers is not { } plain || column.DType.Kind != 'f' || ValueCheck.Fits(plain, contract.Rule))
            {
                continue;
            }

            for (int row = 0; row < column.Length; row++)
            {
                double number = isObject ? (IsNaN(column, row) ? double.NaN : 0) : column.Numbers![row];
                if (isObject ? double.IsNaN(number) : !ValueCheck.Fits(number, contract.Rule))
                {
                    throw Refusal(model, contract, number, row, c, x.ColumnNames);
                }
            }
        }
    }

    /// <summary>The numbers; float64 where they come out of an array of objects, as bools beside ints did before 1.1.</summary>
    private static Matrix ToMatrix(Estimator model, InputContract contract, Features x)
    {
        RefuseListedObjects(model, contract, x);
        RefuseTextArray(model, contract, x);
        Matrix matrix = x.ToMatrix();
        return !Keeps(contract.Floats, matrix.DType) || (matrix.DType.Kind is 'i' or 'u' && x is Table table && MakesObjects(model, table))
            ? new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values) { Names = matrix.Names, IsVector = matrix.IsVector }
            : matrix;
    }

    private static SparseMatrix Convert(InputContract contract, SparseMatrix x) => Keeps(contract.Floats, x.Csr.DType)
        ? x
        : new SparseMatrix(new CsrMatrix(x.Csr.RowCount, x.Csr.ColumnCount, x.Csr.Starts, x.Csr.Columns, x.Csr.Data, DType.Float64));

    /// <summary>True where a method takes numbers of a dtype as they are.</summary>
    private static bool Keeps(InputFloats floats, DType dtype) => floats == InputFloats.AsGiven
        || (floats == InputFloats.Native && !(dtype.Kind == 'f' && dtype.IsSwapped))
        || (dtype.Kind == 'f' && !dtype.IsSwapped
            && (dtype.ItemSize is sizeof(double) or sizeof(float) || (dtype.ItemSize == 2 && floats == InputFloats.Any)));

    /// <summary>
    /// An array of text is no array of numbers, though an array of objects that are text is read as one: from 1.1 on. Before, there was a
    /// warning.
    /// </summary>
    private static void RefuseTextArray(Estimator model, InputContract contract, Features x)
    {
        if (!contract.ReadsTextArrays && x is Table table && model.Info.SavedVersion.IsAtLeast(1, 1)
            && table.Columns.FirstOrDefault(column => column.DType.Kind is 'U' or 'S' or 'T') is { } text)
        {
            int place = table.Columns.ToList().IndexOf(text);
            throw new ModelInputException("InputText",
                $"the data is an array of text ({text.DType.Name}), such as {ColumnCells.Show(text[0])} in row {RowNumbers.Of(0)}, column "
                    + $"{ColumnNumbers.NameOf(text, place)}, and {model.ClassName} takes numbers: convert it, with astype(float)")
                    { Column = text.Name.Length > 0 ? null : place };
        }
    }

    /// <summary>An array of objects is read as numbers, and the one that numpy makes of a list is not: Python's objects are computed with
    /// as they are, which most do not stand.</summary>
    private static void RefuseListedObjects(Estimator model, InputContract contract, Features x)
    {
        if (x is not Table { IsListed: true } table || contract.ReadsTextArrays)
        {
            return;
        }

        if (table.ListedText() is { } texts)
        {
            RefuseTextArray(model, contract, texts);
        }
        else if (contract.Floats != InputFloats.Native && table.Columns.FirstOrDefault(column => column.DType.Kind == 'O') is { } column)
        {
            int row = Array.FindIndex(column.ToCells(), cell => cell.Kind is not (PyKind.Int or PyKind.Float or PyKind.Bool));
            int place = table.Columns.ToList().IndexOf(column);
            throw new ModelInputException("InputKind",
                $"the data is a list of rows with objects among the numbers, such as {ColumnCells.Show(column[Math.Max(row, 0)])} in row "
                    + $"{RowNumbers.Of(Math.Max(row, 0))}, column {place}, and {model.ClassName} takes numbers: make it an array of floats")
                    { Column = place };
        }
    }

    private static bool IsNaN(Column column, int row) =>
        column.Numbers is { } numbers ? double.IsNaN(numbers[row])
        : column.Texts is { } texts ? texts[row] is null && column.MissingIsNaN == true
        : column.Cells is { } cells && ColumnCells.IsUnequalToItself(cells[row]);
}
