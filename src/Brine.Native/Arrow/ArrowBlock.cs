using System.Runtime.InteropServices;
using System.Text;

namespace Brine.Native.Arrow;

/// <summary>Memory of arrays and schemas that go to the other side, and how it comes back.</summary>
internal static unsafe class ArrowBlock
{
    private const int Alignment = 64;

    /// <summary>Zeroed memory, aligned as Arrow likes it.</summary>
    internal static void* Allocate(long bytes)
    {
        nuint size = (nuint)Math.Max(bytes, 1);
        void* block = NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(block, size);
        return block;
    }

    /// <summary>A text with a zero behind it.</summary>
    internal static byte* Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var copy = (byte*)Allocate(bytes.Length + 1L);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }

    /// <summary>Lays an array out that has no children and owns its buffers.</summary>
    internal static void Fill(ArrowArray* array, long length, long nullCount, params ReadOnlySpan<nint> buffers)
    {
        *array = new ArrowArray { Length = length, NullCount = nullCount, BufferCount = buffers.Length, ReleaseCallback = &ReleaseArray };
        array->Buffers = (void**)Allocate(buffers.Length * sizeof(void*));
        for (int i = 0; i < buffers.Length; i++)
        {
            array->Buffers[i] = (void*)buffers[i];
        }
    }

    /// <summary>Lays a schema out that has no children.</summary>
    internal static void Fill(ArrowSchema* schema, string format, string name, bool isNullable) =>
        *schema = new ArrowSchema
        {
            Format = Text(format),
            Name = Text(name),
            Flags = isNullable ? 2 : 0,
            ReleaseCallback = &ReleaseSchema,
        };

    /// <summary>Gives an array children, which are there and empty until they are filled.</summary>
    internal static void GiveChildren(ArrowArray* array, ArrowSchema* schema, int count)
    {
        array->Children = (ArrowArray**)Allocate(count * sizeof(void*));
        schema->Children = (ArrowSchema**)Allocate(count * sizeof(void*));
        for (int i = 0; i < count; i++)
        {
            array->Children[i] = (ArrowArray*)Allocate(sizeof(ArrowArray));
            schema->Children[i] = (ArrowSchema*)Allocate(sizeof(ArrowSchema));
            array->ChildCount = schema->ChildCount = i + 1;
        }
    }

    [UnmanagedCallersOnly]
    private static void ReleaseArray(ArrowArray* array)
    {
        for (long i = 0; i < array->ChildCount; i++)
        {
            ArrowArray.Release(array->Children[i]);
            NativeMemory.AlignedFree(array->Children[i]);
        }

        for (long i = 0; i < array->BufferCount; i++)
        {
            NativeMemory.AlignedFree(array->Buffers[i]);
        }

        NativeMemory.AlignedFree(array->Children);
        NativeMemory.AlignedFree(array->Buffers);
        array->ReleaseCallback = null;
    }

    [UnmanagedCallersOnly]
    private static void ReleaseSchema(ArrowSchema* schema)
    {
        for (long i = 0; i < schema->ChildCount; i++)
        {
            ArrowSchema.Release(schema->Children[i]);
            NativeMemory.AlignedFree(schema->Children[i]);
        }

        NativeMemory.AlignedFree(schema->Children);
        NativeMemory.AlignedFree(schema->Format);
        NativeMemory.AlignedFree(schema->Name);
        schema->ReleaseCallback = null;
    }
}
