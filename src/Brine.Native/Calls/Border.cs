namespace Brine.Native;

/// <summary>Checks of what comes over the border.</summary>
internal static unsafe class Border
{
    /// <summary>Refuses a pointer that is NULL.</summary>
    internal static void Pointer(void* pointer, string parameter)
    {
        if (pointer is null)
        {
            throw new CallException("InputPointer", $"{parameter} is NULL");
        }
    }

    /// <summary>Refuses a size below zero, or of more elements than an array has.</summary>
    internal static int Size(long size, string parameter) => size is >= 0 && size <= Array.MaxLength ? (int)size
        : throw new CallException("InputSize", $"{parameter} is {size}; it is from 0 to {Array.MaxLength}");

    /// <summary>Copies bytes of the caller's.</summary>
    internal static byte[] Bytes(void* bytes, long length)
    {
        int size = Size(length, "length");
        if (size > 0)
        {
            Pointer(bytes, "bytes");
        }

        return new ReadOnlySpan<byte>(bytes, size).ToArray();
    }

    /// <summary>Copies rows of the caller's.</summary>
    internal static Matrix Rows(double* rows, long rowCount, long columnCount)
    {
        int height = Size(rowCount, "row_count"), width = Size(columnCount, "column_count");
        int count = Size((long)height * width, "row_count * column_count");
        if (count > 0)
        {
            Pointer(rows, "rows");
        }

        return new Matrix(height, width, new ReadOnlySpan<double>(rows, count).ToArray());
    }
}
