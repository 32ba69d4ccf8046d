namespace Brine;

/// <summary>A column as the schema of an Arrow file tells of it.</summary>
internal sealed class ArrowColumn
{
    private const int MostFields = 1 << 20;

    private ArrowColumn(string name, FlatTable field, bool isWords = false)
    {
        Name = name;
        Words = this;
        Type = (ArrowType)field.Byte(2);
        Details = field.Table(3);
        if (!isWords && field.Table(4) is { } dictionary)
        {
            Words = new ArrowColumn(name, field, isWords: true);
            IsDictionary = true;
            DictionaryId = dictionary.Int64(0);
            IndexBits = dictionary.Table(1)?.Int32(0, 32) ?? 32;
            IsIndexSigned = dictionary.Table(1)?.Flag(1) ?? true;
        }
    }

    internal string Name { get; }

    /// <summary>What the values are; of a dictionary, those of its words.</summary>
    internal ArrowType Type { get; }

    /// <summary>More about the type.</summary>
    internal FlatTable? Details { get; }

    internal bool IsDictionary { get; }

    internal long DictionaryId { get; }

    internal int IndexBits { get; }

    internal bool IsIndexSigned { get; }

    /// <summary>The column of the words of a dictionary.</summary>
    internal ArrowColumn Words { get; }

    /// <summary>How many nodes of a batch belong to the column, those of what is inside it counted.</summary>
    internal int Nodes { get; private set; }

    /// <summary>How many buffers; more where the batch tells how many a view has.</summary>
    internal int Buffers { get; private set; }

    /// <summary>How many views are among the nodes.</summary>
    internal int Views { get; private set; }

    /// <summary>True where a column of a table can hold the values.</summary>
    internal bool IsRead => Type switch
    {
        ArrowType.Null or ArrowType.Int or ArrowType.FloatingPoint or ArrowType.Utf8 or ArrowType.LargeUtf8 or ArrowType.Utf8View
            or ArrowType.Bool or ArrowType.Decimal or ArrowType.Date or ArrowType.Timestamp => true,
        _ => false,
    };

    /// <summary>How many bits a value has in its buffer, or where a text begins; 0 where there is no such number.</summary>
    internal int BitsOfAValue => Type switch
    {
        ArrowType.Bool => 1,
        ArrowType.Int => Details?.Int32(0) ?? 0,
        ArrowType.FloatingPoint => 16 << (Details?.Int16(0) ?? 0),
        ArrowType.Utf8 => 32,
        ArrowType.LargeUtf8 or ArrowType.Timestamp => 64,
        ArrowType.Date => Details?.Int16(0, 1) == 0 ? 32 : 64,
        ArrowType.Decimal => Details?.Int32(2, 128) ?? 128,
        ArrowType.Utf8View => 128,
        _ => 0,
    };

    /// <summary>True where some of the values can be read without the others.</summary>
    internal bool HasParts => IsDictionary || Type != ArrowType.Utf8View;

    /// <summary>Reads a field of a schema, and counts what lies in batches for it and for the fields inside it.</summary>
    internal static ArrowColumn Of(FlatTable field)
    {
        var column = new ArrowColumn(field.Text(0) ?? "", field);
        var open = new Stack<FlatTable>([field]);
        while (open.TryPop(out FlatTable next))
        {
            var type = (ArrowType)next.Byte(2);
            bool isDictionary = next.Table(4) is not null;
            column.Nodes++;
            column.Buffers += isDictionary ? 2 : BuffersOf(type, next.Table(3));
            column.Views += !isDictionary && type is ArrowType.Utf8View or ArrowType.BinaryView ? 1 : 0;
            for (int i = 0; !isDictionary && i < next.Count(5); i++)
            {
                open.Push(next.Item(5, i));
            }

            if (column.Nodes + open.Count > MostFields)
            {
                throw new InvalidDataException("a column has too many inside it");
            }
        }

        return column;
    }

    private static int BuffersOf(ArrowType type, FlatTable? details) => type switch
    {
        ArrowType.Null or ArrowType.RunEndEncoded => 0,
        ArrowType.Struct or ArrowType.FixedSizeList => 1,
        ArrowType.Union => details?.Int16(0) == 1 ? 2 : 1,
        ArrowType.Binary or ArrowType.Utf8 or ArrowType.LargeBinary or ArrowType.LargeUtf8 or ArrowType.ListView
            or ArrowType.LargeListView => 3,
        _ => 2,
    };
}
