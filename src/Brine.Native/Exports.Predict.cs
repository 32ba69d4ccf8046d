using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Models;
using Brine.Native.Arrow;
using ArrowArray = Brine.Native.Arrow.ArrowArray;

namespace Brine.Native;

/// <summary>Answers about rows.</summary>
internal static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "brine_predict")]
    internal static int Predict(
        ulong model, byte* method, double* rows, long rowCount, long columnCount,
        double* answers, long capacity, long* width, NativeError* error)
    {
        try
        {
            bool isQuestion = answers is null;
            if (Border.Size(capacity, "capacity") != 0 && isQuestion)
            {
                throw new CallException("InputPointer", "answers is NULL, and capacity is not 0");
            }

            if (isQuestion && width is null)
            {
                throw new CallException("InputPointer", "answers and width are both NULL");
            }

            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            Matrix data = Border.Rows(rows, isQuestion ? Math.Min(rowCount, 1) : rowCount, columnCount);
            (double[] numbers, int columns) = NumberAnswer.Of(use.Value.Call(NativeText.Read(method), data));
            if (width is not null)
            {
                *width = columns;
            }

            if (!isQuestion)
            {
                if (numbers.Length > capacity)
                {
                    throw new CallException(
                        "InputSize", $"there are {numbers.Length} answers, {columns} for each row, and answers has room for {capacity}");
                }

                numbers.CopyTo(new Span<double>(answers, numbers.Length));
            }

            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_predict_classes")]
    internal static int PredictClasses(ulong model, double* rows, long rowCount, long columnCount, long* classes, NativeError* error)
    {
        try
        {
            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            Labels known = use.Value.Model.Classes
                ?? throw new CallException("CannotBeNumbers", $"{use.Value.Model.Info.ClassName} has no classes: take brine_predict");
            Matrix data = Border.Rows(rows, rowCount, columnCount);
            if (data.RowCount > 0)
            {
                Border.Pointer(classes, "classes");
            }

            NDArray labels = use.Value.Call("predict", data).ToArray();
            if (labels.Rank != 1)
            {
                throw new CallException("CannotBeNumbers", "predict gives several labels a row: take brine_predict_arrow");
            }

            NumberAnswer.Places(known, labels, new Span<long>(classes, data.RowCount));
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_predict_arrow")]
    internal static int PredictArrow(
        ulong model, byte* methods, ArrowArray* rows, ArrowSchema* rowSchema,
        ArrowArray* answers, ArrowSchema* answerSchema, NativeError* error)
    {
        if (rows is null || rowSchema is null || answers is null || answerSchema is null)
        {
            return NativeError.Write(error, new CallException("InputPointer", "rows, row_schema, answers or answer_schema is NULL"));
        }

        try
        {
            *answers = default;
            *answerSchema = default;
            using HandleTable.Use<OpenModel> use = HandleTable.Open<OpenModel>(model, "model");
            Table table = ArrowReader.Read(rows, rowSchema);
            ArrowWriter.Write(Ask(use.Value, NativeText.Read(methods), table), answers, answerSchema);
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
        finally
        {
            ArrowArray.Release(rows);
            ArrowSchema.Release(rowSchema);
        }
    }

    private static AnswerTable Ask(OpenModel model, string? methods, Table rows)
    {
        Features aligned = model.Predictor.Align(rows);
        var table = new AnswerTable();
        string[] asked = methods?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [model.Predictor.DefaultMethod];
        foreach (string method in asked)
        {
            table.Add(method, model.Call(method, rows), model.Predictor.ColumnNames(method, aligned));
        }

        return table;
    }
}
