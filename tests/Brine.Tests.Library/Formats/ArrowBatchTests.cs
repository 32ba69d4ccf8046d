using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using Brine.Arrays;
using Brine.Pickling;
using Column = Brine.Tables.Column;
using StringArray = Apache.Arrow.StringArray;
using Table = Brine.Tables.Table;

namespace Brine.Tests.Formats;

/// <summary>Record batches of Apache.Arrow are data for models, and answers are record batches.</summary>
public sealed class ArrowBatchTests
{
    [Fact]
    public void AModelAnswersABatchWithABatch()
    {
        using Model model = Model.Load(Repo.File("samples", "models", "passengers.pkl"));
        var rows = (Table)model.Read(Repo.File("samples", "data", "passengers.csv"));
        var predictor = new Predictor(model.Estimator);
        AnswerTable expected = predictor.Predict(rows, ["predict", "predict_proba"]).ToTable();
        var wide = new Table([Column.OfNumbers("unused", [.. Enumerable.Repeat(1.0, rows.RowCount)]), .. rows.Columns]);
        using RecordBatch data = wide.ToRecordBatch();
        using RecordBatch answers = predictor.Predict(data, "predict", "predict_proba");
        Assert.Equal(expected.Names, answers.Schema.FieldsList.Select(field => field.Name));
        var labels = (StringArray)answers.Column(0);
        var probabilities = (DoubleArray)answers.Column(2);
        for (int row = 0; row < expected.RowCount; row++)
        {
            Assert.Equal(expected[row, 0].AsString(), labels.GetString(row));
            Assert.Equal(expected[row, 2], (PyValue)probabilities.GetValue(row)!.Value);
        }
    }

    [Fact]
    public void FloatsAreNotCopied()
    {
        double[] numbers = [1, 2, double.NaN];
        using RecordBatch batch = new Table(Column.OfNumbers("a", numbers)).ToRecordBatch();
        ReadOnlySpan<double> shared = ((DoubleArray)batch.Column(0)).Values;
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref MemoryMarshal.GetReference(shared), ref numbers[0]));
        Assert.Equal(0, batch.Column(0).NullCount);
    }

    [Fact]
    public void EveryKindIsReadAsPandasReadsIt()
    {
        var time = new TimestampType(TimeUnit.Microsecond, (string?)null);
        var words = new StringArray.Builder().Append("x").Append("é").Build();
        var codes = new Int8Array.Builder().Append(1).AppendNull().Append(0).Build();
        (IArrowArray Array, string DType, string?[] Cells)[] columns =
        [
            (new DoubleArray.Builder().Append(0.5).AppendNull().Append(-2).Build(), "float64", ["0.5", null, "-2.0"]),
            (new FloatArray.Builder().Append(0.1f).AppendNull().Append(3).Build(), "float32", ["0.10000000149011612", null, "3.0"]),
            (new Int32Array.Builder().Append(7).Append(-8).Append(9).Build(), "int32", ["7", "-8", "9"]),
            (new Int64Array.Builder().Append(7).AppendNull().Append(9).Build(), "float64", ["7.0", null, "9.0"]),
            (new UInt64Array.Builder().Append(ulong.MaxValue).Append(1).Append(2).Build(), "uint64", ["18446744073709551615", "1", "2"]),
            (new BooleanArray.Builder().Append(true).Append(false).Append(true).Build(), "bool", ["True", "False", "True"]),
            (new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build(), "object", ["True", null, "False"]),
            (new StringArray.Builder().Append("a").AppendNull().Append("").Build(), "object", ["a", null, ""]),
            (new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), codes, words), "object",
                ["é", null, "x"]),
            (new Date32Array.Builder().Append(new DateTime(2020, 2, 29)).AppendNull().Append(DateTime.UnixEpoch).Build(), "datetime64[D]",
                ["2020-02-29", null, "1970-01-01"]),
            (new TimestampArray.Builder(time).Append(DateTimeOffset.UnixEpoch.AddMicroseconds(1)).AppendNull()
                .Append(DateTimeOffset.UnixEpoch).Build(), "datetime64[us]", ["1970-01-01T00:00:00.000001", null,
                "1970-01-01"]),
            (new NullArray(3), "object", [null, null, null]),
        ];
        var builder = new Schema.Builder();
        for (int i = 0; i < columns.Length; i++)
        {
            builder.Field(new Field($"c{i}", columns[i].Array.Data.DataType, nullable: true));
        }

        var batch = new RecordBatch(builder.Build(), columns.Select(column => column.Array), 3);
        Table table = batch.ToTable();
        for (int i = 0; i < columns.Length; i++)
        {
            Assert.Equal((i, columns[i].DType), (i, table.Columns[i].DType.Name));
            Assert.Equal(columns[i].Cells, Enumerable.Range(0, 3).Select(table.Columns[i].TextAt));
        }

        // A slice of a batch begins in the middle of its buffers.
        Table part = batch.Slice(1, 2).ToTable("c2", "c7", "c5");
        Assert.Equal(["c2", "c5", "c7"], part.ColumnNames);
        Assert.Equal(["-8", "9", "False", "True", null, ""],
            part.Columns.SelectMany(column => Enumerable.Range(0, 2).Select(column.TextAt)));
    }

    [Fact]
    public void WhatNoTableHoldsIsRefusedByName()
    {
        var lists = new ListArray.Builder(Int32Type.Default);
        lists.Append();
        var batch = new RecordBatch(new Schema.Builder().Field(new Field("l", new ListType(Int32Type.Default), true)).Build(),
            [lists.Build()], 1);
        Assert.Contains("'l'", Assert.Throws<ModelInputException>(() => batch.ToTable()).Message, StringComparison.Ordinal);
        ModelInputException missing = Assert.Throws<ModelInputException>(() => batch.ToTable("other"));
        Assert.Equal("InputColumns", missing.Code);
        Assert.Contains("'other'", missing.Message, StringComparison.Ordinal);
    }
}
