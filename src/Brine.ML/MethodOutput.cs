using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>The column that a method adds: its name, and what its values are.</summary>
internal sealed class MethodOutput
{
    private const string SlotNames = "SlotNames";

    private readonly char _kind;
    private readonly int? _width;

    private MethodOutput(string name, char kind, int? width, IReadOnlyList<string>? slots)
    {
        Name = name;
        _kind = kind;
        _width = width;
        PrimitiveDataViewType item = kind switch
        {
            'b' => BooleanDataViewType.Instance,
            'i' => NumberDataViewType.Int64,
            'f' => NumberDataViewType.Double,
            _ => TextDataViewType.Instance,
        };
        Type = width is null ? item : new VectorDataViewType(item, width.Value);
        if (width is not null && slots?.Count == width)
        {
            ReadOnlyMemory<char>[] names = [.. slots.Select(slot => slot.AsMemory())];
            var builder = new DataViewSchema.Annotations.Builder();
            builder.Add(SlotNames, new VectorDataViewType(TextDataViewType.Instance, names.Length),
                (ref VBuffer<ReadOnlyMemory<char>> value) => value = new VBuffer<ReadOnlyMemory<char>>(names.Length, names));
            Annotations = builder.ToAnnotations();
        }
    }

    internal string Name { get; }

    internal DataViewType Type { get; }

    internal DataViewSchema.Annotations? Annotations { get; }

    /// <summary>Asks a model about a made-up row for what its methods answer with.</summary>
    /// <exception cref="ModelInputException">No row could be made up, or a method answers with what is no column.</exception>
    internal static IReadOnlyList<MethodOutput> Of(Predictor predictor, IReadOnlyList<string> methods)
    {
        Features row = MadeUpRow.For(predictor.Estimator);
        Prediction prediction = predictor.Predict(row, methods);
        return [.. prediction.Answers.Select(answer => Of(answer, predictor.ColumnNames(answer.Method, row)))];
    }

    /// <summary>The shape of the column. ML.NET makes shapes of its own steps alone, so that one of them is asked.</summary>
    internal SchemaShape Shape()
    {
        var definition = SchemaDefinition.Create((_kind, _width) switch
        {
            ('b', null) => typeof(Holder<bool>),
            ('i', null) => typeof(Holder<long>),
            ('f', null) => typeof(Holder<double>),
            (_, null) => typeof(Holder<string>),
            ('b', _) => typeof(Holder<bool[]>),
            ('i', _) => typeof(Holder<long[]>),
            ('f', _) => typeof(Holder<double[]>),
            _ => typeof(Holder<string[]>),
        });
        definition[0].ColumnName = Name;
        definition[0].ColumnType = Type;
        return (_kind, _width) switch
        {
            ('b', null) => ShapeOf<Holder<bool>>(definition),
            ('i', null) => ShapeOf<Holder<long>>(definition),
            ('f', null) => ShapeOf<Holder<double>>(definition),
            (_, null) => ShapeOf<Holder<string>>(definition),
            ('b', _) => ShapeOf<Holder<bool[]>>(definition),
            ('i', _) => ShapeOf<Holder<long[]>>(definition),
            ('f', _) => ShapeOf<Holder<double[]>>(definition),
            _ => ShapeOf<Holder<string[]>>(definition),
        };
    }

    /// <summary>The answers about some rows.</summary>
    /// <exception cref="ModelInputException">They are of another kind than those about other rows.</exception>
    internal MethodValues Values(Answer answer, int rows)
    {
        NDArray array = ArrayOf(Name, answer);
        if (array.Rank == 0 || array.Shape[0] != rows || (array.Rank == 1 ? null : (int?)array.Shape[1]) != _width)
        {
            throw new ModelInputException("CannotTabulate", $"{Name} answers {rows} rows with an array of ({string.Join(", ",
                array.Shape.ToArray())}), which is not a value a row, or as many as for other rows");
        }

        return _kind switch
        {
            'b' => new MethodValues<bool>(_width, Cells(array, cell => cell.TryGetBool(out bool truth) ? truth : throw Mixed())),
            'i' => new MethodValues<long>(_width, Cells(array, cell => cell.TryGetInt64(out long number) ? number : throw Mixed())),
            'f' => new MethodValues<double>(_width, array.TryGetSpan(out ReadOnlySpan<double> numbers) ? numbers.ToArray()
                : Cells(array, cell => cell.TryGetDouble(out double number) ? number : throw Mixed())),
            _ => new MethodValues<ReadOnlyMemory<char>>(_width, Cells(array, cell => TextOf(cell).AsMemory())),
        };
    }

    /// <summary>What gives the value of a row.</summary>
    /// <param name="current">The answers that are at hand, and the row among them.</param>
    internal Delegate Getter(Func<(MethodValues Values, int Row)> current) => _kind switch
    {
        'b' => Getter<bool>(current),
        'i' => Getter<long>(current),
        'f' => Getter<double>(current),
        _ => Getter<ReadOnlyMemory<char>>(current),
    };

    private Delegate Getter<T>(Func<(MethodValues Values, int Row)> current) => _width is null
        ? new ValueGetter<T>((ref T value) =>
        {
            (MethodValues now, int row) = current();
            value = ((MethodValues<T>)now).At(row);
        })
        : new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) =>
        {
            (MethodValues now, int row) = current();
            ((MethodValues<T>)now).CopyTo(row, ref value);
        });

    private static MethodOutput Of(MethodAnswer answer, IReadOnlyList<string>? names)
    {
        NDArray array = ArrayOf(answer.Method, answer.Answer);
        char kind = array.DType.Kind switch
        {
            'b' => 'b',
            'i' or 'u' => 'i',
            'f' => 'f',
            'U' or 'S' or 'T' or 'O' => 'U',
            _ => throw new ModelInputException("CannotTabulate", $"{answer.Method} answers with {array.DType.Name}, which ML.NET has no "
                + "type for"),
        };
        return new MethodOutput(answer.Method, kind, array.Rank < 2 ? null : array.Shape[1], names);
    }

    private static NDArray ArrayOf(string method, Answer answer) =>
        answer.Parts is null && answer.ToArray() is { Rank: 1 or 2 } array ? array
        : throw new ModelInputException("CannotTabulate", $"the answer of {method} is not a value a row, or as many for each: it is no "
            + "column of ML.NET's");

    private static T[] Cells<T>(NDArray array, Func<PyValue, T> convert)
    {
        var values = new T[array.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = convert(array[i]);
        }

        return values;
    }

    private static string TextOf(PyValue cell) => cell.IsNone ? "" : cell.AsString() ?? cell.ToString();

    private static SchemaShape ShapeOf<T>(SchemaDefinition definition)
        where T : class, new() =>
        new MLContext().Transforms.CustomMapping<Nothing, T>((_, _) => { }, null, SchemaDefinition.Create(typeof(Nothing)), definition)
            .GetOutputSchema(new SchemaShape([]));

    private ModelInputException Mixed() => new("CannotTabulate", $"{Name} answers with values of several kinds, which are no column of "
        + "ML.NET's");

    /// <summary>A row without a column.</summary>
    private sealed class Nothing;

    /// <summary>A row of one column, whose type says what ML.NET has to make.</summary>
    private sealed class Holder<T>
    {
        public T? Value { get; set; }
    }
}
