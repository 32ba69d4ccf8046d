using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine;

/// <summary>Reads inputs in the <c>.npz</c> form: <c>X</c>, <c>X.csr.*</c>, <c>X.col.NAME</c>, <c>X.text</c>, <c>X.dicts</c> (a JSON text a
/// record).</summary>
public static class NpzFeatures
{
    private const string ColumnPrefix = "X.col.";

    /// <summary>Reads the inputs.</summary>
    /// <param name="npz">The archive.</param>
    /// <param name="options">The order and the gaps of its columns, where they are known.</param>
    /// <exception cref="ModelInputException">The archive holds no inputs.</exception>
    public static Features Read(NpzFile npz, NpzOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(npz);
        if (npz.Find("X") is { } dense)
        {
            return Features.FromArray(dense);
        }

        if (ReadSparse(npz, "X") is { } sparse)
        {
            return new SparseMatrix(sparse);
        }

        if (npz.Find("X.text") is { } text)
        {
            return Table.OfDocuments([.. text.ToStrings().Select(document => document ?? "")]);
        }

        if (npz.Find("X.dicts") is { } records)
        {
            return JsonTable.ParseRecords([.. records.ToStrings().Select(record => record ?? "null")]);
        }

        IEnumerable<string> names = options?.Columns
            ?? npz.Names.Where(name => name.StartsWith(ColumnPrefix, StringComparison.Ordinal)).Select(name => name[ColumnPrefix.Length..]);
        Column[] columns = [.. names.Select(name => ReadColumn(npz, name, options))];
        return columns.Length > 0 ? new Table(columns) : ReadOnly(npz);
    }

    /// <summary>The only array or matrix of an archive, whatever its name: what <c>numpy.savez(file, array)</c> wrote, or the answer of
    /// another model.</summary>
    private static Features ReadOnly(NpzFile npz)
    {
        string[] names = [
            .. npz.Names.Select(name => name.IndexOf(".csr.", StringComparison.Ordinal) is >= 0 and var end ? name[..end] : name)
                .Distinct()];
        if (names.Length != 1)
        {
            string held = names.Length == 0 ? "nothing"
                : $"{names.Length} arrays: {string.Join(", ", names.Take(10))}{(names.Length > 10 ? "..." : "")}";
            throw new ModelInputException("InputEmpty",
                $"the archive holds {held}; the rows of a model are its only array, or one named X, X.csr.*, X.col.*, X.text or X.dicts");
        }

        return npz.Find(names[0]) is { } dense ? Features.FromArray(dense)
            : ReadSparse(npz, names[0]) is { } sparse ? new SparseMatrix(sparse)
            : throw new ModelInputException("InputEmpty", $"the archive holds {names[0]} without its data");
    }

    /// <summary>Reads <c>NAME.csr.data|indices|indptr|shape</c>, or null where they are not there.</summary>
    public static CsrMatrix? ReadSparse(NpzFile npz, string name)
    {
        ArgumentNullException.ThrowIfNull(npz);
        if (npz.Find(name + ".csr.data") is not { } data)
        {
            return null;
        }

        if (npz.Find(name + ".csr.shape") is not { Length: 2, DType.Kind: 'i' or 'u' } size
            || npz.Find(name + ".csr.indptr") is not { DType.Kind: 'i' or 'u' }
            || npz.Find(name + ".csr.indices") is not { DType.Kind: 'i' or 'u' } || data.DType.Kind is not ('f' or 'i' or 'u' or 'b'))
        {
            throw new ModelInputException("InputFormat",
                $"the archive holds a sparse matrix {name} that is not whole: it needs {name}.csr.data of numbers, and .csr.indices, "
                    + ".csr.indptr and .csr.shape of ints");
        }

        long[] shape = size.ToInt64s();
        return new CsrMatrix(
            (int)shape[0],
            (int)shape[1],
            Array.ConvertAll(npz[name + ".csr.indptr"].ToInt64s(), value => (int)value),
            Array.ConvertAll(npz[name + ".csr.indices"].ToInt64s(), value => (int)value),
            data.ToDoubles(),
            data.DType);
    }

    private static Column ReadColumn(NpzFile npz, string name, NpzOptions? options)
    {
        string key = ColumnPrefix + name;
        NDArray array = npz.Find(key) ?? throw new ModelInputException("InputColumns", $"the archive has no column {name}");
        if (array.Rank != 1)
        {
            throw new ModelInputException("InputShape", $"the column {name} of the archive has {array.Rank} dimensions; a column has one");
        }

        if (array.DType.Kind is not ('U' or 'S' or 'T'))
        {
            return Column.OfArray(name, array);
        }

        // A table of numpy arrays stands for a frame, whose text is in Python objects.
        string?[] texts = array.ToStrings();
        foreach (int row in options?.Missing.GetValueOrDefault(key) ?? [])
        {
            texts[row] = null;
        }

        return Column.OfText(name, texts);
    }
}
