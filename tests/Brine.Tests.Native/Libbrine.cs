using System.Text;
using Brine.Native;
using ArrowArray = Brine.Native.Arrow.ArrowArray;
using ArrowSchema = Brine.Native.Arrow.ArrowSchema;

namespace Brine.Tests.Native;

/// <summary>
/// Calls the functions of <c>brine.h</c> as a program in C does: through function pointers, with pointers and sizes of its own.
/// </summary>
internal static unsafe class Libbrine
{
    /// <summary>A call's status, and what the error says.</summary>
    internal readonly record struct Outcome(int Status, string Code, string Message)
    {
        internal void Require() => Assert.True(Status == 0, $"{Status} {Code}: {Message}");
    }

    internal static Outcome Open(string? path, out ulong model)
    {
        delegate* unmanaged<byte*, ulong*, NativeError*, int> open = &Exports.Open;
        NativeError error = default;
        ulong handle = 99;
        int status;
        fixed (byte* text = Bytes(path))
        {
            status = open(text, &handle, &error);
        }

        model = handle;
        return Of(status, &error);
    }

    internal static ulong Open(string path)
    {
        Open(path, out ulong model).Require();
        return model;
    }

    internal static Outcome OpenBytes(byte[]? bytes, long length, out ulong model)
    {
        delegate* unmanaged<void*, long, ulong*, NativeError*, int> open = &Exports.OpenBytes;
        NativeError error = default;
        ulong handle = 99;
        int status;
        fixed (byte* start = bytes)
        {
            status = open(start, length, &handle, &error);
        }

        model = handle;
        return Of(status, &error);
    }

    internal static Outcome Close(ulong handle)
    {
        delegate* unmanaged<ulong, NativeError*, int> close = &Exports.Close;
        NativeError error = default;
        return Of(close(handle, &error), &error);
    }

    internal static Outcome NameCount(ulong model, int list, out long count)
    {
        delegate* unmanaged<ulong, int, long*, NativeError*, int> ask = &Exports.NameCount;
        NativeError error = default;
        long found = 99;
        Outcome outcome = Of(ask(model, list, &found, &error), &error);
        count = found;
        return outcome;
    }

    internal static Outcome Name(ulong model, int list, long index, byte[]? buffer, long capacity, out long length)
    {
        delegate* unmanaged<ulong, int, long, byte*, long, long*, NativeError*, int> ask = &Exports.Name;
        NativeError error = default;
        long found = -1;
        int status;
        fixed (byte* start = buffer)
        {
            status = ask(model, list, index, start, capacity, &found, &error);
        }

        length = found;
        return Of(status, &error);
    }

    internal static Outcome FeatureCount(ulong model, out long count)
    {
        delegate* unmanaged<ulong, long*, NativeError*, int> ask = &Exports.FeatureCount;
        NativeError error = default;
        long found = 99;
        Outcome outcome = Of(ask(model, &found, &error), &error);
        count = found;
        return outcome;
    }

    internal static Outcome Predict(
        ulong model, string? method, double[]? rows, long rowCount, long columnCount, double[]? answers, long capacity, out long width)
    {
        delegate* unmanaged<ulong, byte*, double*, long, long, double*, long, long*, NativeError*, int> ask = &Exports.Predict;
        NativeError error = default;
        long found = -1;
        int status;
        fixed (byte* name = Bytes(method))
        fixed (double* start = rows)
        fixed (double* room = answers)
        {
            status = ask(model, name, start, rowCount, columnCount, room, capacity, &found, &error);
        }

        width = found;
        return Of(status, &error);
    }

    internal static Outcome PredictClasses(ulong model, double[]? rows, long rowCount, long columnCount, long[]? classes)
    {
        delegate* unmanaged<ulong, double*, long, long, long*, NativeError*, int> ask = &Exports.PredictClasses;
        NativeError error = default;
        int status;
        fixed (double* start = rows)
        fixed (long* room = classes)
        {
            status = ask(model, start, rowCount, columnCount, room, &error);
        }

        return Of(status, &error);
    }

    internal static Outcome PredictArrow(
        ulong model, string? methods, ArrowArray* rows, ArrowSchema* schema, ArrowArray* answers, ArrowSchema* answerSchema)
    {
        delegate* unmanaged<ulong, byte*, ArrowArray*, ArrowSchema*, ArrowArray*, ArrowSchema*, NativeError*, int> ask =
            &Exports.PredictArrow;
        NativeError error = default;
        int status;
        fixed (byte* names = Bytes(methods))
        {
            status = ask(model, names, rows, schema, answers, answerSchema, &error);
        }

        return Of(status, &error);
    }

    internal static Outcome Inspect(string? path, out ulong text)
    {
        delegate* unmanaged<byte*, ulong*, NativeError*, int> inspect = &Exports.Inspect;
        NativeError error = default;
        ulong handle = 99;
        int status;
        fixed (byte* start = Bytes(path))
        {
            status = inspect(start, &handle, &error);
        }

        text = handle;
        return Of(status, &error);
    }

    internal static Outcome InspectBytes(byte[] bytes, out ulong text)
    {
        delegate* unmanaged<void*, long, ulong*, NativeError*, int> inspect = &Exports.InspectBytes;
        NativeError error = default;
        ulong handle = 99;
        int status;
        fixed (byte* start = bytes)
        {
            status = inspect(start, bytes.Length, &handle, &error);
        }

        text = handle;
        return Of(status, &error);
    }

    internal static Outcome Text(ulong handle, out string text)
    {
        delegate* unmanaged<ulong, byte**, long*, NativeError*, int> read = &Exports.Text;
        NativeError error = default;
        byte* characters = null;
        long length = 0;
        Outcome outcome = Of(read(handle, &characters, &length, &error), &error);
        text = characters is null ? "" : Encoding.UTF8.GetString(characters, (int)length);
        Assert.True(characters is null || characters[length] == 0);
        return outcome;
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text + "\0");

    private static Outcome Of(int status, NativeError* error)
    {
        Assert.Equal(status, error->Status);
        return new Outcome(status, NativeText.Read(error->Code)!, NativeText.Read(error->Message)!);
    }
}
