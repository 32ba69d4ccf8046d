namespace Brine.Native;

/// <summary>
/// What the other side of the border has handles of. A handle is the number of a slot and how often that slot was given away before, so
/// that one that was closed
/// is known for it, also when its slot has been given to something else.
/// </summary>
internal static class HandleTable
{
    private static readonly Lock Gate = new();
    private static readonly List<Slot> Slots = [];
    private static readonly Stack<int> Free = [];

    /// <summary>Gives a handle away.</summary>
    internal static ulong Add(IDisposable value)
    {
        lock (Gate)
        {
            if (!Free.TryPop(out int index))
            {
                index = Slots.Count;
                Slots.Add(new Slot());
            }

            Slot slot = Slots[index];
            slot.Value = value;
            slot.IsClosing = false;
            slot.Generation++;
            return ((ulong)slot.Generation << 32) | (uint)(index + 1);
        }
    }

    /// <summary>Finds what a handle stands for, and keeps it from going until the use ends.</summary>
    internal static Use<T> Open<T>(ulong handle, string kind)
        where T : class, IDisposable
    {
        lock (Gate)
        {
            (int index, Slot slot) = Find(handle);
            if (slot.Value is not T value)
            {
                throw new CallException("InputHandle", $"the handle is none of a {kind}");
            }

            slot.Users++;
            return new Use<T>(value, index);
        }
    }

    /// <summary>Takes a handle back. What it stands for goes when nobody uses it any more.</summary>
    internal static void Close(ulong handle)
    {
        IDisposable? gone;
        lock (Gate)
        {
            (int index, Slot slot) = Find(handle);
            slot.IsClosing = true;
            gone = Take(index, slot);
        }

        gone?.Dispose();
    }

    private static (int Index, Slot Slot) Find(ulong handle)
    {
        long index = (long)(uint)handle - 1;
        if (index < 0 || index >= Slots.Count
            || Slots[(int)index] is not { IsClosing: false, Value: not null } slot || slot.Generation != (uint)(handle >> 32))
        {
            throw new CallException("InputHandle", "there is no such handle: it was closed, or never given");
        }

        return ((int)index, slot);
    }

    private static void Release(int index)
    {
        IDisposable? gone;
        lock (Gate)
        {
            Slot slot = Slots[index];
            slot.Users--;
            gone = slot.IsClosing ? Take(index, slot) : null;
        }

        gone?.Dispose();
    }

    private static IDisposable? Take(int index, Slot slot)
    {
        if (slot.Users > 0)
        {
            return null;
        }

        IDisposable? value = slot.Value;
        slot.Value = null;
        Free.Push(index);
        return value;
    }

    /// <summary>A use of what a handle stands for, until it is disposed of.</summary>
    internal readonly ref struct Use<T>(T value, int index)
        where T : class
    {
        internal T Value { get; } = value;

        public void Dispose() => Release(index);
    }

    private sealed class Slot
    {
        internal IDisposable? Value { get; set; }

        internal uint Generation { get; set; }

        internal int Users { get; set; }

        internal bool IsClosing { get; set; }
    }
}
