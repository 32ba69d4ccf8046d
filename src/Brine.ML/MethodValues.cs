using Microsoft.ML.Data;

namespace Brine;

/// <summary>The answers of a method about some rows.</summary>
internal abstract class MethodValues;

/// <summary>The answers of a method about some rows.</summary>
/// <typeparam name="T">What a value is.</typeparam>
/// <param name="width">How many a row has, or null for one that is no vector.</param>
/// <param name="values">The values, row by row.</param>
internal sealed class MethodValues<T>(int? width, T[] values) : MethodValues
{
    internal T At(int row) => values[row];

    internal void CopyTo(int row, ref VBuffer<T> value)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, width!.Value);
        values.AsSpan(row * width.Value, width.Value).CopyTo(editor.Values);
        value = editor.Commit();
    }
}
