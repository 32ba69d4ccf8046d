using System.Runtime.InteropServices;
using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Native;
using Brine.Native.Arrow;
using Brine.Pickling;
using ArrowArray = Brine.Native.Arrow.ArrowArray;

namespace Brine.Tests.Native;

/// <summary>
/// Tables go over the border as Arrow's C data interface has them, are given back once, and contradictions in them are errors.
/// </summary>
public sealed unsafe class ArrowBorderTests : IDisposable
{
    private readonly ulong _model = Libbrine.Open(Repo.File("samples", "models", "passengers.pkl"));
    private readonly ArrowArray* _rows = (ArrowArray*)ArrowBlock.Allocate(sizeof(ArrowArray));
    private readonly ArrowArray* _answers = (ArrowArray*)ArrowBlock.Allocate(sizeof(ArrowArray));
    private readonly ArrowSchema* _schema = (ArrowSchema*)ArrowBlock.Allocate(sizeof(ArrowSchema));
    private readonly ArrowSchema* _answerSchema = (ArrowSchema*)ArrowBlock.Allocate(sizeof(ArrowSchema));

    public void Dispose()
    {
        Libbrine.Close(_model).Require();
        ArrowArray.Release(_rows);
        ArrowSchema.Release(_schema);
        ArrowArray.Release(_answers);
        ArrowSchema.Release(_answerSchema);
        foreach (nint block in new[] { (nint)_rows, (nint)_schema, (nint)_answers, (nint)_answerSchema })
        {
            NativeMemory.AlignedFree((void*)block);
        }
    }

    [Fact]
    public void ATableWithTextCategoriesAndGapsIsAnsweredAsTheSameCsv()
    {
        Passengers();
        Ask("predict,predict_proba").Require();
        Assert.True(_rows->ReleaseCallback is null && _schema->ReleaseCallback is null);
        Table csv = Csv.Parse("age,fare,cabin_class,port\n23,7.97,third,Bergen\n,67.16,second,\n40,,first,Oslo\n"u8.ToArray());
        using Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        Assert.Equal(["predict", "predict_proba_leaves", "predict_proba_returns"], Names());
        Assert.Equal(model.Predict(csv).ToStrings(), Texts(0));
        Assert.Equal(
            model.PredictProba(csv).ToDoubles(),
            Enumerable.Range(0, 3).SelectMany(row => new[] { Doubles(1)[row], Doubles(2)[row] }));
    }

    [Fact]
    public void AnswersAreOfTheTypesThatPythonGives()
    {
        var table = new AnswerTable();
        table.Add("f4", NDArray.Of([1.5f, -0.0f]));
        table.Add("i4", NDArray.Of([7, -7]));
        table.Add("u8", NDArray.Of([ulong.MaxValue, 0ul]));
        table.Add("b", NDArray.Of([true, false]));
        table.Add("text", NDArray.OfText(["a", "ü"]));
        table.Add("objects", NDArray.OfObjects([2], [(PyValue)"a", PyValue.None]));
        table.Add("ints", NDArray.OfObjects([2], [(PyValue)1L, 2L]));
        ArrowWriter.Write(table, _answers, _answerSchema);
        Assert.Equal(["f", "i", "L", "b", "u", "u", "l"], Enumerable.Range(0, 7).Select(i => Format(i)));
        Assert.Equal([1.5f, -0.0f], new Span<float>(_answers->Children[0]->Buffers[1], 2).ToArray());
        Assert.Equal([7, -7], new Span<int>(_answers->Children[1]->Buffers[1], 2).ToArray());
        Assert.Equal([ulong.MaxValue, 0ul], new Span<ulong>(_answers->Children[2]->Buffers[1], 2).ToArray());
        Assert.Equal(1, *(byte*)_answers->Children[3]->Buffers[1]);
        Assert.Equal((string?[])["a", "ü"], Texts(4));
        Assert.Equal((string?[])["a", null], Texts(5));
        Assert.Equal(1, _answers->Children[5]->NullCount);
    }

    [Fact]
    public void AnswersOfMixedKindsHaveNoColumn()
    {
        var table = new AnswerTable();
        table.Add("mixed", NDArray.OfObjects([2], [(PyValue)"a", 1L]));
        var error = Assert.Throws<CallException>(() => ArrowWriter.Write(table, _answers, _answerSchema));
        Assert.Equal("CannotBeArrow", error.Code);
        Assert.True(_answers->ReleaseCallback is null && _answerSchema->ReleaseCallback is null);
    }

    [Fact]
    public void ColumnsAreReadAsPandasReadsThem()
    {
        Begin(3);
        Numbers<long>("whole", "l", [1, 2, 3]);
        Numbers<long>("gap", "l", [1, 2, 3], missing: 1);
        Numbers<ulong>("large", "L", [ulong.MaxValue, 1, 2]);
        Numbers<float>("single", "f", [1.5f, 2, 3], missing: 0);
        Numbers<byte>("bools", "b", [0b101, 0, 0]);
        Numbers<byte>("maybe", "b", [0b101, 0, 0], missing: 1);
        Table table = Read();
        Assert.Equal(["int64", "float64", "uint64", "float32", "bool", "object"], table.Columns.Select(column => column.DType.Name));
        Assert.Equal("2", table.Columns[0][1].ToString());
        Assert.True(table.Columns[1].IsMissing(1));
        Assert.Equal("18446744073709551615", table.Columns[2][0].ToString());
        Assert.True(table.Columns[3].IsMissing(0));
        Assert.Equal("True False True", string.Join(' ', Enumerable.Range(0, 3).Select(row => table.Columns[4][row])));
        Assert.Equal("True None True", string.Join(' ', Enumerable.Range(0, 3).Select(row => table.Columns[5][row])));
    }

    [Fact]
    public void OffsetsOfBatchAndColumnAddUp()
    {
        Begin(6);
        Numbers<double>("numbers", "g", [0, 1, 2, 3, 4, 5]);
        Text("texts", ["a", "b", null, "d", "e", "f"]);
        _rows->Offset = 2;
        _rows->Length = 3;
        _rows->Children[0]->Offset = 1;
        _rows->Children[0]->Length = 5;
        Table table = Read();
        Assert.Equal("3.0 4.0 5.0", string.Join(' ', Enumerable.Range(0, 3).Select(row => table.Columns[0][row])));
        Assert.Equal([null, "d", "e"], Enumerable.Range(0, 3).Select(row => table.Columns[1].TextAt(row)));
    }

    [Fact]
    public void WhatContradictsItselfIsAnError()
    {
        AssertRefused("released", () => _rows->ReleaseCallback = null);
        AssertRefused("struct", () => Replace(ref _schema->Format, "g"));
        AssertRefused("columns", () => _schema->ChildCount = 2);
        AssertRefused("elements", () => _rows->Children[0]->Length = 2);
        AssertRefused("elements", () => _rows->Children[0]->Length = -1);
        AssertRefused("elements", () => _rows->Children[0]->Offset = -1);
        AssertRefused("elements", () => _rows->Children[0]->Offset = long.MaxValue);
        AssertRefused("elements", () => _rows->Children[0]->NullCount = -2);
        AssertRefused("elements", () => _rows->Length = -3);
        AssertRefused("buffers", () => _rows->Children[0]->BufferCount = 1);
        AssertRefused("NULL", () => _rows->Children[0]->Buffers[1] = null);
        AssertRefused("format 'tsn:'", () => Replace(ref _schema->Children[0]->Format, "tsn:"));
        AssertRefused("text 1 lies", () => ((int*)_rows->Children[2]->Buffers[1])[2] = -5);
        AssertRefused("text 0 lies", () => ((int*)_rows->Children[2]->Buffers[1])[1] = -5);
        AssertRefused("no UTF-8", () => *(byte*)_rows->Children[2]->Buffers[2] = 0xff);
        AssertRefused("missing as a whole", () =>
        {
            _rows->Buffers[0] = ArrowBlock.Allocate(1);
            _rows->NullCount = 3;
        });
    }

    [Fact]
    public void ARefusedBatchIsGivenBackToo()
    {
        Passengers();
        Libbrine.Outcome outcome = Ask("no_such_method");
        Assert.Equal((4, "InputMethod"), (outcome.Status, outcome.Code));
        Assert.True(_rows->ReleaseCallback is null && _schema->ReleaseCallback is null && _answers->ReleaseCallback is null);
    }

    [Fact]
    public void AnIntThatAFloatDoesNotHoldBesideAGapIsRefused()
    {
        Begin(2);
        Numbers<long>("ids", "l", [(1L << 53) + 1, 0], missing: 1);
        CallException error = Assert.Throws<CallException>(Read);
        Assert.Equal("InputArrow", error.Code);
    }

    [Theory]
    [InlineData((sbyte)-1)]
    [InlineData((sbyte)2)]
    public void ACategoryThatIsNotInTheDictionaryIsAnError(sbyte place)
    {
        Begin(2);
        Categories("port", [0, place], ["Bergen", "Oslo"]);
        Assert.Contains($"category {place} of 2", Assert.Throws<CallException>(Read).Message, StringComparison.Ordinal);
    }

    private static void Replace(ref byte* text, string by)
    {
        NativeMemory.AlignedFree(text);
        text = ArrowBlock.Text(by);
    }

    private void AssertRefused(string why, Action spoil)
    {
        Passengers();
        spoil();
        Libbrine.Outcome outcome = Ask("predict");
        Assert.True(outcome.Status == 4, $"taken, though: {why}");
        Assert.True(outcome.Code is "InputArrow" or "InputSize", outcome.Code);
        Assert.Contains(why, outcome.Message, StringComparison.Ordinal);
        Assert.True(_answers->ReleaseCallback is null);
    }

    private void Passengers()
    {
        Begin(3);
        Numbers<double>("age", "g", [23, 0, 40], missing: 1);
        Numbers<double>("fare", "g", [7.97, 67.16, double.NaN]);
        Text("cabin_class", ["third", "second", "first"]);
        Categories("port", [0, 0, 1], ["Bergen", "Oslo"], missing: 1);
    }

    private Libbrine.Outcome Ask(string methods) => Libbrine.PredictArrow(_model, methods, _rows, _schema, _answers, _answerSchema);

    private Table Read() => ArrowReader.Read(_rows, _schema);

    private void Begin(int rows)
    {
        ArrowArray.Release(_rows);
        ArrowSchema.Release(_schema);
        ArrowBlock.Fill(_rows, rows, 0, 0);
        ArrowBlock.Fill(_schema, "+s", "", isNullable: false);
        ArrowBlock.GiveChildren(_rows, _schema, 6);
        _rows->ChildCount = _schema->ChildCount = 0;
    }

    private (nint Array, nint Schema) Next(string format, string name)
    {
        ArrowBlock.Fill(_schema->Children[_schema->ChildCount], format, name, isNullable: true);
        _rows->ChildCount++;
        return ((nint)_rows->Children[_rows->ChildCount - 1], (nint)_schema->Children[_schema->ChildCount++]);
    }

    private void Numbers<T>(string name, string format, T[] values, int missing = -1)
        where T : unmanaged
    {
        void* copy = ArrowBlock.Allocate(values.Length * sizeof(T));
        values.CopyTo(new Span<T>(copy, values.Length));
        ArrowBlock.Fill((ArrowArray*)Next(format, name).Array, _rows->Length, -1, Validity(missing), (nint)copy);
    }

    private void Text(string name, string?[] texts) => FillText((ArrowArray*)Next("u", name).Array, texts);

    private void Categories(string name, sbyte[] places, string[] texts, int missing = -1)
    {
        (nint array, nint schema) = Next("c", name);
        sbyte* copy = (sbyte*)ArrowBlock.Allocate(places.Length);
        places.CopyTo(new Span<sbyte>(copy, places.Length));
        ArrowBlock.Fill((ArrowArray*)array, _rows->Length, -1, Validity(missing), (nint)copy);
        var dictionary = (ArrowArray*)ArrowBlock.Allocate(sizeof(ArrowArray));
        FillText(dictionary, texts);
        ((ArrowArray*)array)->Dictionary = dictionary;
        var dictionarySchema = (ArrowSchema*)ArrowBlock.Allocate(sizeof(ArrowSchema));
        ArrowBlock.Fill(dictionarySchema, "u", "", isNullable: true);
        ((ArrowSchema*)schema)->Dictionary = dictionarySchema;
    }

    private static void FillText(ArrowArray* array, string?[] texts)
    {
        byte[] characters = Encoding.UTF8.GetBytes(string.Concat(texts));
        var offsets = (int*)ArrowBlock.Allocate((texts.Length + 1) * sizeof(int));
        var validity = (byte*)ArrowBlock.Allocate(texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            offsets[i + 1] = offsets[i] + Encoding.UTF8.GetByteCount(texts[i] ?? "");
            validity[i >> 3] |= (byte)((texts[i] is null ? 0 : 1) << (i & 7));
        }

        void* copy = ArrowBlock.Allocate(characters.Length);
        characters.CopyTo(new Span<byte>(copy, characters.Length));
        ArrowBlock.Fill(array, texts.Length, -1, (nint)validity, (nint)offsets, (nint)copy);
    }

    private static nint Validity(int missing)
    {
        if (missing < 0)
        {
            return 0;
        }

        var bits = (byte*)ArrowBlock.Allocate(1);
        *bits = (byte)~(1 << missing);
        return (nint)bits;
    }

    private string[] Names() =>
        [.. Enumerable.Range(0, (int)_answerSchema->ChildCount).Select(i => NativeText.Read(_answerSchema->Children[i]->Name)!)];

    private string Format(int column) => NativeText.Read(_answerSchema->Children[column]->Format)!;

    private double[] Doubles(int column) => new Span<double>(_answers->Children[column]->Buffers[1], (int)_answers->Length).ToArray();

    private string?[] Texts(int column)
    {
        ArrowArray* array = _answers->Children[column];
        var offsets = (int*)array->Buffers[1];
        var texts = new string?[array->Length];
        for (int i = 0; i < texts.Length; i++)
        {
            bool isMissing = (((byte*)array->Buffers[0])[i >> 3] >> (i & 7) & 1) == 0;
            texts[i] = isMissing ? null : Encoding.UTF8.GetString((byte*)array->Buffers[2] + offsets[i], offsets[i + 1] - offsets[i]);
        }

        return texts;
    }
}
