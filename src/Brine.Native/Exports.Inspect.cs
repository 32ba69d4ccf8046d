using System.Runtime.InteropServices;

namespace Brine.Native;

/// <summary>What a file is, as JSON.</summary>
internal static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "brine_inspect")]
    internal static int Inspect(byte* path, ulong* text, NativeError* error)
    {
        try
        {
            Border.Pointer(text, "text");
            *text = 0;
            *text = Show(Inspector.Inspect(NativeText.Require(path, "path")));
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_inspect_bytes")]
    internal static int InspectBytes(void* bytes, long length, ulong* text, NativeError* error)
    {
        try
        {
            Border.Pointer(text, "text");
            *text = 0;
            *text = Show(Inspector.Inspect(Border.Bytes(bytes, length), "-"));
            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "brine_text")]
    internal static int Text(ulong text, byte** characters, long* length, NativeError* error)
    {
        try
        {
            Border.Pointer(characters, "characters");
            using HandleTable.Use<OpenText> use = HandleTable.Open<OpenText>(text, "text");
            *characters = use.Value.Characters;
            if (length is not null)
            {
                *length = use.Value.Length;
            }

            return NativeError.Clear(error);
        }
        catch (Exception exception)
        {
            return NativeError.Write(error, exception);
        }
    }

    private static ulong Show(InspectionReport report)
    {
        using var json = new MemoryStream();
        report.WriteJson(json);
        return HandleTable.Add(new OpenText(json.GetBuffer().AsSpan(0, (int)json.Length)));
    }
}
